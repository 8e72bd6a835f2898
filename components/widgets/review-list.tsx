import { Box, Text } from 'ink';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';
import { FileBrowser, type FileWords, hasRoomToBrowse, type ReviewFile, sections } from './file-browser.tsx';
import { List } from './list.tsx';
import { blankLine, type ReviewLine } from './review-lines.ts';
import { textRows } from './text-rows.ts';

interface ReviewListProps {
  readonly lines: readonly ReviewLine[];
  /** The files of the plan. Where there is room for it, each is shown beside their list; otherwise all of them below the lines. */
  readonly files?: readonly ReviewFile[];
  /** What is said after the name of a file in the list. Default: which are new and which are removed. */
  readonly words?: FileWords;
  /** What comes after the files. */
  readonly after?: readonly ReviewLine[];
  /** Everything as a list, instead of the lines and below them the files. */
  readonly listed?: readonly ReviewLine[] | undefined;
  /** The available rows, including those of `above`; the list gets at least 3 of them. */
  readonly rows: number;
  /** Shown above the list, where it stays while the list scrolls. */
  readonly above?: readonly ReviewLine[];
  /** Receives the key of the selected line. */
  readonly onHighlight?: (key: string | undefined) => void;
}

/** The rows of a review, scrollable. */
export function ReviewList(props: ReviewListProps) {
  const { files = [], words = ownWords, rows, above = [], after = [] } = props;
  const theme = useTheme();
  const { columns } = useSpace();
  const notes = files.length > 1 ? [...above, ...props.lines, ...after, blankLine] : [];
  const left = rows - rowsOf(toldIn(notes, columns));
  const browses = files.length > 1 && hasRoomToBrowse(columns, left);
  const told = toldIn(browses ? notes : above, columns);
  return (
    <>
      {told.map(({ text, style }, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blank rows have nothing else
        <Box key={row} flexShrink={0}>
          <Text {...theme[style]}>{text || ' '}</Text>
        </Box>
      ))}
      {browses ? (
        <FileBrowser files={files} words={words} rows={left} />
      ) : (
        <AllLines {...props} rows={Math.max(3, rows - rowsOf(told))} />
      )}
    </>
  );
}

/** Lines and files below each other in one list. */
function AllLines(props: ReviewListProps) {
  const { files = [], words = ownWords, rows, after = [], onHighlight } = props;
  const theme = useTheme();
  const { columns } = useSpace();
  // The list's pointer needs room.
  const width = Math.max(20, columns - 2);
  const lines = props.listed ?? [
    ...props.lines,
    ...sections(files, words),
    ...(files.length > 0 && after.length > 0 ? [blankLine] : []),
    ...after,
  ];
  // What is confirmed can be read: a line takes as many rows as it needs.
  const items = itemsOf(lines, width);
  return (
    <List
      items={items}
      keyOf={({ id }) => id}
      focused
      rows={rows}
      noun="lines"
      onHighlight={(row) => onHighlight?.(row?.key)}
      renderRow={({ text, style }, { width }) => (
        <Box width={width} flexShrink={0}>
          <Text wrap="truncate" {...theme[style]}>
            {text || ' '}
          </Text>
        </Box>
      )}
    />
  );
}

function toldIn(lines: readonly ReviewLine[], columns: number): readonly ReviewLine[] {
  return lines.map(({ text, style }) => ({ text: textRows(text, columns).join('\n'), style }));
}

function rowsOf(told: readonly ReviewLine[]): number {
  return told.reduce((sum, { text }) => sum + text.split('\n').length, 0);
}

const ownWords = { create: '   new', update: '', remove: '   removed' } as const;

function itemsOf(lines: readonly ReviewLine[], width: number) {
  return lines.flatMap((line, index) =>
    wrappedLine(line, width).map((row, part) => ({ ...row, id: `${line.key ?? index} ${part}` })),
  );
}

function wrappedLine(line: ReviewLine, width: number): ReviewLine[] {
  const { text, style } = line;
  if (columnsOf(text) <= width) return [line];
  const indent = style === 'warn' ? 2 : 5;
  return textRows(text, width - indent).map((row, part) => ({
    ...line,
    text: part === 0 ? row : `${' '.repeat(indent)}${row}`,
  }));
}
