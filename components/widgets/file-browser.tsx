import { Box, Text } from 'ink';
import { useMemo, useState } from 'react';
import { count, plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from './cell.tsx';
import { columnsOf } from './columns.ts';
import { List } from './list.tsx';
import { blankLine, changeMark, type ReviewLine } from './review-lines.ts';
import { textRows } from './text-rows.ts';

/** From this many columns and rows, the contents of a plan's files are shown next to them. */
const roomFor = { columns: 80, rows: 8 } as const;
/** Columns of the pointer with a file's mark, and of the gap between the two parts. */
const [before, between] = [4, 1];
/** Columns of the pointer of a list; the contents keep them free, so that they do not move when they get one. */
const pointer = 2;

/** Whether there is room for {@link FileBrowser}. @param rows those it would have */
export function hasRoomToBrowse(columns: number, rows: number): boolean {
  return columns >= roomFor.columns && rows >= roomFor.rows;
}

/** A file of a review. */
export interface ReviewFile {
  /** Its path as shown; it need not be safe to show. */
  readonly label: string;
  readonly change: 'create' | 'update' | 'remove';
  /** Its contents or its changes, and what to know about it. */
  readonly lines: readonly ReviewLine[];
}

/** What is said after the name of a file, by its change. */
export type FileWords = Readonly<Record<ReviewFile['change'], string>>;

export interface FileBrowserProps {
  readonly files: readonly ReviewFile[];
  /** What is said after the name of a file; default: nothing. */
  readonly words?: FileWords;
  readonly rows: number;
}

const noWords = { create: '', update: '', remove: '' } as const;

const scroll = { id: 'files.scroll', keys: ['tab'], group: 'Moving', palette: false, footer: 40 } as const;

/**
 * The files that a plan writes, and next to them the contents or the changes of the selected one, or of all of them where there
 * is room: what is confirmed should be seen.
 */
export function FileBrowser({ files, words = noWords, rows }: FileBrowserProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const [at, setAt] = useState(files[0]?.label);
  const [wanted, setInside] = useState(false);
  const file = files.find(({ label }) => label === at) ?? files[0];
  const longest = Math.max(...files.map(({ label, change }) => columnsOf(plainText(label) + words[change])));
  const left = Math.min(before + longest, Math.floor(columns * 0.6));
  const right = columns - left - between;
  const all = useMemo(() => linesOfAll(files, right - pointer, rows), [files, right, rows]);
  const own = useMemo(() => wrapped(file?.lines ?? [], right - pointer), [file, right]);
  const lines = all ?? own;
  const isLong = lines.length > rows;
  const inside = wanted && isLong;
  useKeyLayer({
    active: isLong,
    commands: isLong ? [{ ...scroll, label: inside ? 'files' : 'scroll the file' }] : [],
    onCommand: () => setInside(!inside),
  });
  const styles = { create: theme.good, update: theme.good, remove: theme.bad } as const;
  return (
    <Box height={rows} width={columns} flexShrink={0} overflow="hidden">
      <Box width={left} flexShrink={0}>
        <List
          items={files}
          keyOf={({ label }) => label}
          focused={!inside}
          columns={left}
          rows={rows}
          noun="files"
          onHighlight={(each) => setAt(each?.label)}
          renderRow={({ label, change }, { width, selected }) => (
            <Box width={width} flexShrink={0}>
              <Cell width={2} style={styles[change]}>
                {changeMark(change, glyphs)}
              </Cell>
              <Cell cut="middle" style={selected ? theme.selection : theme.text}>
                {plainText(label)}
              </Cell>
              <Text {...theme.dim}>{words[change]}</Text>
            </Box>
          )}
        />
      </Box>
      <Box width={right} marginLeft={between} flexDirection="column" flexShrink={0}>
        {inside ? (
          <List
            items={lines.map((line, row) => ({ ...line, row }))}
            keyOf={({ row }) => `${at} ${row}`}
            focused
            columns={right}
            rows={rows}
            noun="lines"
            renderRow={({ text, style }) => (
              <Text wrap="truncate" {...theme[style]}>
                {text || ' '}
              </Text>
            )}
          />
        ) : (
          <Box marginLeft={pointer} flexDirection="column">
            <Contents lines={lines} rows={rows} />
          </Box>
        )}
      </Box>
    </Box>
  );
}

/** The lines of all files if there are several and they fit. */
function linesOfAll(
  files: readonly ReviewFile[],
  columns: number,
  rows: number,
): readonly ReviewLine[] | undefined {
  const all = files.length > 1 ? sections(files, noWords) : [];
  if (all.length === 0 || all.length > rows) return undefined;
  const lines = wrapped(all, columns);
  return lines.length <= rows ? lines : undefined;
}

/** The files below each other, each with its lines. */
export function sections(files: readonly ReviewFile[], words: FileWords): readonly ReviewLine[] {
  return files.flatMap(({ label, change, lines }, at): readonly ReviewLine[] => [
    ...(at > 0 ? [blankLine] : []),
    { text: `${plainText(label)}${words[change]}`, style: 'title' },
    ...lines,
  ]);
}

function wrapped(lines: readonly ReviewLine[], columns: number): readonly ReviewLine[] {
  return lines.flatMap((line) => hanging(line, columns));
}

/** As many lines as fit; the last row says how many are left out. */
function Contents({ lines, rows }: { readonly lines: readonly ReviewLine[]; readonly rows: number }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const shown = lines.length <= rows ? lines : lines.slice(0, rows - 1);
  return (
    <>
      {shown.map(({ text, style }, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a file have nothing else
        <Text key={row} wrap="truncate" {...theme[style]}>
          {text || ' '}
        </Text>
      ))}
      {shown.length < lines.length ? (
        <Text {...theme.dim} wrap="truncate">
          {`${glyphs.ellipsis} ${count(lines.length - shown.length, 'more line')}`}
        </Text>
      ) : null}
    </>
  );
}

/** A line of a file in as many rows as needed; further rows are indented a little more. */
function hanging(line: ReviewLine, columns: number): ReviewLine[] {
  const { text } = line;
  const [indent = ''] = /^ *(?:[+-] )? */.exec(text) ?? [];
  const first = textRows(text, columns);
  if (first.length === 1 || indent.length > columns / 2) return first.map((row) => ({ ...line, text: row }));
  const further = ' '.repeat(indent.length + 2);
  const [head = '', ...rest] = textRows(text.slice(indent.length), columns - further.length);
  return [`${indent}${head}`, ...rest.map((row) => `${further}${row}`)].map((row) => ({
    ...line,
    text: row,
  }));
}
