import { Box, Text } from 'ink';
import { useRef, useState } from 'react';
import { changesIn, keysNow, type settingsMachine } from '../../../machines/settings/machine.ts';
import type { ChosenKeys, KeyCommand } from '../../../machines/settings/types.ts';
import { count, plainText } from '../../../src/core/text.ts';
import { nextValue, type SettingName, settingList } from '../../../src/state/setting-values.ts';
import { markMeanings } from '../../frame/help-words.ts';
import { useSpace } from '../../frame/screen-size.ts';
import type { Command } from '../../keys/commands.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { keyLabel } from '../../keys/keys.ts';
import type { TextStyle } from '../../theme/theme.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { List } from '../../widgets/list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { blankLine, diffLines, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import { flowHook } from '../flow-of.ts';
import { lookingPane } from '../looking-pane.tsx';
import type { PaneProps } from '../pane-props.ts';

/** The running flow of the settings, with its current context. */
const useSettings = flowHook<typeof settingsMachine>('settings');

/** The wait for the settings, or why they cannot be read. */
export const LookingPane = lookingPane(useSettings);

const commands: readonly Command[] = [
  {
    id: 'settings.change',
    label: 'change',
    keys: ['right', 'l', 'space'],
    footerKey: '←→',
    group: 'Settings',
    footer: 2,
    palette: false,
  },
  {
    id: 'settings.change-back',
    label: 'change back',
    keys: ['left', 'h'],
    group: 'Settings',
    palette: false,
  },
];

/** Every setting with its values; a choice is previewed immediately. */
export function ListPane({ session }: PaneProps) {
  const { flow, found, chosen, keys } = useSettings(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  const [at, setAt] = useState<SettingName>('theme');
  // Also between two keys that arrive before React has drawn the first.
  const latest = useRef<SettingName>('theme');
  useKeyLayer({
    commands,
    onCommand: (id) => {
      const { chosen: now } = flow.getSnapshot().context;
      const name = latest.current;
      if (now)
        flow.send({ type: 'SET', name, value: nextValue(now, name, id === 'settings.change' ? 1 : -1) });
    },
  });
  if (!found || !chosen) return null;
  const changes = changesIn({ found, chosen, keys });
  const moved = found.commands.filter(({ own }) => own !== undefined);
  const says = settingList.find(({ name }) => name === at)?.says;
  const hasFindings = found.findings.length > 0;
  const free = rows - settingList.length - 4;
  const told = toldFindings(found.findings, columns, free);
  const left = free - told.length;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <List
        items={settingList}
        keyOf={({ name }) => name}
        focused
        columns={columns}
        rows={Math.max(4, Math.min(rows - (hasFindings ? 5 : 4), settingList.length))}
        onHighlight={(each) => {
          if (!each) return;
          latest.current = each.name;
          setAt(each.name);
        }}
        noun="settings"
        renderRow={({ name, values }, { width, selected }) => (
          <Row
            name={name}
            values={values}
            now={chosen[name]}
            before={found.values[name]}
            width={width}
            selected={selected}
          />
        )}
      />
      <Box marginTop={1} height={2} width={columns} flexShrink={0} overflow="hidden">
        <Paragraph {...theme.dim}>{says ?? ''}</Paragraph>
      </Box>
      <Text wrap="truncate-middle" {...(changes.length > 0 ? theme.warn : theme.dim)}>
        {changes.length > 0
          ? `${glyphs.changed} ${count(changes.length, 'change')} shown, not saved yet`
          : `${plainText(found.file)}   ${moved.length > 0 ? `${count(moved.length, 'command')} with keys of your own` : 'e gives commands other keys'}`}
      </Text>
      {told.map(({ text, begins }) => (
        <Text key={text} wrap="truncate" {...theme.warn}>
          {`${begins ? glyphs.warning : ' '} ${text}`}
        </Text>
      ))}
      <Sample rows={left} keys={keysToTell(moved, keys)} />
    </Box>
  );
}

/** A row of a finding about settings.ini; `begins` on the first row of each finding. */
interface FindingRow {
  readonly text: string;
  readonly begins: boolean;
}

/** The findings about settings.ini: all of them, wrapped, if they fit; else the first one in a row, and how many more. */
function toldFindings(findings: readonly string[], columns: number, rows: number): readonly FindingRow[] {
  const all = findings.flatMap((finding) =>
    textRows(plainText(finding), columns - 2).map((text, at): FindingRow => ({ text, begins: at === 0 })),
  );
  if (all.length <= rows) return all;
  const more = findings.length > 1 ? ` And ${findings.length - 1} more: amplify-tui settings list.` : '';
  return findings.slice(0, 1).map((text) => ({ text: `${plainText(text)}${more}`, begins: true }));
}

/** A command and its current keys. */
interface CommandKeys {
  readonly id: string;
  readonly keys: readonly string[];
}

/** Commands with other keys than the default ones, now or after saving. */
function keysToTell(commands: readonly KeyCommand[], chosen: ChosenKeys): CommandKeys[] {
  return commands.map((command) => ({ id: command.id, keys: keysNow(command, chosen) }));
}

interface SampleProps {
  /** The available rows. */
  readonly rows: number;
  readonly keys: readonly CommandKeys[];
}

/** A sample of the chosen colours and marks, and the user's own keys, if there is room. */
function Sample({ rows, keys }: SampleProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  // Without the pointer: it marks a row of the list above, and must be unique on the screen.
  const marks = markMeanings(glyphs).filter(([mark]) => mark !== glyphs.pointer);
  const room = rows - marks.length - 2;
  if (room < 0) return null;
  const styles: Readonly<Record<string, TextStyle>> = {
    [glyphs.done]: theme.good,
    [glyphs.failed]: theme.bad,
    [glyphs.warning]: theme.warn,
    [glyphs.waiting]: theme.dim,
    [glyphs.rest]: theme.dim,
  };
  return (
    <>
      <Box marginTop={1} flexShrink={0}>
        <Text {...theme.title}>MARKS AND COLOURS</Text>
      </Box>
      {marks.map(([mark, meaning]) => (
        <Box key={mark} width={columns} flexShrink={0}>
          <Cell width={8} style={styles[mark] ?? theme.accent}>
            {`  ${mark}`}
          </Cell>
          <Cell>{meaning}</Cell>
        </Box>
      ))}
      {keys.length > 0 && room > keys.length + 1 ? (
        <>
          <Box marginTop={1} flexShrink={0}>
            <Text {...theme.title}>KEYS OF YOUR OWN</Text>
          </Box>
          {keys.map(({ id, keys: own }) => (
            <Box key={id} width={columns} flexShrink={0}>
              <Cell width={16} gap={2} style={theme.key}>
                {`  ${own.map((key) => keyLabel(key, glyphs.keys)).join('  ')}`}
              </Cell>
              <Cell>{id}</Cell>
            </Box>
          ))}
        </>
      ) : null}
    </>
  );
}

interface RowProps {
  readonly name: string;
  readonly values: readonly string[];
  readonly now: string;
  readonly before: string;
  readonly width: number;
  readonly selected: boolean;
}

function Row({ name, values, now, before, width, selected }: RowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const isChanged = now !== before;
  return (
    <Box width={width} flexShrink={0}>
      <Cell width={2} style={theme.warn}>
        {isChanged ? glyphs.changed : ' '}
      </Cell>
      <Cell width={16} style={selected ? theme.selection : theme.text}>
        {name}
      </Cell>
      {values.map((value) => (
        <Cell key={value} width={9} style={value === now ? theme.accent : theme.dim}>
          {value === now ? `[${value}]` : ` ${value}`}
        </Cell>
      ))}
      {isChanged && width >= 72 ? <Cell style={theme.dim}>{`was ${before}`}</Cell> : null}
    </Box>
  );
}

/** What changes, and the lines of settings.ini; nothing is written before the confirmation here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { found, chosen, keys, diff, problem } = useSettings(session);
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!found || !diff) return null;
  const lines: readonly ReviewLine[] = [
    ...changesIn({ found, chosen, keys }).map(({ name, from, to }): ReviewLine => {
      return { text: `${glyphs.changed} ${name.padEnd(14)} ${to}   was ${from}`, style: 'text' };
    }),
    blankLine,
    { text: plainText(found.file), style: 'title' },
    ...diffLines(diff, glyphs),
  ];
  return <ReviewList lines={lines} rows={rows} />;
}
