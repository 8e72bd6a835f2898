import { Box, Text } from 'ink';
import type { ProjectPlan } from '../../../src/configure-project/plan.ts';
import { shownFile } from '../../../src/configure-project/shown.ts';
import { lineDiff } from '../../../src/values/line-diff.ts';
import { plainText } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { Theme } from '../../theme/theme.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { List } from '../../widgets/list.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigureProject } from './of.ts';

/** Every file that is written or removed, line by line; nothing happens before it is confirmed here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { plan, problem, changed } = useConfigureProject(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!plan) return null;
  const { identity } = plan;
  const head = 1 + (identity ? 1 : 0) + (changed ? 1 : 0);
  const lines = reviewLines(plan, glyphs);
  return (
    <Box flexDirection="column">
      {changed ? (
        <Text {...theme.warn} wrap="truncate">
          {`${glyphs.warning} ${plainText(changed)} was changed meanwhile; this is what would be written now.`}
        </Text>
      ) : null}
      {identity ? (
        <Text wrap="truncate-middle">
          {`${identity.access} · account ${identity.account} · ${identity.region} · ${identity.arn}`}
        </Text>
      ) : null}
      <Text {...theme.dim} wrap="truncate">
        {plan.files.length === 0
          ? 'The files say this already; there is nothing to write.'
          : identity
            ? "The stack's account and region; nothing is changed in AWS."
            : 'Nothing is changed in AWS.'}
      </Text>
      <List
        items={lines.map((line, index) => ({ ...line, index }))}
        keyOf={({ index }) => String(index)}
        focused
        rows={Math.max(3, rows - head)}
        noun="lines"
        renderRow={({ text, style }, { width }) => (
          <Box width={width} flexShrink={0}>
            <Text wrap="truncate" {...theme[style]}>
              {text || ' '}
            </Text>
          </Box>
        )}
      />
    </Box>
  );
}

interface ReviewLine {
  readonly text: string;
  readonly style: keyof Pick<Theme, 'text' | 'dim' | 'good' | 'bad' | 'warn' | 'title'>;
}

function reviewLines(plan: ProjectPlan, glyphs: Glyphs): ReviewLine[] {
  const signs = { same: ' ', gap: ' ', add: glyphs.added, remove: glyphs.removed } as const;
  const styles = { same: 'dim', gap: 'dim', add: 'good', remove: 'bad' } as const;
  const words = { create: '   new', update: '', remove: '   removed' } as const;
  const files = plan.files.map(shownFile).flatMap((file): ReviewLine[] => {
    const before = file.change === 'create' ? '' : (file.before ?? '');
    const diff = file.change === 'remove' ? [] : lineDiff(before, file.contents);
    return [
      { text: `${plainText(file.label)}${words[file.change]}`, style: 'title' },
      ...diff.map(({ kind, text }): ReviewLine => {
        return {
          text: ` ${signs[kind]} ${kind === 'gap' ? glyphs.ellipsis : plainText(text)}`,
          style: styles[kind],
        };
      }),
      { text: '', style: 'text' },
    ];
  });
  const kept = plan.kept.map(({ label, why }): ReviewLine => {
    return { text: `${plainText(label)}   left: ${why}`, style: 'dim' };
  });
  const notes = plan.notes.map((note): ReviewLine => {
    return { text: `${glyphs.warning} ${plainText(note)}`, style: 'warn' };
  });
  const all = [...notes, ...files, ...kept];
  return all.at(-1)?.text === '' ? all.slice(0, -1) : all;
}
