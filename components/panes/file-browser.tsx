import { Box, Text } from 'ink';
import { useMemo, useState } from 'react';
import { lineDiff, markedRow } from '../../src/core/line-diff.ts';
import type { PlannedFile } from '../../src/core/plan.ts';
import { count, plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { TextStyle, Theme } from '../theme/theme.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { List } from '../widgets/list.tsx';
import { textRows } from '../widgets/text-rows.ts';

/** From this many columns and rows, the contents of a plan's files are shown next to them. */
const roomFor = { columns: 80, rows: 8 } as const;
/** Columns of the pointer with a file's mark, and of the gap between the two parts. */
const [before, between] = [4, 3];

/** Whether there is room for {@link FileBrowser}. @param rows those it would have */
export function hasRoomToBrowse(columns: number, rows: number): boolean {
  return columns >= roomFor.columns && rows >= roomFor.rows;
}

export interface FileBrowserProps {
  readonly files: readonly PlannedFile[];
  readonly rows: number;
}

/** The files that a plan writes, and next to them the contents or the changes of the selected one. */
export function FileBrowser({ files, rows }: FileBrowserProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const [at, setAt] = useState(files[0]?.label);
  const file = files.find(({ label }) => label === at) ?? files[0];
  const longest = Math.max(...files.map(({ label }) => columnsOf(plainText(label))));
  const left = Math.min(before + longest, Math.floor(columns * 0.6));
  return (
    <Box height={rows} width={columns} flexShrink={0} overflow="hidden">
      <Box width={left} flexShrink={0}>
        <List
          items={files}
          keyOf={({ label }) => label}
          focused
          columns={left}
          rows={rows}
          noun="files"
          onHighlight={(each) => setAt(each?.label)}
          renderRow={({ label, change }, { width, selected }) => (
            <Box width={width} flexShrink={0}>
              <Cell width={2} style={theme.good}>
                {change === 'create' ? glyphs.added : glyphs.changed}
              </Cell>
              <Cell cut="middle" style={selected ? theme.selection : theme.text}>
                {plainText(label)}
              </Cell>
            </Box>
          )}
        />
      </Box>
      <Box width={columns - left - between} marginLeft={between} flexDirection="column" flexShrink={0}>
        {file ? <Contents file={file} columns={columns - left - between} rows={rows} /> : null}
      </Box>
    </Box>
  );
}

interface ContentsProps {
  readonly file: PlannedFile;
  readonly columns: number;
  readonly rows: number;
}

/** As much of a file as fits; the last row says how much is left out. */
function Contents({ file, columns, rows }: ContentsProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const all = useMemo(() => linesOf(file, columns, theme, glyphs), [file, columns, theme, glyphs]);
  const shown = all.length <= rows ? all : all.slice(0, rows - 1);
  return (
    <>
      {shown.map(({ text, style }, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a file have nothing else
        <Text key={row} wrap="truncate" {...style}>
          {text || ' '}
        </Text>
      ))}
      {shown.length < all.length ? (
        <Text {...theme.dim} wrap="truncate">
          {`${glyphs.ellipsis} ${count(all.length - shown.length, 'more line')}`}
        </Text>
      ) : null}
    </>
  );
}

interface FileLine {
  readonly text: string;
  readonly style: TextStyle;
}

/** The contents of a new file, or the changes of another, in rows of some columns. */
function linesOf(file: PlannedFile, columns: number, theme: Theme, glyphs: Glyphs): readonly FileLine[] {
  const styles = { same: theme.dim, gap: theme.dim, add: theme.good, remove: theme.bad } as const;
  const lines: readonly FileLine[] =
    file.before === undefined
      ? file.contents
          .trimEnd()
          .split('\n')
          .map((text) => ({ text: plainText(text), style: theme.dim }))
      : lineDiff(file.before, file.contents).map(({ kind, text }) => ({
          text: markedRow({ kind, text: plainText(text) }, glyphs),
          style: styles[kind],
        }));
  return lines.flatMap(({ text, style }) => hanging(text, columns).map((row) => ({ text: row, style })));
}

/** A line of a file in as many rows as needed; further rows are indented a little more. */
function hanging(line: string, columns: number): string[] {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const first = textRows(line, columns);
  if (first.length === 1 || indent.length > columns / 2) return first;
  const further = `${indent}  `;
  const [head = '', ...rest] = textRows(line.slice(indent.length), columns - further.length);
  return [`${indent}${head}`, ...rest.map((row) => `${further}${row}`)];
}
