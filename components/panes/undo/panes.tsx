import { Box, Text } from 'ink';
import { selectedRow, type undoMachine } from '../../../machines/undo/machine.ts';
import { count, plainText, utcTime } from '../../../src/core/text.ts';
import { type ChangeRow, nothingKept } from '../../../src/flows/undo/rows.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { FilterList } from '../../widgets/filter-list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { diffLines, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { flowHook } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running `undo` of these panes, with its current context. */
const useUndo = flowHook<typeof undoMachine>('undo');

/** The recorded changes, newest first. */
export function ListPane({ session, meta }: PaneProps) {
  const { flow, problem, ...context } = useUndo(session);
  const { rows, selected } = context;
  const theme = useTheme();
  const space = useSpace();
  if (problem && !meta.busy) return <ProblemView problem={problem} />;
  if (meta.busy) return <Waiting what={meta.busy} leave="esc leave" />;
  const row = selectedRow(context);
  const roots = Math.max(0, ...rows.map((each) => columnsOf(rootOf(each))));
  return (
    <Box flexDirection="column">
      <FilterList
        items={rows}
        keyOf={({ id }) => id}
        textOf={({ what, files, root = '' }) => [what, root, ...files].join(' ')}
        keepOrder
        focused
        rows={Math.max(3, space.rows - 3)}
        initialKey={selected ?? rows[0]?.id}
        onHighlight={(each) => flow.send({ type: 'SELECT_ROW', id: each?.id })}
        noun="changes"
        empty={<Paragraph {...theme.dim}>{nothingKept}</Paragraph>}
        renderRow={(each, { width, selected }) => (
          <Row row={each} width={width} roots={roots} selected={selected} />
        )}
      />
      <Box marginTop={1}>
        <Text {...theme.dim} wrap="truncate">
          {row ? plainText(row.files.join(', ')) : ' '}
        </Text>
      </Box>
    </Box>
  );
}

/** The folder of a change; profiles are always in the same one. */
const rootOf = ({ root = '~/.aws' }: ChangeRow) => plainText(root);

/** Columns of the time of a change, with the gap after it. */
const timeWidth = 18;

interface RowProps {
  readonly row: ChangeRow;
  readonly width: number;
  /** Columns of the longest place of all rows. */
  readonly roots: number;
  readonly selected: boolean;
}

function Row({ row, width, roots, selected }: RowProps) {
  const theme = useTheme();
  return (
    <Box width={width}>
      <Cell width={timeWidth} gap={2} style={theme.dim}>
        {utcTime(row.at).slice(0, 16)}
      </Cell>
      <Cell
        width={Math.min(60, Math.max(28, width - timeWidth - roots))}
        gap={2}
        style={selected ? theme.selection : theme.text}
      >
        {plainText(row.what)}
      </Cell>
      <Cell cut="middle" style={theme.dim}>
        {rootOf(row)}
      </Cell>
    </Box>
  );
}

/** The lines to restore; nothing is written before the confirmation here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { problem, plan, ...context } = useUndo(session);
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!plan) return null;
  const row = selectedRow(context);
  const lines = plan.notes.map((text): ReviewLine => {
    return { text: `${glyphs.warning} ${plainText(text)}`, style: 'warn' };
  });
  return (
    <Box flexDirection="column">
      <ReviewList
        lines={lines}
        files={plan.files.map(({ label, change, rows }) => ({
          label,
          change,
          lines: diffLines(rows, glyphs),
        }))}
        words={{ create: '   comes back', update: '', remove: '   is removed' }}
        rows={rows}
        above={
          row
            ? [{ text: `${plainText(row.what)}, ${utcTime(row.at)}. Nothing changes in AWS.`, style: 'dim' }]
            : []
        }
      />
    </Box>
  );
}

/** What was written. */
export function DonePane({ session }: PaneProps) {
  const { written = [] } = useUndo(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  return (
    <Box flexDirection="column">
      <Text {...theme.dim}>{`${count(written.length, 'file')} as before:`}</Text>
      {written.slice(0, Math.max(1, rows - 4)).map((label) => (
        <Text key={label} wrap="truncate-middle">
          <Text {...theme.good}>{`${glyphs.done} `}</Text>
          {plainText(label)}
        </Text>
      ))}
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>This is a change, too: it is in the list and can be taken back.</Paragraph>
      </Box>
    </Box>
  );
}
