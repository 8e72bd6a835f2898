import { Box, Text } from 'ink';
import { useMemo, useState } from 'react';
import { offeredRegions, regionWarning } from '../../../src/flows/configure/regions.ts';
import { filterFindable, findable } from '../../../src/profiles/filter.ts';
import { regionQuery, regionWords } from '../../../src/regions/regions.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { NoMatch } from '../../widgets/filter-list.tsx';
import { List } from '../../widgets/list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import type { PaneProps } from '../pane-props.ts';
import { RegionRow } from '../region-row.tsx';
import { useConfigure } from './use-configure.ts';

/** The region: found by id or name, or entered directly. */
export function RegionPane({ session }: PaneProps) {
  const { flow, answers } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const space = useSpace();
  const [query, setQuery] = useState('');
  const found = useMemo(() => {
    const offered = findable(offeredRegions(query), regionWords);
    return filterFindable(offered, regionQuery(query), { keepOrder: true });
  }, [query]);
  const region = answers?.region;
  const warning = region ? regionWarning(region) : undefined;
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="truncate">
        Where your projects will run. Pick one close to your users.
      </Text>
      <Box marginTop={1}>
        <Field
          label="/"
          labelWidth={1}
          value={query}
          onChange={setQuery}
          focused
          width={Math.max(10, Math.min(40, space.columns - 1))}
          placeholder="type a place or an id"
        />
      </Box>
      <List
        items={found}
        keyOf={({ id }) => id}
        focused
        letters={false}
        rows={Math.max(4, space.rows - 5)}
        initialKey={region}
        onHighlight={(each) => flow.send({ type: 'EDIT', answers: { region: each?.id ?? '' } })}
        noun="regions"
        empty={<NoMatch query={query} columns={space.columns} />}
        renderRow={(each, { selected }) => <RegionRow region={each} selected={selected} />}
      />
      {warning ? <Paragraph {...theme.warn}>{`${glyphs.warning} ${warning}`}</Paragraph> : null}
    </Box>
  );
}
