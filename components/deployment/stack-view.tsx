import { Box, Text } from 'ink';
import { useState } from 'react';
import type { FollowUpdate, ResourceProgress } from '../../src/aws/progress/model.ts';
import { plainText } from '../../src/values/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { useNow } from '../widgets/clock.tsx';
import { FilterList } from '../widgets/filter-list.tsx';
import { EventLines } from './event-lines.tsx';
import { type FlatResource, flatten } from './flatten.ts';
import { ResourceRow, tookSoFar } from './resource-row.tsx';
import { StackHeader } from './stack-header.tsx';

export interface StackViewProps {
  readonly update: FollowUpdate;
  readonly learned: (type: string) => number | undefined;
  /** False: shown beside something else; takes no keys. */
  readonly focused: boolean;
  /** Rows for the newest events; 0 leaves them out. */
  readonly eventRows: number;
  /** Rows that something above or below has taken already. */
  readonly taken?: number;
}

/** A stack as it is now: how far, one row a resource, the newest events, details of the selected resource. */
export function StackView({ update, learned, focused, eventRows, taken = 0 }: StackViewProps) {
  const theme = useTheme();
  const space = useSpace();
  const { progress, clockOffset } = update;
  const running = progress.outcome === 'running';
  const now = useNow(1000, running);
  const [failedOnly, setFailedOnly] = useState(false);
  const [details, setDetails] = useState(false);
  const [selected, setSelected] = useState<FlatResource>();
  useKeyLayer({
    active: focused,
    commands: focused
      ? [
          {
            id: 'stack.failed',
            label: failedOnly ? 'show all' : 'failed only',
            keys: ['f'],
            group: 'Stack',
            footer: 30,
          },
          {
            id: 'stack.details',
            label: details ? 'hide details' : 'details',
            keys: ['d'],
            group: 'Stack',
            footer: 31,
          },
        ]
      : [],
    onCommand: (id) => (id === 'stack.failed' ? setFailedOnly(!failedOnly) : setDetails(!details)),
  });

  const all = flatten(progress.resources);
  const shown = failedOnly ? all.filter(({ resource }) => resource.state === 'failed') : all;
  const awsNow = now + clockOffset;
  const longest = Math.max(1, ...all.map(({ resource }) => tookSoFar(resource, awsNow) ?? 0));
  const detailRows = details && focused ? 4 : 0;
  // Resources come first; events get what is left, and on a high screen a few rows in any case.
  const head = 3 + (focused ? 1 : 0);
  const left = space.rows - taken - head - detailRows - shown.length - 1;
  const events = Math.max(0, Math.min(eventRows, Math.max(left, space.rows >= 24 ? 4 : 0)));
  const listRows = Math.max(
    2,
    space.rows - taken - head + (focused ? 1 : 0) - detailRows - (events > 0 ? events + 1 : 0),
  );
  const current = shown.find(({ key }) => key === selected?.key) ?? shown[0];
  return (
    <Box flexDirection="column" width={space.columns} flexShrink={1} minHeight={0} overflow="hidden">
      <StackHeader update={update} width={space.columns} now={now} learned={learned} />
      <Box marginTop={1} flexDirection="column" flexShrink={0}>
        {focused ? (
          <FilterList
            items={shown}
            keyOf={({ key }) => key}
            textOf={({ resource }) => `${resource.logicalId} ${resource.type} ${resource.state}`}
            focused
            rows={Math.min(listRows, shown.length + 2)}
            columns={space.columns}
            noun="resources"
            onHighlight={setSelected}
            empty={
              <Text {...theme.dim}>
                {failedOnly ? '  Nothing has failed.' : '  No resources are known yet.'}
              </Text>
            }
            renderRow={({ resource, depth }, row) => (
              <>
                {depth > 0 ? <Text {...theme.dim}>{`${'  '.repeat(depth - 1)}└ `}</Text> : null}
                <ResourceRow
                  resource={resource}
                  width={row.width - depth * 2}
                  selected={row.selected}
                  now={awsNow}
                  longest={longest}
                />
              </>
            )}
          />
        ) : (
          shown.slice(0, listRows).map(({ key, resource, depth }) => (
            <Box key={key} marginLeft={1 + depth * 2} height={1}>
              <ResourceRow
                resource={resource}
                width={space.columns - 2 - depth * 2}
                selected={false}
                now={awsNow}
                longest={longest}
              />
            </Box>
          ))
        )}
      </Box>
      {detailRows > 0 && current ? <Details resource={current.resource} /> : null}
      {events > 0 ? (
        <Box marginTop={1} flexShrink={0}>
          <EventLines events={progress.events} rows={events} width={space.columns} />
        </Box>
      ) : null}
    </Box>
  );
}

function Details({ resource }: { readonly resource: ResourceProgress }) {
  const theme = useTheme();
  const rows = [
    ['Physical id', resource.physicalId ?? 'none yet'],
    ['Type', `${resource.type}   ${resource.status ?? ''}`],
    ['Reason', resource.reason ? plainText(resource.reason) : 'none given'],
  ] as const;
  return (
    <Box flexDirection="column" marginTop={1} flexShrink={0}>
      {rows.map(([label, value]) => (
        <Box key={label} height={1}>
          <Box width={14} flexShrink={0}>
            <Text {...theme.dim}>{label}</Text>
          </Box>
          <Text wrap="truncate">{value}</Text>
        </Box>
      ))}
    </Box>
  );
}
