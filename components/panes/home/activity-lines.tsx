import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useCallback, useMemo, useState } from 'react';
import { dayOf } from '../../../src/core/text.ts';
import type { ActivityEntry } from '../../../src/state/activity.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { toneStyle } from '../../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { useClock } from '../../widgets/clock.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { ageWords } from '../stack-reading.ts';
import { opensEntry } from './activity-about.ts';
import { activityRows, rowText } from './activity-rows.ts';
import { keptList } from './home-cursor.ts';
import type { PartProps } from './part-props.ts';
import { activityKey } from './parts.ts';

const tones = { good: 'done', bad: 'failed', plain: 'none' } as const;

/** The activity, newest first: with the date if that is not today, and the folder if it is another one. */
export function ActivityLines({ session, host, focused, cursor, onOpen }: PartProps) {
  const activity = useSelector(session, (snapshot) => snapshot.context.activity);
  const folder = useSelector(session, (snapshot) => snapshot.context.folder);
  const [selected, setSelected] = useState<ActivityEntry>();
  const label = useSelector(session, (snapshot) => selected && opensEntry(selected, snapshot).label);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  const now = useClock()();
  // Entries with the same text in the same millisecond are duplicates.
  const newest = useMemo(
    () => [
      ...new Map(
        activity
          .filter(({ passing }) => !passing)
          .toReversed()
          .map((entry) => [activityKey(entry), entry]),
      ).values(),
    ],
    [activity],
  );
  const today = dayOf(now);
  // All times in one column; those of other days are wider.
  const timeWidth = newest.slice(0, rows).some(({ at }) => dayOf(at) !== today) ? 16 : 5;
  // Next to the pointer and the time.
  const width = columns - 2 - timeWidth - 2;
  const elsewhere = useCallback(
    ({ folder: where }: ActivityEntry) =>
      where === undefined || where === folder ? undefined : host.showPath(where),
    [folder, host],
  );
  const lines = useMemo(() => activityRows(newest, elsewhere, width, rows), [newest, elsewhere, width, rows]);
  return (
    <FilterList
      items={lines}
      keyOf={({ key }) => key}
      textOf={({ entry }) => entry.text}
      focused={focused}
      quiet
      keepOrder
      columns={columns}
      rows={rows}
      follow={lines[0]?.key}
      onHighlight={(line) => {
        cursor.put('activity', line && activityKey(line.entry));
        setSelected(line?.entry);
      }}
      onSubmit={onOpen}
      {...(label === undefined ? {} : { submitLabel: label })}
      {...keptList(cursor, 'activity')}
      noun="entries"
      empty={<Text {...theme.dim}>nothing yet</Text>}
      renderRow={(line, row) => {
        const { text, where } = rowText(line, elsewhere, width, glyphs.ellipsis);
        return (
          <Box width={row.width}>
            <Box width={timeWidth} flexShrink={0}>
              <Text {...theme.dim} wrap="truncate">
                {line.isFirst ? ageWords(line.entry.at, now) : ''}
              </Text>
            </Box>
            <Box marginLeft={2} flexShrink={1} minWidth={0}>
              <Text wrap="truncate" {...toneStyle(theme, tones[line.entry.tone])}>
                {text}
                <Text {...theme.dim}>{where}</Text>
              </Text>
            </Box>
          </Box>
        );
      }}
    />
  );
}
