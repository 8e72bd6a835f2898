import { Box, Text } from 'ink';
import { count, plainText } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigureProject } from './of.ts';

/** What was written and removed, and what stays where it was. */
export function DonePane({ session }: PaneProps) {
  const { facts, plan, written = [] } = useConfigureProject(session);
  const shared = facts?.targets.length ?? 0;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
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
  const shown = lines.slice(0, Math.max(1, rows - 2));
  return (
    <Box flexDirection="column">
      {shown.map(({ label, note, style }) => (
        <Text key={`${label} ${note}`} wrap="truncate" {...style}>
          <Text {...theme.good}>{`${glyphs.done} `}</Text>
          {plainText(label)}
          <Text {...theme.dim}>{`   ${note}`}</Text>
        </Text>
      ))}
      {shown.length < lines.length ? (
        <Text {...theme.dim}>{`and ${lines.length - shown.length} more`}</Text>
      ) : null}
      {shared > 0 ? (
        <Text {...theme.dim} wrap="wrap">
          {`The backend is shared with ${count(shared, 'folder')}: s on the home screen brings them up to date.`}
        </Text>
      ) : null}
      {plan.notes.map((note) => (
        <Text key={note} {...theme.warn} wrap="wrap">{`${glyphs.warning} ${plainText(note)}`}</Text>
      ))}
    </Box>
  );
}
