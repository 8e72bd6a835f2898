import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import type { FollowUpdate } from '../../../src/aws/progress/model.ts';
import { outcomeWords } from '../../../src/aws/progress/narration.ts';
import { plainText } from '../../../src/core/text.ts';
import { rowState } from '../../../src/flows/projects/rows.ts';
import type { SeenStack } from '../../../src/state/projects.ts';
import { outcomeTones } from '../../deployment/stack-header.tsx';
import { useSpace } from '../../frame/screen-size.ts';
import { StateMark } from '../../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { FilterList } from '../../widgets/filter-list.tsx';
import { useStackReading } from '../use-stack-reading.ts';
import { keptList } from './home-cursor.ts';
import type { PartProps } from './part-props.ts';

const tones = { good: 'done', bad: 'failed', running: 'none', unknown: 'none' } as const;

/** How a stack was when AWS last told of it, and how long ago that is. */
function SeenBefore({ stack }: { readonly stack: SeenStack | undefined }) {
  const theme = useTheme();
  const now = useNow(60_000, stack !== undefined);
  if (stack === undefined) return null;
  const { tone, words } = rowState({ stack }, now);
  return (
    <>
      <StateMark tone={tones[tone]} />
      <Text {...theme.dim} wrap="truncate">{` ${words}`}</Text>
    </>
  );
}

/** The stack as this session has read it. */
function seenOf(last: FollowUpdate | undefined): SeenStack | undefined {
  return last?.readAt === undefined
    ? undefined
    : { name: last.progress.stackName, status: last.progress.status, at: last.readAt };
}

const none: readonly string[] = [];

/** The environments in the project's files, this machine's marked and with its state. */
export function EnvironmentLines({ session, focused, cursor, onOpen }: PartProps) {
  const home = useSelector(session, (snapshot) => snapshot.context.home);
  const reading = useStackReading(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  const kept = keptList(cursor, 'environments');
  const own = home?.found.kind === 'project' ? home.found.project.environment : undefined;
  const progress = reading.kind === 'known' ? reading.update.progress : undefined;
  const seen = reading.kind === 'unreadable' || reading.kind === 'away' ? seenOf(reading.last) : undefined;
  const names = home?.environments ?? none;
  const longest = Math.max(0, ...names.map((name) => columnsOf(plainText(name))));
  return (
    <FilterList
      items={names}
      keyOf={(name) => name}
      textOf={(name) => name}
      focused={focused}
      quiet
      keepOrder
      columns={columns}
      rows={rows}
      {...kept}
      initialKey={kept.initialKey ?? own}
      onHighlight={(name) => cursor.put('environments', name)}
      onSubmit={onOpen}
      noun="environments"
      empty={<Text {...theme.dim}>no file names one</Text>}
      renderRow={(name, { width, selected }) => (
        <Box width={width}>
          <Cell width={2} style={theme.accent}>
            {name === own ? glyphs.running : ' '}
          </Cell>
          <Cell
            width={Math.min(longest + 2, 16, width - 4)}
            gap={1}
            style={selected ? theme.selection : theme.text}
          >
            {plainText(name)}
          </Cell>
          {name === own && progress ? (
            <>
              <StateMark tone={outcomeTones[progress.outcome]} />
              <Text {...theme.dim} wrap="truncate">{` ${outcomeWords(progress)}`}</Text>
            </>
          ) : (
            <SeenBefore stack={name === own ? (seen ?? home?.remembered) : home?.stacks?.[name]} />
          )}
        </Box>
      )}
    />
  );
}
