import type { EnvironmentsPaneId } from '../../../../../machines/environments/meta.ts';
import type { EnvironmentsContext } from '../../../../../machines/environments/types.ts';
import { changedMeanwhile } from '../../../../core/plan.ts';
import { count } from '../../../../core/text.ts';
import { shownFile } from '../../../../flows/configure-project/shown.ts';
import { accessWords, stateWords } from '../../../../flows/environments/rows.ts';
import { cutOffWords, undoneLines } from '../../../../flows/environments/upgrade/undone-lines.ts';
import { environmentNameProblem, environmentNameRule } from '../../../../project/names.ts';
import { choiceQuestion, type PaneTalk, textQuestion } from '../pane-talk.ts';
import { fileChangeLines } from './shared.ts';

type Talked = PaneTalk<EnvironmentsContext>;

const list: Talked = {
  lines: ({ context: { looked, selected } }) => [
    ...(looked ? [cutOffWords(looked.layout, looked.backup) ?? []].flat() : []),
    ...(looked?.rows.length === 0 ? ['team-provider-info.json names no environment.'] : []),
    ...(selected
      ? [
          `${selected.name}: ${selected.stackName ? `stack ${selected.stackName}` : 'no file names its stack'}.`,
          selected.current
            ? 'In use on this machine.'
            : 'Switching changes files on this machine only; nothing is changed in AWS.',
        ]
      : []),
  ],
  // AWS answers one after the other.
  news: ({ context: { states } }) =>
    Object.entries(states).map(([name, state]) => `The stack of ${name}: ${stateWords(state)}.`),
  questions: [
    ({ context: { looked, selected } }) =>
      looked && looked.rows.length > 0
        ? choiceQuestion({
            label: 'Environment',
            options: looked.rows.map((row) => ({
              label: row.name,
              note: [
                row.current ? 'this machine works with it' : undefined,
                accessWords(row),
                row.account,
                row.region,
              ]
                .filter(Boolean)
                .join(', '),
              value: row,
            })),
            now:
              looked.rows.find(({ name }) => name === selected?.name) ??
              looked.rows.find(({ current }) => current),
            send: (row) => ({ type: 'SELECT_ROW', row }),
          })
        : undefined,
  ],
  options: () => [{ label: 'choose another one', again: true }],
};

const name: Talked = {
  lines: () => [
    'The project has one backend. An upgrade makes it the first of any number of environments, in the layout of the current Amplify CLI.',
    'The stack in AWS stays as it is. What changes on disk is kept in a backup, and can be undone.',
  ],
  questions: [
    ({ context }) =>
      textQuestion({
        label: 'Environment',
        suggestion: context.name,
        hint: environmentNameRule,
        fault: environmentNameProblem,
        send: (typed) => ({ type: 'TYPE', name: typed }),
      }),
  ],
};

const review: Talked = {
  lines: ({ context: { looked, plan, problem, changed }, snapshot }) => {
    if (problem) return [];
    if (snapshot.matches('askingUndo'))
      return [
        `From ${looked?.backup?.folder ?? ''}, which stays. Nothing is changed in AWS.`,
        ...undoneLines(looked?.backup ?? { files: [] }, looked?.changedSince ?? []),
      ];
    return [
      ...(changed ? [changedMeanwhile(changed)] : []),
      'A backup is made first. Nothing is changed in AWS.',
      ...(looked?.notes ?? []),
      ...(plan ?? []).map(shownFile).flatMap(fileChangeLines),
    ];
  },
};

const done: Talked = {
  lines: ({ context: { run, output, name: made } }) => {
    if (!run) return [];
    const undone = output?.kind === 'undone';
    return [
      undone
        ? `The project is as it was before the upgrade: ${count(run.files.length, 'file')}.`
        : `The project has the environment ${made}: ${count(run.files.length, 'file')}.`,
      `The backup is ${run.backup}.`,
      ...(run.kept ? [`What was changed since is kept in ${run.kept}.`] : []),
      undone
        ? 'It stays until you delete it.'
        : '`amplify-tui upgrade --undo` puts it back. Do not commit it.',
    ];
  },
};

/** The panes of the environments in lines. */
export const talk = {
  'environments.looking': {},
  'environments.list': list,
  'environments.name': name,
  'environments.review': review,
  'environments.done': done,
} as const satisfies Record<EnvironmentsPaneId, Talked>;
