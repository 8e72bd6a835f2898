import { Box, Text } from 'ink';
import type { ActiveCommand } from '../keys/commands.ts';
import { KeyLevel, useCommandsBeneath, useKeyLayer } from '../keys/key-context.tsx';
import { keyLabel } from '../keys/keys.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { FilterList } from '../widgets/filter-list.tsx';
import { Centred, Sheet } from '../widgets/modal.tsx';
import { textRows } from '../widgets/text-rows.ts';
import { markMeanings, wordMeanings } from './help-words.ts';
import { useSpace } from './screen-size.ts';

export interface HelpOverlayProps {
  /** What the screen below it is for. */
  readonly about: string;
  readonly onClose: () => void;
}

type HelpRow =
  | { readonly kind: 'group'; readonly key: string; readonly title: string }
  | { readonly kind: 'about'; readonly key: string; readonly text: string }
  | {
      readonly kind: 'command';
      readonly key: string;
      /** A command with more than one row has its keys and words wrapped in their columns. */
      readonly keys: string;
      readonly text: string;
      readonly works: boolean;
      /** The text for the filter: all of the command's, in each of its rows. */
      readonly whole: string;
    };

/** Everything that can be done now, by group, from the same commands that the keys run; then the meanings of marks and words. */
export function HelpOverlay(props: HelpOverlayProps) {
  return (
    <KeyLevel>
      <HelpBody {...props} />
    </KeyLevel>
  );
}

function HelpBody({ about, onClose }: HelpOverlayProps) {
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
    Math.max(...longestWord, ...commands.map((command) => keysOf(command, glyphs).length)) + 2,
  );
  const longest = Math.max(0, ...commands.map((command) => wordsOf(command).length));
  const width = Math.min(Math.max(76, Math.min(longest, 90) + keysWidth + besideColumns), space.columns - 2);
  const items = [
    ...aboutRows(about, width - besideColumns),
    ...helpRows(commands, glyphs, keysWidth, width - keysWidth - besideColumns),
  ];
  const rows = Math.min(items.length + 3, space.rows);
  return (
    <Centred>
      <Sheet title="Help" width={width} rows={rows}>
        <FilterList
          items={items}
          keyOf={(row) => row.key}
          textOf={(row) => (row.kind === 'command' ? row.whole : '')}
          keepOrder
          focused
          noun="keys"
          renderRow={(row) =>
            row.kind === 'group' ? (
              <Group title={row.title} />
            ) : row.kind === 'about' ? (
              <Text wrap="truncate">{row.text}</Text>
            ) : (
              <CommandRow row={row} keysWidth={keysWidth} />
            )
          }
        />
      </Sheet>
    </Centred>
  );
}

const longestWord = wordMeanings.map(([word]) => word.length);

/** The columns of the frame and of the selection mark. */
const besideColumns = 8;

/**
 * Commands with keys, by group, the groups in the order of first appearance.
 *
 * @param keysWidth columns of the keys, including one gap
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
  const rowsOf = (key: string, left: string, right: string, works: boolean): HelpRow[] => {
    const keys = textRows(left, keysWidth - 2);
    const words = textRows(right, width);
    const whole = `${left} ${right}`;
    return Array.from({ length: Math.max(keys.length, words.length) }, (_, row) => ({
      kind: 'command',
      key: `${key} ${row}`,
      works,
      whole,
      keys: keys[row] ?? '',
      text: words[row] ?? '',
    }));
  };
  const meanings = (title: string, of: readonly (readonly [string, string])[]): HelpRow[] => [
    { kind: 'group', key: `group ${title}`, title },
    ...of.flatMap(([left, right]) => rowsOf(`${title} ${left}`, left, right, true)),
  ];
  return [
    ...[...groups].flatMap(([title, members]): HelpRow[] => [
      { kind: 'group', key: `group ${title}`, title },
      ...members.flatMap((command, at) =>
        rowsOf(
          `${title} ${command.id} ${at}`,
          keysOf(command, glyphs),
          wordsOf(command),
          typeof command.enabled !== 'string',
        ),
      ),
    ]),
    ...meanings('Marks', markMeanings(glyphs)),
    ...meanings('Words', wordMeanings),
  ];
}

/** What the screen is for, in as many rows as needed. */
function aboutRows(about: string, width: number): readonly HelpRow[] {
  return [
    { kind: 'group', key: 'group about', title: 'This screen' },
    ...textRows(about, width).map((text, row): HelpRow => ({ kind: 'about', key: `about ${row}`, text })),
  ];
}

/** What a command does, or why it does not work now. */
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
