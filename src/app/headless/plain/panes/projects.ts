import type { ProjectsPaneId } from '../../../../../machines/projects/meta.ts';
import type { ProjectsContext } from '../../../../../machines/projects/types.ts';
import {
  accountWords,
  environmentsWords,
  type ProjectRow,
  rowState,
} from '../../../../flows/projects/rows.ts';
import { choiceQuestion, type Outside, type PaneTalk, textQuestion } from '../pane-talk.ts';

type Talked = PaneTalk<ProjectsContext>;

function noteOf(row: ProjectRow, { showPath, now }: Outside): string {
  return [
    row.current ? 'shown now' : undefined,
    showPath(row.folder),
    environmentsWords(row),
    accountWords(row),
    row.production ? 'production' : undefined,
    rowState(row, now()).words,
  ]
    .filter(Boolean)
    .join(', ');
}

const list: Talked = {
  lines: ({ context: { rows } }) => [
    ...(rows.length === 0 ? ['No project has been opened yet.'] : []),
    'What runs continues when another project is opened.',
  ],
  questions: [
    ({ context: { rows, selected }, outside }) =>
      rows.length === 0
        ? undefined
        : choiceQuestion({
            label: 'Project',
            options: rows.map((row) => ({ label: row.name, note: noteOf(row, outside), value: row.folder })),
            now: selected ?? rows.find(({ current }) => current)?.folder,
            send: (folder) => ({ type: 'SELECT_ROW', folder }),
          }),
  ],
  options: ({ context: { rows } }) =>
    rows
      .filter(({ current, running }) => !current && running === undefined)
      .slice(0, 9)
      .map(({ name, folder: path }) => ({
        label: `forget ${name}`,
        send: [{ type: 'SELECT_ROW', folder: path }, { type: 'FORGET' }],
      })),
};

const folder: Talked = {
  questions: [
    ({ context: { typed, purpose } }) =>
      textQuestion({
        label: 'Folder',
        suggestion: typed || (purpose === 'find' ? '~' : ''),
        hint:
          purpose === 'find'
            ? 'Its amplify/ folders are found, eight levels deep'
            : 'Such as ../shop or ~/work/shop; a folder without a project is opened, too',
        fault: (value) => (value === '' ? 'Name a folder.' : undefined),
        send: (value) => ({ type: 'TYPE', folder: value }),
      }),
  ],
};

const found: Talked = {
  lines: ({ context: { found: all }, outside }) =>
    all
      ? [
          ...(all.projects.length === 0
            ? [`There is no Amplify project below ${outside.showPath(all.folder)}.`]
            : []),
          ...(all.isPart ? ['There may be more: name a folder further down.'] : []),
        ]
      : [],
  questions: [
    ({ context: { found: all, selected }, outside }) =>
      all && all.projects.length > 0
        ? choiceQuestion({
            label: 'Project',
            options: all.projects.map((each) => ({
              label: each.name,
              note: outside.showPath(each.folder),
              value: each.folder,
            })),
            now: selected,
            send: (path) => ({ type: 'SELECT_ROW', folder: path }),
          })
        : undefined,
  ],
};

/** The panes of the projects in lines. */
export const talk = {
  'projects.looking': {},
  'projects.list': list,
  'projects.folder': folder,
  'projects.found': found,
} as const satisfies Record<ProjectsPaneId, Talked>;
