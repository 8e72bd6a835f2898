import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import type { ChangedFile, LocalResource } from '../../../src/flows/status/local-changes.ts';
import type { ProjectFile } from '../../../src/flows/status/project-files.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { FilterList } from '../../widgets/filter-list.tsx';
import type { RowState } from '../../widgets/list.tsx';
import { keptList } from './home-cursor.ts';
import type { PartProps } from './part-props.ts';
import { backendKey } from './parts.ts';

/** A row of the project's tree: a resource, below it each changed file, then the files that Amplify owns. */
type ProjectRow =
  | { readonly kind: 'resource'; readonly key: string; readonly resource: LocalResource }
  | { readonly kind: 'changed'; readonly key: string; readonly file: ChangedFile; readonly isLast: boolean }
  | { readonly kind: 'file'; readonly key: string; readonly file: ProjectFile };

/** The rows of the project's tree. Keys of files are their paths within the project. */
export function projectRows(
  backend: readonly LocalResource[] = [],
  files: readonly ProjectFile[] = [],
): readonly ProjectRow[] {
  const resources = backend.flatMap((resource): ProjectRow[] => {
    const key = backendKey(resource);
    const { files: changed = [] } = resource;
    return [
      { kind: 'resource', key, resource },
      ...changed.map(
        (file, at): ProjectRow => ({
          kind: 'changed',
          key: `amplify/backend/${key}/${file.path}`,
          file,
          isLast: at === changed.length - 1,
        }),
      ),
    ];
  });
  return [...resources, ...files.map((file): ProjectRow => ({ kind: 'file', key: file.label, file }))];
}

const changeGlyphs = { create: '+', update: '~', delete: '-', none: ' ', unknown: '?' } as const;
const changeWords = {
  create: 'new',
  update: 'changed',
  delete: 'removed',
  none: 'same',
  unknown: 'not compared',
} as const;

/** Columns of the category and of the change, as wide as their contents; names get the rest. */
interface BesideName {
  readonly category: number;
  readonly change: number;
}

function columnsBeside(rows: readonly ProjectRow[]): BesideName {
  const resources = rows.flatMap((row) => (row.kind === 'resource' ? row.resource : []));
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(columnsOf));
  return {
    category: Math.min(10, longest(resources.map(({ category }) => plainText(category))) + 2),
    change: longest(resources.map(({ change }) => changeWords[change])) + 2,
  };
}

interface ProjectTreeProps extends Pick<PartProps, 'focused' | 'cursor' | 'onOpen'> {
  readonly tree: readonly ProjectRow[];
  readonly rows: number;
}

/** The tree as a list with a cursor. */
export function ProjectTree({ tree, rows, focused, cursor, onOpen }: ProjectTreeProps) {
  const { columns } = useSpace();
  const beside = columnsBeside(tree);
  return (
    <FilterList
      items={tree}
      keyOf={({ key }) => key}
      textOf={({ key }) => key}
      focused={focused}
      quiet
      keepOrder
      columns={columns}
      rows={rows}
      onHighlight={(row) => cursor.put('project', row?.key)}
      onSubmit={onOpen}
      submitLabel="open in the editor"
      {...keptList(cursor, 'project')}
      noun="files and resources"
      renderRow={(row, state) => <TreeRow row={row} state={state} beside={beside} />}
    />
  );
}

interface TreeRowProps {
  readonly row: ProjectRow;
  readonly state: RowState;
  readonly beside: BesideName;
}

/** A row of the tree: its name, and how it differs from what it should be or from what was deployed. */
function TreeRow({ row, state, beside }: TreeRowProps) {
  if (row.kind === 'resource') return <ResourceRow resource={row.resource} row={state} beside={beside} />;
  if (row.kind === 'changed')
    return <ChangedRow file={row.file} isLast={row.isLast} row={state} beside={beside} />;
  return <FileRow file={row.file} row={state} />;
}

interface ResourceRowProps {
  readonly resource: LocalResource;
  readonly row: RowState;
  readonly beside: BesideName;
}

/** `auth  shopAuth  + new`: a resource of the backend, and what the next push does to it. */
function ResourceRow({ resource, row, beside }: ResourceRowProps) {
  const theme = useTheme();
  const { category, name, change } = resource;
  const nameWidth = Math.max(8, row.width - beside.category - beside.change);
  return (
    <Box width={row.width}>
      <Cell width={beside.category} gap={1} style={theme.dim}>
        {plainText(category)}
      </Cell>
      <Cell width={nameWidth} gap={1} cut="middle" style={row.selected ? theme.selection : theme.text}>
        {plainText(name)}
      </Cell>
      <Change change={change} />
    </Box>
  );
}

function Change({ change }: Pick<LocalResource, 'change'>) {
  const theme = useTheme();
  const isSame = change === 'none' || change === 'unknown';
  return (
    <Text {...(isSame ? theme.dim : theme.accent)}>{`${changeGlyphs[change]} ${changeWords[change]}`}</Text>
  );
}

interface ChangedRowProps {
  readonly file: ChangedFile;
  readonly isLast: boolean;
  readonly row: RowState;
  readonly beside: BesideName;
}

/** `├ schema.graphql  ~ changed`: a file that has changed a resource. */
function ChangedRow({ file, isLast, row, beside }: ChangedRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box width={row.width}>
      <Text {...theme.line}>{`${isLast ? glyphs.lastBranch : glyphs.branch} `}</Text>
      <Cell
        width={Math.max(8, row.width - 2 - beside.change)}
        gap={1}
        cut="middle"
        style={row.selected ? theme.selection : theme.text}
      >
        {plainText(file.path)}
      </Cell>
      <Change change={file.change} />
    </Box>
  );
}

const fileWords = { there: '', missing: 'missing', broken: 'broken', own: 'holds your own' } as const;

interface FileRowProps {
  readonly file: ProjectFile;
  readonly row: RowState;
}

/** `.config/aws-info.json  ✖ missing`: a file that Amplify owns. */
function FileRow({ file: { label, state }, row }: FileRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const isFault = state === 'missing' || state === 'broken';
  const words = isFault ? `${glyphs.failed} ${fileWords[state]}` : fileWords[state];
  const style = row.selected ? theme.selection : theme.dim;
  const room = row.width - (words === '' ? 0 : columnsOf(words) + 1);
  return (
    <Box width={row.width}>
      <Cell width={room} gap={1} cut="middle" style={style}>
        {shortPath(plainText(label.replace(/^amplify\//, '')), room - 1)}
      </Cell>
      <Text {...(isFault ? theme.bad : theme.dim)}>{words}</Text>
    </Box>
  );
}

/** A path in at most that many columns: its folder is shortened first, since the file's name says most. */
function shortPath(path: string, columns: number): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (columnsOf(path) <= columns || name === path) return path;
  const left = columns - columnsOf(name) - 2;
  return left > 0 ? `${path.slice(0, left)}…/${name}` : name;
}
