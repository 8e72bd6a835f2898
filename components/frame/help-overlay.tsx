import { Box, Text } from 'ink';
import type { ActiveCommand } from '../keys/commands.ts';
import { KeyLevel, useCommandsBeneath, useKeyLayer } from '../keys/key-context.tsx';
import { keyLabel } from '../keys/keys.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { List } from '../widgets/list.tsx';
import { Centred, Sheet } from '../widgets/modal.tsx';
import { textRows } from '../widgets/text-rows.ts';
import { useSpace } from './screen-size.ts';

export interface HelpOverlayProps {
  readonly onClose: () => void;
}

type HelpRow =
  | { readonly kind: 'group'; readonly key: string; readonly title: string }
  | {
      readonly kind: 'command';
      readonly key: string;
      /** A command that needs more than one row has its keys and its words wrapped in their columns. */
      readonly keys: string;
      readonly text: string;
      readonly works: boolean;
    };

/** Everything that can be done now, by group, from the same commands that the keys run. */
export function HelpOverlay(props: HelpOverlayProps) {
  return (
    <KeyLevel>
      <HelpBody {...props} />
    </KeyLevel>
  );
}

function HelpBody({ onClose }: HelpOverlayProps) {
  const space = useSpace();
  const glyphs = useGlyphs();
  const slot = useKeyLayer({
    modal: true,
    commands: [
      { id: 'help.close', label: 'close', keys: ['escape', 'q', '?', 'ctrl+g'], group: 'Help', footer: 1 },
    ],
    onCommand: onClose,
  });
  const commands = useCommandsBeneath(slot, false);
  const keysWidth = Math.min(
    24,
    Math.max(0, ...commands.map((command) => keysOf(command, glyphs).length)) + 2,
  );
  const longest = Math.max(0, ...commands.map((command) => wordsOf(command).length));
  const width = Math.min(Math.max(76, keysWidth + longest + besideColumns), space.columns - 2);
  const items = helpRows(commands, glyphs, keysWidth, width - keysWidth - besideColumns);
  const rows = Math.min(items.length + 2, space.rows);
  return (
    <Centred>
      <Sheet title="Help" width={width} rows={rows}>
        <List
          items={items}
          keyOf={(row) => row.key}
          focused
          noun="keys"
          renderRow={(row) =>
            row.kind === 'group' ? (
              <Group title={row.title} />
            ) : (
              <CommandRow row={row} keysWidth={keysWidth} />
            )
          }
        />
      </Sheet>
    </Centred>
  );
}

/** What the frame and the mark of the row that is stood on take of a line. */
const besideColumns = 8;

/**
 * Commands with keys, by group, the groups in the order in which they first come.
 *
 * @param keysWidth columns of the keys, one gap included
 * @param width columns of the words
 */
function helpRows(
  commands: readonly ActiveCommand[],
  glyphs: Glyphs,
  keysWidth: number,
  width: number,
): readonly HelpRow[] {
  const groups = new Map<string, ActiveCommand[]>();
  for (const command of commands) {
    if (command.keys.length === 0) continue;
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  const rowsOf = (command: ActiveCommand, key: string): HelpRow[] => {
    const keys = textRows(keysOf(command, glyphs), keysWidth - 2);
    const words = textRows(wordsOf(command), width);
    return Array.from({ length: Math.max(keys.length, words.length) }, (_, row) => ({
      ...{ kind: 'command', key: `${key} ${row}`, works: typeof command.enabled !== 'string' },
      ...{ keys: keys[row] ?? '', text: words[row] ?? '' },
    }));
  };
  return [...groups].flatMap(([title, members]) => [
    { kind: 'group' as const, key: `group ${title}`, title },
    ...members.flatMap((command, at) => rowsOf(command, `${title} ${command.id} ${at}`)),
  ]);
}

/** What a command does, or why it cannot be used now. */
function wordsOf({ enabled, help, label }: ActiveCommand): string {
  return typeof enabled === 'string' ? `${label}: ${enabled}` : (help ?? label);
}

function keysOf(command: ActiveCommand, glyphs: Glyphs): string {
  return command.keys.map((key) => keyLabel(key, glyphs.keys)).join('  ');
}

function Group({ title }: { readonly title: string }) {
  const theme = useTheme();
  return (
    <Text wrap="truncate" {...theme.title}>
      {title.toUpperCase()}
    </Text>
  );
}

interface CommandRowProps {
  readonly row: Extract<HelpRow, { readonly kind: 'command' }>;
  readonly keysWidth: number;
}

function CommandRow({ row: { keys, text, works }, keysWidth }: CommandRowProps) {
  const theme = useTheme();
  return (
    <Box flexGrow={1} flexShrink={1} minWidth={0}>
      <Cell width={keysWidth} style={works ? theme.key : theme.dim}>
        {keys}
      </Cell>
      <Cell style={works ? theme.text : theme.dim}>{text}</Cell>
    </Box>
  );
}
