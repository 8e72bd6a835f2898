import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { keyOf } from '../../machines/profiles/chosen.ts';
import type { ProfilesContext } from '../../machines/profiles/types.ts';
import { isRotationDue } from '../../src/aws/iam/key-words.ts';
import { plainText } from '../../src/core/text.ts';
import { type AccessChoice, choiceKey } from '../../src/credentials/access.ts';
import { profileNamed } from '../../src/profiles/profile-table.ts';
import { Room } from '../frame/pane.tsx';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { FilterList } from '../widgets/filter-list.tsx';
import { Waiting } from '../widgets/waiting.tsx';
import { accessKey } from './access-row.tsx';
import { useOpenedRow } from './home/home-cursor.ts';
import type { PaneProps } from './pane-props.ts';
import { placeOf } from './profiles/lines.ts';
import { columnsOfProfiles, isProduction, optionText, ProfileRow } from './profiles/row.tsx';
import { ProfileSummary } from './profiles/summary.tsx';
import { useProfiles } from './profiles/use-profiles.ts';

/** Every access of this machine with its health, and where the values of the chosen one come from. */
export function ProfilesPane({ session, host, meta }: PaneProps) {
  const { flow, context, looked, chosen } = useProfiles(session);
  const access = useSelector(session, (snapshot) => snapshot.context.access);
  const production = useSelector(session, (snapshot) => snapshot.context.home?.production);
  const opened = useOpenedRow(session, 'profiles');
  const theme = useTheme();
  const space = useSpace();
  const needed = useMemo(() => columnsOfProfiles(looked?.options ?? []), [looked?.options]);
  // Enter says why instead of doing nothing.
  useKeyLayer({
    commands:
      chosen && !chosen.usable.ok
        ? [
            {
              id: 'profiles.unusable',
              label: 'use',
              keys: ['enter'],
              group: 'Profiles',
              enabled: chosen.usable.why,
            },
          ]
        : [],
  });
  if (!looked) return <Waiting what={meta.busy ?? 'Reading the AWS files'} />;
  const wide = space.columns >= 98;
  const findings = wide || space.rows >= 16 ? looked.list.findings.slice(0, 2) : [];
  const rows = space.rows - findings.length;
  // The remaining columns show what the files say about a row. The pointer takes two columns.
  const listColumns = wide ? Math.min(Math.floor(space.columns * 0.56), needed.whole + 2) : space.columns;
  const listRows = wide ? rows : Math.max(4, Math.min(looked.options.length + 2, Math.floor(rows * 0.5)));
  const inUse = access && choiceKey(access.choice);
  return (
    <Box flexDirection="column">
      <Box flexDirection={wide ? 'row' : 'column'}>
        <Room columns={listColumns} rows={listRows}>
          <FilterList
            items={looked.options}
            keyOf={accessKey}
            textOf={optionText}
            focused
            columns={listColumns}
            rows={listRows}
            initialKey={opened ?? (chosen ? accessKey(chosen) : inUse)}
            onHighlight={(option) => flow.send({ type: 'SELECT_ROW', option })}
            noun="profiles"
            empty={<Text {...theme.dim}>There are no profiles in ~/.aws yet: c sets one up.</Text>}
            renderRow={(option, row) => (
              <ProfileRow
                option={option}
                width={row.width}
                selected={row.selected}
                inUse={accessKey(option) === inUse}
                production={isProduction(option.choice, production)}
                warned={isWarned(context, option.choice, host.now())}
                needed={needed}
              />
            )}
          />
        </Room>
        <Box marginLeft={wide ? 2 : 0}>
          <Room
            columns={wide ? space.columns - listColumns - 2 : space.columns}
            rows={wide ? rows : rows - listRows}
          >
            <ProfileSummary context={context} host={host} meta={meta} />
          </Room>
        </Box>
      </Box>
      <FileFindings
        findings={findings.map(({ text, origin }) =>
          plainText(origin ? `${text} (${placeOf(origin, host.showPath)})` : text),
        )}
      />
    </Box>
  );
}

/** Findings about the files themselves. */
function FileFindings({ findings }: { readonly findings: readonly string[] }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return findings.map((finding) => (
    <Text key={finding} {...theme.warn} wrap="truncate">{`${glyphs.warning} ${finding}`}</Text>
  ));
}

/** Whether there is a warning about a profile. */
function isWarned({ looked, tests }: ProfilesContext, choice: AccessChoice, now: number): boolean {
  const profile = choice.kind === 'profile' ? looked && profileNamed(looked.list, choice.name) : undefined;
  if (!profile) return false;
  const key = keyOf({ looked, tests }, choice);
  return profile.findings.length > 0 || (key !== undefined && isRotationDue(key, now));
}
