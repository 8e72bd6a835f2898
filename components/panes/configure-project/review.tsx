import { Box } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { isEmptyPlan, type ProjectPlan } from '../../../src/flows/configure-project/plan.ts';
import { currentWords, valuesWords } from '../../../src/flows/configure-project/shown.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { useGlyphs } from '../../theme/theme-context.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { blankLine, changedLines, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { reviewFiles } from './review-files.ts';
import { useConfigureProject } from './use-configure-project.ts';

/** Every file to write or remove, line by line; nothing happens before the confirmation here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { plan, problem, changed } = useConfigureProject(session);
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!plan) return null;
  const { identity } = plan;
  const sentence = isEmptyPlan(plan)
    ? plan.notFetched.length > 0
      ? 'There is nothing to write without what is deployed; back and Enter fetch it again.'
      : 'The files already say this; there is nothing to write.'
    : identity
      ? "The stack's account and region; nothing is changed in AWS."
      : 'Nothing is changed in AWS.';
  const above: ReviewLine[] = [
    ...changedLines(changed, glyphs),
    ...(identity
      ? [
          {
            text: `${identity.access} · account ${identity.account} · ${identity.region} · ${identity.arn}`,
            style: 'text' as const,
          },
        ]
      : []),
    { text: sentence, style: 'dim' },
  ];
  return (
    <Box flexDirection="column">
      <ReviewList
        lines={notesOf(plan, glyphs, inWords)}
        files={reviewFiles(plan.files, glyphs)}
        after={plan.kept.map(({ label, why }) => ({
          text: `${glyphs.warning} ${plainText(label)}   left: ${why}`,
          style: 'warn',
        }))}
        rows={rows}
        above={above}
      />
    </Box>
  );
}

/** What to know besides the files. */
function notesOf(plan: ProjectPlan, glyphs: Glyphs, inWords: (text: string) => string): ReviewLine[] {
  const notes = [
    ...plan.notes.map(inWords),
    ...plan.values.map(({ label, paths }) => valuesWords(label, paths, plan.oldValues)),
  ].map((note): ReviewLine => {
    return { text: `${glyphs.warning} ${plainText(note)}`, style: 'warn' };
  });
  const current = currentWords(plan);
  const pulled: ReviewLine[] = current ? [{ text: current, style: 'title' }, blankLine] : [];
  return [...notes, ...pulled];
}
