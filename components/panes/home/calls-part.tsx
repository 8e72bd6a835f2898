import { Text } from 'ink';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { callCommand } from '../../../src/aws/calls/command-line.ts';
import type { NumberedCall } from '../../../src/aws/calls/record.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useTheme } from '../../theme/theme-context.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { CallRow, callText, copyCommand } from '../call-lines.tsx';
import { keptList } from './home-cursor.ts';
import type { PartProps } from './part-props.ts';

const keyOf = ({ id }: NumberedCall) => String(id);

/** The calls to AWS, newest first; Enter opens the whole list. */
export function CallsPart({ host, focused, cursor, onOpen }: PartProps) {
  const theme = useTheme();
  const { columns, rows } = useSpace();
  const calls = useSyncExternalStore(host.watchCalls, host.calls);
  const newest = useMemo(() => calls.toReversed(), [calls]);
  // A call's number is valid for one run, so only the filter is restored.
  const { initialFilter, onFilter } = keptList(cursor, 'calls');
  const [selected, selectRow] = useState<NumberedCall>();
  const command = selected && callCommand(selected);
  useKeyLayer({
    active: focused,
    commands: focused && command !== undefined ? [copyCommand] : [],
    onCommand: () => command !== undefined && host.copy(command),
  });
  return (
    <FilterList
      // Without the focus it shows new calls.
      key={String(focused)}
      items={newest}
      keyOf={keyOf}
      textOf={callText}
      focused={focused}
      quiet
      keepOrder
      follow={newest[0] && keyOf(newest[0])}
      columns={columns}
      rows={rows}
      onHighlight={(call) => {
        selectRow(call);
        cursor.put('calls', call && keyOf(call));
      }}
      onSubmit={onOpen}
      initialFilter={initialFilter}
      onFilter={onFilter}
      noun="calls"
      empty={<Text {...theme.dim}>No call to AWS yet.</Text>}
      renderRow={(call, { width, selected }) => <CallRow call={call} columns={width} plain={!selected} />}
    />
  );
}
