import { Box, Text } from 'ink';
import type { Rows } from '../../src/core/rows.ts';
import { count } from '../../src/core/text.ts';
import type { ActiveCommand } from '../keys/commands.ts';
import { KeyLevel, useCommandsBeneath, useKeyLayer } from '../keys/key-context.tsx';
import { keyLabel } from '../keys/keys.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { FilterList } from '../widgets/filter-list.tsx';
import { Centred, Sheet, sheetColumns } from '../widgets/modal.tsx';
import { textRows } from '../widgets/text-rows.ts';
import { markMeanings, wordMeanings } from './help-words.ts';
import { useSpace } from './screen-size.ts';

export interface HelpOverlayProps {
  /** What the screen under it is for. */
  readonly about: string;
  readonly onClose: () => void;
}

type HelpRow =
  | { readonly kind: 'group'; readonly key: string; readonly title: string }
  | { readonly kind: 'about'; readonly key: string; readonly text: string }
  | {
      readonly kind: 'command';
      readonly key: string;
      /** Which of the commands; the rows of a mark or a word belong to none. */
      readonly nth?: number | undefined;
      /** What needs more than one row is wrapped in its columns: keys, what they are, what there is to say of it. */
      readonly cells: readonly string[];
      readonly works: boolean;
      /** What the filter looks at: all of it, whichever row this is. */
      readonly whole: string;
    };

/** Everything that can be done now, by group, from the same commands that the keys run; then what marks and words mean. */
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
  const commands = useCommandsBeneath(slot, false).filter(({ keys }) => keys.length > 0);
  const { width, widths, between } = columnsFor(commands, glyphs, space.columns);
  const items = [
    ...aboutRows(about, width - besideColumns),
    ...commandRows(commands, glyphs, widths),
    ...meaningRows('Marks', markMeanings(glyphs), widths, between),
    ...meaningRows('Words', wordMeanings, widths, between),
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
          position={placeAmongKeys}
          renderRow={(row) =>
            row.kind === 'group' ? (
              <Group title={row.title} />
            ) : row.kind === 'about' ? (
              <Text wrap="truncate">{row.text}</Text>
            ) : (
              <CommandRow row={row} widths={widths} />
            )
          }
        />
      </Sheet>
    </Centred>
  );
}

/** What the frame and the mark of the selected row take of a line. */
const besideColumns = 8;
const gap = 2;
/** From this many columns of text on, what a key is and what there is to say of it stand in columns of their own. */
const forThree = 66;

/** How wide the dialog is, and its columns without the gaps between them: keys, names, sentences; on a narrow one keys and the rest. */
function columnsFor(commands: readonly ActiveCommand[], glyphs: Glyphs, most: number) {
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(columnsOf));
  const keys = Math.min(
    22,
    longest([...wordMeanings.map(([word]) => word), ...commands.map((command) => keysOf(command, glyphs))]),
  );
  const names = Math.min(24, longest(commands.map(nameOf)));
  const sentences = Math.min(90, longest(commands.map(sentenceOf)));
  const wanted = keys + gap + names + gap + sentences + besideColumns;
  const width = sheetColumns(Math.max(76, wanted), most);
  const text = width - besideColumns;
  const widths = text < forThree ? [keys, text - keys - gap] : [keys, names, text - keys - gap - names - gap];
  return { width, widths, between: text - keys - gap };
}

/** `12 of 40 keys` on a row of a key, and how many there are on any other. */
function placeAmongKeys(row: HelpRow, rows: Rows<HelpRow>): string {
  const keys = [...new Set(Array.from(rows, nthOf).filter((nth) => nth !== undefined))];
  const at = keys.indexOf(nthOf(row) ?? -1);
  const all = keys.length === 0 ? '' : count(keys.length, 'key');
  return at < 0 ? all : `${at + 1} of ${all}`;
}

const nthOf = (row: HelpRow) => (row.kind === 'command' ? row.nth : undefined);

/** The columns of something as rows, each text wrapped in its own. */
function rowsOf(
  row: Pick<Extract<HelpRow, { readonly kind: 'command' }>, 'key' | 'nth' | 'works'>,
  texts: readonly string[],
  widths: readonly number[],
): HelpRow[] {
  const columns = texts.map((text, at) => (text === '' ? [] : textRows(text, widths[at] ?? 1)));
  const whole = texts.join(' ');
  return Array.from({ length: Math.max(1, ...columns.map(({ length }) => length)) }, (_, at) => ({
    ...row,
    kind: 'command',
    key: `${row.key} ${at}`,
    whole,
    cells: columns.map((cells) => cells[at] ?? ''),
  }));
}

/** Commands by group, the groups in the order in which they first come. @param widths two: names and sentences share one */
function commandRows(
  commands: readonly ActiveCommand[],
  glyphs: Glyphs,
  widths: readonly number[],
): readonly HelpRow[] {
  const groups = new Map<string, ActiveCommand[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  let nth = 0;
  return [...groups].flatMap(([title, members]): HelpRow[] => [
    { kind: 'group', key: `group ${title}`, title },
    ...members.flatMap((command, at) => {
      const [name, sentence] = [nameOf(command), sentenceOf(command)];
      const rest = widths.length > 2 ? [name, sentence] : [[name, sentence].filter(Boolean).join(': ')];
      const works = typeof command.enabled !== 'string';
      nth += 1;
      const row = { key: `${title} ${command.id} ${at}`, nth, works };
      return rowsOf(row, [keysOf(command, glyphs), ...rest], widths);
    }),
  ]);
}

/** What marks or words mean. @param between columns of a meaning */
function meaningRows(
  title: string,
  meanings: readonly (readonly [string, string])[],
  [left = 0]: readonly number[],
  between: number,
): readonly HelpRow[] {
  return [
    { kind: 'group', key: `group ${title}`, title },
    ...meanings.flatMap((meaning) =>
      rowsOf({ key: `${title} ${meaning[1]}`, works: true }, meaning, [left, between]),
    ),
  ];
}

/** What the screen is for, in as many rows as that takes. */
function aboutRows(about: string, width: number): readonly HelpRow[] {
  return [
    { kind: 'group', key: 'group about', title: 'This screen' },
    ...textRows(about, width).map((text, row): HelpRow => ({ kind: 'about', key: `about ${row}`, text })),
  ];
}

/** A help that is no sentence is a better name than the one that is short enough for the footer. */
function nameOf({ help, label }: ActiveCommand): string {
  return help !== undefined && !isSentence(help) ? help : label;
}

/** What there is to say of a command, or why it cannot be used now. */
function sentenceOf({ enabled, help }: ActiveCommand): string {
  if (typeof enabled === 'string') return enabled;
  return help !== undefined && isSentence(help) ? help : '';
}

const isSentence = (text: string) => /^\p{Lu}/u.test(text);

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
  readonly widths: readonly number[];
}

function CommandRow({ row: { cells, works }, widths }: CommandRowProps) {
  const theme = useTheme();
  const [keys = '', name = '', sentence] = cells;
  const style = works ? theme.text : theme.dim;
  return (
    <Box flexGrow={1} flexShrink={1} minWidth={0}>
      <Cell width={(widths[0] ?? 0) + gap} style={works ? theme.key : theme.dim}>
        {keys}
      </Cell>
      {sentence === undefined ? null : (
        <Cell width={(widths[1] ?? 0) + gap} style={style}>
          {name}
        </Cell>
      )}
      <Cell style={style}>{sentence ?? name}</Cell>
    </Box>
  );
}
