import { Box, Text } from 'ink';
import { fileChangeWords } from '../../../src/profiles/change-words.ts';
import { useSpace } from '../../frame/screen-size.ts';
import type { Theme } from '../../theme/theme.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { List } from '../../widgets/list.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useProfiles } from './of.ts';

interface ReviewLine {
  readonly text: string;
  readonly style: keyof Pick<Theme, 'text' | 'dim' | 'good' | 'bad' | 'warn' | 'title'>;
}

/** Both files with every line that changes, secrets masked; nothing is written before it is confirmed here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { change, plan, problem } = useProfiles(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows, columns } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!plan || !change) return null;
  const marks = { same: ' ', gap: ' ', add: glyphs.added, remove: glyphs.removed } as const;
  const styles = { same: 'dim', gap: 'dim', add: 'good', remove: 'bad' } as const;
  const lines: ReviewLine[] = plan.files.flatMap(({ label, change: how, diff, warnings }) => [
    { text: `${label}${how === 'create' ? '   new' : ''}`, style: 'title' as const },
    ...warnings.flatMap((warning) =>
      textRows(`${glyphs.warning} ${warning}`, Math.max(20, columns - 4)).map((text) => ({
        text,
        style: 'warn' as const,
      })),
    ),
    ...diff.map(({ kind, text }) => ({
      text: ` ${marks[kind]} ${kind === 'gap' ? glyphs.ellipsis : text}`,
      style: styles[kind],
    })),
    { text: '', style: 'text' as const },
  ]);
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">{fileChangeWords(change)}</Text>
      {plan.files.length === 0 ? (
        <Text {...theme.dim}>Both files say this already.</Text>
      ) : (
        <List
          items={lines.slice(0, -1).map((line, index) => ({ ...line, index }))}
          keyOf={({ index }) => String(index)}
          focused
          rows={Math.max(3, rows - 1)}
          noun="lines"
          renderRow={({ text, style }, { width }) => (
            <Box width={width} flexShrink={0}>
              <Text wrap="truncate" {...theme[style]}>
                {text || ' '}
              </Text>
            </Box>
          )}
        />
      )}
    </Box>
  );
}
