import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { keyOf } from '../../../machines/profiles/chosen.ts';
import type { ProfilesContext } from '../../../machines/profiles/types.ts';
import { isRotationDue, type KnownKey, knownKeyWords } from '../../../src/aws/iam/key-words.ts';
import { plainText } from '../../../src/core/text.ts';
import { profileDetails } from '../../../src/credentials/profile-details.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { List } from '../../widgets/list.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import type { PaneProps } from '../pane-props.ts';
import { type DetailLine, detailLines } from './lines.ts';
import { useProfiles } from './use-profiles.ts';

/** What the files say about the selected row; computed once per row. */
export function useDetailLines(
  { looked, chosen, tests }: Pick<ProfilesContext, 'looked' | 'chosen' | 'tests'>,
  host: PaneProps['host'],
): readonly DetailLine[] {
  const inWords = useKeyWords();
  const key = keyOf({ looked, tests }, chosen?.choice);
  return useMemo(() => {
    if (!looked || !chosen) return [];
    if (chosen.choice.kind !== 'profile') return unnamedLines(chosen);
    const details = profileDetails(chosen.choice.name, looked.list, looked.environment);
    if (!details) return [];
    return [...detailLines(details, host.showPath, inWords), ...(key ? [keyLine(key, host.now())] : [])];
  }, [looked, chosen, key, host, inWords]);
}

function keyLine(key: KnownKey, now: number): DetailLine {
  const tone = isRotationDue(key, now) ? ('warn' as const) : undefined;
  return { label: 'Key', value: knownKeyWords(key, now), sentence: true, tone };
}

function unnamedLines({ choice, usable, region }: NonNullable<ProfilesContext['chosen']>): DetailLine[] {
  return [
    ...(usable.ok ? [] : [{ label: 'Wrong', value: usable.why, tone: 'bad' as const }]),
    {
      label: choice.kind === 'environment' ? 'Keys' : 'From',
      value: unnamedPlaces[choice.kind === 'machine' ? choice.source : 'keys'],
    },
    ...(region ? [{ label: 'Region', value: region }] : []),
  ];
}

const unnamedPlaces = {
  keys: 'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY',
  'web-identity': 'AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN',
  container: 'the variables AWS_CONTAINER_…',
  instance: 'the metadata service of this EC2 instance',
} as const;

export interface DetailRowProps {
  readonly line: DetailLine;
  readonly width: number;
  readonly labelWidth: number;
}

/** One row: label, value and place. */
export function DetailRow({ line, width, labelWidth }: DetailRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const marks = { bad: glyphs.failed, warn: glyphs.warning, next: glyphs.next };
  const styles = { bad: theme.bad, warn: theme.warn, next: theme.text };
  const { tone, place = '' } = line;
  const label = line.sentence ? sentenceLabel : labelWidth;
  const room = Math.max(1, width - label);
  const mark = tone === undefined ? '' : line.rest ? '  ' : `${marks[tone]} `;
  const value = `${mark}${line.value}`;
  // The value comes first: the place is dropped rather than cutting it.
  const beside = place !== '' && room > columnsOf(place) + columnsOf(value);
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Cell width={label} gap={1} style={theme.dim}>
        {line.label}
      </Cell>
      <Cell
        width={beside ? room - columnsOf(place) - 1 : room}
        {...(line.sentence ? {} : { cut: 'middle' as const })}
        style={tone === undefined ? theme.text : styles[tone]}
      >
        {value}
      </Cell>
      {beside ? (
        <Box flexShrink={0} marginLeft={1}>
          <Text {...theme.dim}>{place}</Text>
        </Box>
      ) : null}
    </Box>
  );
}

/** Columns of `Wrong`, `Note`, `From`: sentences need the room themselves. */
const sentenceLabel = 7;

/** The columns of the labels. */
export function labelWidthOf(lines: readonly DetailLine[], columns: number): number {
  const labels = lines.filter(({ sentence }) => !sentence).map(({ label }) => columnsOf(label));
  const longest = Math.max(0, ...labels) + 2;
  return Math.min(longest, Math.max(8, Math.floor(columns * 0.45)));
}

/** Everything about one profile, to scroll through; texts that are cut in the list are shown in full here. */
export function DetailsPane({ session, host }: PaneProps) {
  const { context, chosen } = useProfiles(session);
  const theme = useTheme();
  const { columns, rows } = useSpace();
  const lines = useDetailLines(context, host);
  const labelWidth = labelWidthOf(lines, columns);
  const cut = lines.flatMap((line, index) => wrapped(line, columns - 2, labelWidth, index));
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text bold>{chosen?.label ?? ''}</Text>
        <Text {...theme.dim}>{`   ${chosen ? plainText(chosen.kind) : ''}`}</Text>
      </Text>
      <List
        items={cut}
        keyOf={({ key }) => key}
        focused
        rows={Math.max(3, rows - 1)}
        noun="lines"
        renderRow={({ line }, { width }) => <DetailRow line={line} width={width} labelWidth={labelWidth} />}
      />
    </Box>
  );
}

/** A line in as many rows as needed, so that nothing is cut; its place is then in a row of its own. */
export function wrapped(
  line: DetailLine,
  width: number,
  labelWidth: number,
  index: number,
): { key: string; line: DetailLine }[] {
  const label = line.sentence ? sentenceLabel : labelWidth;
  const room = Math.max(10, width - label - (line.tone === undefined ? 0 : 2));
  const { place, ...bare } = line;
  const fits = columnsOf(line.value) + (place ? columnsOf(place) + 2 : 0) <= room;
  const follow = { ...bare, label: '', rest: true as const };
  const rows: DetailLine[] = fits
    ? [line]
    : [
        ...textRows(line.value, room).map((value, at) =>
          at === 0 ? { ...bare, value } : { ...follow, value },
        ),
        ...(place ? [{ ...follow, value: place }] : []),
      ];
  return rows.map((each, at) => ({ key: `${index} ${at}`, line: each }));
}
