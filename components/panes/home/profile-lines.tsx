import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { indexOfKey, rowsWithFirst } from '../../../src/core/rows.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { timeLeft } from '../../frame-status.ts';
import { useKeyWords } from '../../key-words.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { accessKey } from '../access-row.tsx';
import { columnsOfKinds, isProduction, optionText, ProfileRow } from '../profiles/row.tsx';
import { keptList } from './home-cursor.ts';
import type { PartProps } from './part-props.ts';

const noProfiles: readonly never[] = [];

/** The profiles, the one in use first and marked; Enter opens the list to switch. */
export function ProfileLines({ session, focused, cursor, onOpen }: PartProps) {
  const home = useSelector(session, (snapshot) => snapshot.context.home);
  const access = useSelector(session, (snapshot) => snapshot.context.access);
  const expiresAt = useSelector(session, (snapshot) => snapshot.context.identity?.expiresAt);
  const left = timeLeft(expiresAt, useNow(60_000, expiresAt !== undefined));
  const theme = useTheme();
  const inWords = useKeyWords();
  const { columns, rows } = useSpace();
  const profiles = home?.profiles ?? noProfiles;
  const inUse = access && accessKey({ choice: access.choice });
  const sorted = useMemo(
    () => rowsWithFirst(profiles, indexOfKey(profiles, inUse, accessKey)),
    [profiles, inUse],
  );
  const badge = useMemo(() => columnsOfKinds(profiles), [profiles]);
  if (!home) return <Box />;
  return (
    <FilterList
      items={sorted}
      keyOf={accessKey}
      textOf={optionText}
      focused={focused}
      quiet
      columns={columns}
      rows={rows}
      onHighlight={(option) => cursor.put('profiles', option && accessKey(option))}
      onSubmit={onOpen}
      {...keptList(cursor, 'profiles')}
      noun="profiles"
      empty={<Text {...theme.dim}>{inWords('none in ~/.aws yet: c sets one up')}</Text>}
      renderRow={(option, { width, selected }) => (
        <ProfileRow
          option={option}
          width={width}
          selected={selected}
          inUse={accessKey(option) === inUse}
          production={isProduction(option.choice, home.production)}
          warned={false}
          badge={badge}
          timeLeft={accessKey(option) === inUse ? left : undefined}
        />
      )}
    />
  );
}
