import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { regionQuery, regions, regionWords } from '../../../src/regions/regions.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';
import { RegionRow } from '../region-row.tsx';

/** The region, if neither the profile nor the environment sets one. */
export function RegionPane({ session }: PaneProps) {
  const init = initOf(session);
  const { answers } = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  const space = useSpace();
  if (!answers) return null;
  return (
    <Box flexDirection="column">
      <Paragraph {...theme.dim}>
        The profile names no region. Choose the one that the project belongs in.
      </Paragraph>
      <Box marginTop={1}>
        <FilterList
          items={regions}
          keyOf={(region) => region.id}
          textOf={regionWords}
          queryOf={regionQuery}
          filter="typing"
          focused
          rows={Math.max(4, space.rows - 3)}
          initialKey={answers.region}
          onHighlight={(region) => region && init.send({ type: 'EDIT', answers: { region: region.id } })}
          noun="regions"
          renderRow={(region, { selected }) => <RegionRow region={region} selected={selected} />}
        />
      </Box>
    </Box>
  );
}
