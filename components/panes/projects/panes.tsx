import { Box, Text } from 'ink';
import { memo, useMemo } from 'react';
import type { projectsMachine } from '../../../machines/projects/machine.ts';
import { count, plainText } from '../../../src/core/text.ts';
import {
  accountWords,
  environmentsWords,
  type ProjectRow,
  type RowState,
  rowState,
} from '../../../src/flows/projects/rows.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { StateMark, type Tone } from '../../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { FilterList } from '../../widgets/filter-list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import { flowHook } from '../flow-of.ts';
import { lookingPane } from '../looking-pane.tsx';
import type { PaneProps } from '../pane-props.ts';
import { PathField } from '../path-field.tsx';
import { useKnownRows } from './known-rows.ts';

/** The running flow of the projects, with its current context. */
const useProjects = flowHook<typeof projectsMachine>('projects');

/** The wait for the list, or why it or a folder cannot be read. */
export const LookingPane = lookingPane(useProjects);

/** The projects that were opened on this machine, with what is known about each and how old that is. */
export function ListPane({ session, host }: PaneProps) {
  const { flow, rows: listed, selected, note, problem } = useProjects(session);
  const theme = useTheme();
  const inWords = useKeyWords();
  const now = useNow(60_000, true);
  const rows = useKnownRows(session, listed, now);
  const space = useSpace();
  const row = rows.find(({ folder }) => folder === selected);
  const detail = row ? detailOf(row, rowState(row, now)) : ' ';
  const below = (problem ? 5 : space.rows >= 12 ? 4 : 3) + textRows(detail, space.columns).length - 1;
  const { showPath } = host;
  const longest = useMemo(
    () => ({
      names: longestOf(rows, (each) => columnsOf(plainText(each.name))),
      states: longestOf(rows, (each) => stateColumns(each, rowState(each, now))),
      paths: longestOf(rows, (each) => columnsOf(showPath(each.folder))),
      environments: longestOf(rows, (each) => columnsOf(plainText(environmentsWords(each)))),
    }),
    [rows, now, showPath],
  );
  return (
    <Box flexDirection="column">
      <FilterList
        items={rows}
        keyOf={({ folder }) => folder}
        textOf={(each) =>
          [each.name, host.showPath(each.folder), environmentsWords(each), accountWords(each)].join(' ')
        }
        keepOrder
        focused
        rows={Math.max(3, space.rows - below)}
        initialKey={selected ?? rows.find(({ current }) => current)?.folder}
        onHighlight={(each) => flow.send({ type: 'SELECT_ROW', folder: each?.folder })}
        noun="projects"
        empty={
          <Text {...theme.dim}>
            {inWords('No project has been opened yet: n opens a folder, f finds some.')}
          </Text>
        }
        renderRow={(each, { width, selected }) => (
          <Row
            row={each}
            path={host.showPath(each.folder)}
            now={now}
            {...columnsFor(width, longest)}
            width={width}
            selected={selected}
          />
        )}
      />
      {problem ? (
        <Box marginTop={1}>
          <ProblemView problem={problem} />
        </Box>
      ) : (
        <Box marginTop={1} flexDirection="column">
          <Text {...theme.dim} wrap="truncate-middle">
            {note ? plainText(note) : row ? host.showPath(row.folder) : ' '}
          </Text>
          <Paragraph {...theme.dim}>{detail}</Paragraph>
          {space.rows >= 12 ? (
            <Text {...theme.dim} wrap="truncate">
              What runs continues when another project is opened.
            </Text>
          ) : null}
        </Box>
      )}
    </Box>
  );
}

/** What does not fit in a row on a narrow screen. */
function detailOf(row: ProjectRow, { words }: RowState): string {
  const { access, region } = row;
  return [accountWords(row), region, access && `with ${access}`, words]
    .filter(Boolean)
    .map((part) => plainText(String(part)))
    .join(' · ');
}

const tones: Readonly<Record<RowState['tone'], Tone>> = {
  good: 'done',
  bad: 'failed',
  running: 'running',
  unknown: 'none',
};

const productionWords = ' PRODUCTION ';

/** Columns of the mark of production, the mark of the state and its words. */
function stateColumns({ production }: ProjectRow, { words }: RowState): number {
  return (production ? productionWords.length + 1 : 0) + 2 + columnsOf(plainText(words));
}

function longestOf(rows: readonly ProjectRow[], columns: (row: ProjectRow) => number): number {
  return Math.max(0, ...rows.map(columns));
}

/** Columns of the mark before a name and of the gap after it. */
const besideName = 3;

/** Columns behind an environment and an account. */
const gapIn = (width: number) => (width >= 96 ? 2 : 1);
const accountColumns = (width: number) => (width >= 96 ? 24 : 13);

/** The widths of the columns between name and account. States are never cut, paths can be cut in the middle. */
function columnsFor(
  width: number,
  longest: Readonly<Record<'names' | 'states' | 'paths' | 'environments', number>>,
): { readonly names: number; readonly paths: number; readonly environments: number } {
  const names = Math.min(longest.names + besideName, width < 96 ? 18 : 24);
  if (width < 64) return { names, paths: 0, environments: 0 };
  const room = width - names - accountColumns(width) - longest.states;
  const environmentsIn = (left: number) => Math.min(longest.environments + gapIn(width), Math.max(14, left));
  if (width < 96) return { names, paths: 0, environments: environmentsIn(room) };
  const paths = Math.max(10, Math.min(longest.paths + 2, 40, room - 14));
  return { names, paths, environments: environmentsIn(room - paths) };
}

/** Drawn again only when its props change: a key press changes two of fifty rows. */
const Row = memo(function Row(props: {
  readonly row: ProjectRow;
  readonly path: string;
  readonly now: number;
  /** Columns of the path; 0 when it is not shown. */
  /** Columns of the name, with its mark. */
  readonly names: number;
  readonly paths: number;
  /** Columns of the environments; 0 when they are not shown. */
  readonly environments: number;
  readonly width: number;
  readonly selected: boolean;
}) {
  const { row, path, now, names, paths, environments, width, selected } = props;
  const state = rowState(row, now);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const account = row.account === undefined ? '' : accountWords(row);
  return (
    <Box width={width}>
      <Cell width={names} gap={1} style={selected ? theme.selection : theme.text}>
        {`${row.current ? glyphs.running : ' '} ${plainText(row.name)}`}
      </Cell>
      {paths > 0 ? (
        <Cell width={paths} gap={2} cut="middle" style={theme.dim}>
          {path}
        </Cell>
      ) : null}
      {environments > 0 ? (
        <Cell width={environments} gap={gapIn(width)}>
          {plainText(environmentsWords(row))}
        </Cell>
      ) : null}
      {width >= 64 ? (
        <Cell width={accountColumns(width)} gap={gapIn(width)} cut="middle" style={theme.dim}>
          {plainText(width >= 96 ? account : (row.account ?? ''))}
        </Cell>
      ) : null}
      {row.production ? (
        <Box flexShrink={0} marginRight={1}>
          <Text {...theme.production}>{productionWords}</Text>
        </Box>
      ) : null}
      <Box flexShrink={0} width={2}>
        {state.tone === 'unknown' ? <Text {...theme.dim}>? </Text> : <StateMark tone={tones[state.tone]} />}
      </Box>
      <Cell style={state.tone === 'unknown' ? theme.dim : theme.text}>{plainText(state.words)}</Cell>
    </Box>
  );
});

/** A folder to open, or to search. */
export function FolderPane({ session, host, meta }: PaneProps) {
  const { flow, typed, purpose, problem } = useProjects(session);
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  return (
    <Box flexDirection="column">
      <PathField
        label="Folder"
        value={typed}
        placeholder={purpose === 'find' ? '~' : ''}
        host={host}
        rows={Math.max(1, rows - 3)}
        hint={
          purpose === 'find'
            ? 'Its amplify/ folders are found, eight levels deep; empty: your home folder.'
            : 'Such as ../shop or ~/work/shop; a folder without a project is opened, too.'
        }
        onChange={(folder) => flow.send({ type: 'TYPE', folder })}
      />
      {problem ? (
        <Box marginTop={1}>
          <ProblemView problem={problem} />
        </Box>
      ) : null}
    </Box>
  );
}

/** The projects below a folder. */
export function FoundPane({ session, host, meta }: PaneProps) {
  const { flow, found, selected } = useProjects(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy || !found) return <Waiting what={meta.busy ?? 'looking'} leave="esc back" />;
  return (
    <Box flexDirection="column">
      <FilterList
        items={found.projects}
        keyOf={({ folder }) => folder}
        textOf={({ folder, name }) => `${name} ${host.showPath(folder)}`}
        keepOrder
        focused
        rows={Math.max(3, rows - 3)}
        initialKey={selected}
        onHighlight={(each) => flow.send({ type: 'SELECT_ROW', folder: each?.folder })}
        noun="projects"
        empty={<Text {...theme.dim}>{`No Amplify project below ${host.showPath(found.folder)}.`}</Text>}
        renderRow={({ folder, name }, { selected }) => (
          <>
            <Cell width={20} gap={2} style={selected ? theme.selection : theme.text}>
              {name}
            </Cell>
            <Cell cut="middle" style={theme.dim}>
              {host.showPath(folder)}
            </Cell>
          </>
        )}
      />
      {found.isPart || found.unreadable > 0 ? (
        <Paragraph {...theme.warn}>{`${glyphs.warning} ${searchNotes(found).join(' ')}`}</Paragraph>
      ) : null}
    </Box>
  );
}

/** What a search has skipped, one sentence each. */
function searchNotes({ isPart, unreadable }: { readonly isPart: boolean; readonly unreadable: number }) {
  return [
    ...(isPart ? ['There may be more: name a folder further down.'] : []),
    ...(unreadable > 0 ? [`${count(unreadable, 'folder')} cannot be read.`] : []),
  ];
}
