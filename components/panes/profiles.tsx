import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useState } from 'react';
import type { AccessOption } from '../../src/credentials/choice.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { FilterList } from '../widgets/filter-list.tsx';
import { KeyValue } from '../widgets/key-value.tsx';
import { AccessRow, accessKey, accessText } from './access-row.tsx';
import type { PaneProps } from './pane-props.ts';

/** Every profile with its kind; Enter uses one for this session. */
export function ProfilesPane({ session }: PaneProps) {
  const { home, access } = useSelector(session, (snapshot) => snapshot.context);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const space = useSpace();
  const [highlighted, setHighlighted] = useState<AccessOption>();
  const profiles = home?.profiles ?? [];
  const option = highlighted ?? profiles[0];
  useKeyLayer({
    commands: option
      ? [
          {
            id: 'profiles.use',
            label: 'use in this session',
            keys: ['enter'],
            group: 'Profiles',
            footer: 1,
            enabled: option.usable.ok ? true : option.usable.why,
          },
        ]
      : [],
    onCommand: () => {
      if (!option) return;
      session.send({
        type: 'USE_ACCESS',
        choice: option.choice,
        ...(option.region ? { region: option.region } : {}),
      });
    },
  });
  const findings = home?.profileFindings ?? [];
  const below = 6 + Math.min(3, findings.length);
  return (
    <Box flexDirection="column">
      <FilterList
        items={profiles}
        keyOf={accessKey}
        textOf={accessText}
        focused
        rows={Math.max(3, Math.min(profiles.length + 2, space.rows - below))}
        initialKey={access && accessKey({ choice: access.choice })}
        onHighlight={setHighlighted}
        noun="profiles"
        empty={<Text {...theme.dim}>There are no profiles in ~/.aws yet.</Text>}
        renderRow={(item, row) => <AccessRow option={item} width={row.width} selected={row.selected} />}
      />
      {option ? (
        <Box marginTop={1} flexDirection="column">
          <KeyValue
            rows={[
              { label: option.label, value: option.kind, note: option.region },
              ...(option.account ? [{ label: 'Account', value: option.account }] : []),
            ]}
          />
          {option.usable.ok ? null : (
            <Text {...theme.warn} wrap="wrap">{`${glyphs.warning} ${option.usable.why}`}</Text>
          )}
        </Box>
      ) : null}
      {findings.slice(0, 3).map((finding) => (
        <Text key={finding} {...theme.warn} wrap="truncate">{`${glyphs.warning} ${finding}`}</Text>
      ))}
    </Box>
  );
}
