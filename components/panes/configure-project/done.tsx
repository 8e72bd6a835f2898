import { Box, Text } from 'ink';
import { count, plainText } from '../../../src/core/text.ts';
import { valuesWords } from '../../../src/flows/configure-project/shown.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import type { PaneProps } from '../pane-props.ts';
import { useConfigureProject } from './use-configure-project.ts';

/** What was written and removed, and what stays. */
export function DonePane({ session }: PaneProps) {
  const { facts, plan, written = [] } = useConfigureProject(session);
  const shared = facts?.targets.length ?? 0;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { rows, columns } = useSpace();
  if (!plan) return null;
  const removed = new Set(plan.files.filter(({ change }) => change === 'remove').map(({ label }) => label));
  const lines = [
    ...written.map((label) => ({
      label,
      note: removed.has(label) ? 'removed' : 'written',
      style: theme.text,
    })),
    ...plan.kept.map(({ label, why }) => ({ label, note: `left: ${why}`, style: theme.dim })),
  ];
  const notes = [
    ...plan.notes.map(inWords),
    ...plan.values.map(({ label, paths }) => valuesWords(label, paths, plan.oldValues)),
  ];
  const switched = plan.changes.find(({ field }) => field === 'environment')?.to;
  // Notes come first, then as many files as fit.
  const wrapped = notes.reduce(
    (sum, note) => sum + Math.ceil((note.length + 2) / columns),
    switched === undefined ? 0 : 1,
  );
  const isWhole =
    lines.reduce(
      (sum, { label, note }) => sum + textRows(`${glyphs.done} ${label}   ${note}`, columns).length,
      0,
    ) <=
    rows - 2 - wrapped;
  const shown = lines.slice(0, Math.max(1, rows - 2 - wrapped));
  return (
    <Box flexDirection="column">
      {switched === undefined ? null : (
        <Text wrap="truncate">{`The environment ${plainText(switched)} is in use now.`}</Text>
      )}
      {notes.map((note) => (
        <Paragraph key={note} {...theme.warn}>{`${glyphs.warning} ${plainText(note)}`}</Paragraph>
      ))}
      {shown.map(({ label, note, style }) => (
        <Text key={`${label} ${note}`} wrap={isWhole ? 'wrap' : 'truncate'} {...style}>
          <Text {...theme.good}>{`${glyphs.done} `}</Text>
          {plainText(label)}
          <Text {...theme.dim}>{`   ${note}`}</Text>
        </Text>
      ))}
      {shown.length < lines.length ? (
        <Text {...theme.dim}>{`and ${lines.length - shown.length} more`}</Text>
      ) : null}
      {shared > 0 ? (
        <Paragraph {...theme.dim}>
          {inWords(`The backend is shared with ${count(shared, 'folder')}: \`s\` on home updates them.`)}
        </Paragraph>
      ) : null}
    </Box>
  );
}
