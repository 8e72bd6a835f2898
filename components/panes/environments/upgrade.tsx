import { Box, Text } from 'ink';
import { firstEnvironment } from '../../../machines/environments/setup.ts';
import { count, plainText } from '../../../src/core/text.ts';
import { undoneLines } from '../../../src/flows/environments/upgrade/undone-lines.ts';
import { environmentNameProblem, environmentNameRule } from '../../../src/project/names.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { changedLines, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { reviewFiles } from '../configure-project/review-files.ts';
import { lookingPane } from '../looking-pane.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useEnvironments } from './use-environments.ts';

/** The wait for the project's files, or why they cannot be shown. */
export const LookingPane = lookingPane(useEnvironments);

/** The name of the environment that an upgrade makes from the only backend. */
export function NamePane({ session }: PaneProps) {
  const { flow, name } = useEnvironments(session);
  const theme = useTheme();
  return (
    <Box flexDirection="column">
      <Paragraph>
        The project has one backend. An upgrade makes it the first of any number of environments, in the files
        of the current Amplify CLI.
      </Paragraph>
      <Box marginTop={1}>
        <Field
          label="Environment"
          labelWidth={14}
          width={20}
          value={name}
          suggestion={firstEnvironment}
          focused
          hint={environmentNameRule}
          problem={environmentNameProblem(name)}
          onChange={(typed) => flow.send({ type: 'TYPE', name: typed })}
        />
      </Box>
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>
          The stack in AWS stays as it is. What changes on disk is kept in a backup, and can be undone.
        </Paragraph>
      </Box>
    </Box>
  );
}

/** Every file of an upgrade, or of undoing one; nothing happens before the confirmation here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { plan, problem, changed, looked, place } = useEnvironments(session);
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  const undoes = place === 'askingUndo';
  const lines = undoes
    ? undoneLines(looked?.backup ?? { files: [] }, looked?.changedSince ?? []).map(
        (text): ReviewLine => ({ text, style: 'text' }),
      )
    : (looked?.notes ?? []).map((note) => noteLine(note, glyphs));
  return (
    <Box flexDirection="column">
      <ReviewList
        lines={lines}
        files={undoes ? [] : reviewFiles(plan ?? [], glyphs)}
        rows={rows}
        above={[
          ...(undoes ? [] : changedLines(changed, glyphs)),
          {
            text: undoes
              ? `From ${plainText(looked?.backup?.folder ?? '')}, which stays. Nothing is changed in AWS.`
              : 'A backup is made first. Nothing is changed in AWS.',
            style: 'dim',
          },
        ]}
      />
    </Box>
  );
}

function noteLine(note: string, glyphs: Glyphs): ReviewLine {
  return { text: `${glyphs.warning} ${plainText(note)}`, style: 'warn' };
}

/** What was written, and where the backup is. */
export function DonePane({ session }: PaneProps) {
  const { run, output, name } = useEnvironments(session);
  const undone = output?.kind === 'undone';
  const theme = useTheme();
  const inWords = useKeyWords();
  const glyphs = useGlyphs();
  if (!run) return null;
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text {...theme.good}>{`${glyphs.done} `}</Text>
        {undone
          ? `The project is as it was before the upgrade: ${count(run.files.length, 'file')}`
          : `The project has the environment ${plainText(name)}: ${count(run.files.length, 'file')}`}
      </Text>
      <Box marginTop={1} flexDirection="column">
        <Text wrap="truncate-middle">{`backup   ${plainText(run.backup)}`}</Text>
        {run.kept ? (
          <Text wrap="truncate-middle">{`changed since, kept   ${plainText(run.kept)}`}</Text>
        ) : null}
        <Paragraph {...theme.dim}>
          {undone
            ? 'It stays until you delete it.'
            : `${inWords('To undo: v, then u')}, or \`amplify-tui upgrade --undo\`. Do not commit this backup.`}
        </Paragraph>
      </Box>
    </Box>
  );
}
