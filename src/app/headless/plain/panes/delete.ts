import { planned } from '../../../../../machines/delete/machine.ts';
import type { DeletePaneId } from '../../../../../machines/delete/meta.ts';
import type { DeleteContext } from '../../../../../machines/delete/types.ts';
import { pieceSentences } from '../../../../core/pieces.ts';
import { stayingInAws } from '../../../../flows/delete/plan.ts';
import { confirmSentence, pieceLines } from '../../../../flows/delete/plan-text.ts';
import { type PaneTalk, textQuestion } from '../pane-talk.ts';
import { nameQuestion, runningSteps } from './shared.ts';

type Talked = PaneTalk<DeleteContext>;

const review: Talked = {
  lines: ({ context: { found } }) =>
    found ? [`${found.scope === 'project' ? 'Project' : 'Environment'} ${found.name}.`] : [],
  // What is kept changes within the state.
  news: ({ context: { found, decided } }) =>
    found ? pieceSentences(pieceLines(planned({ found, decided })), 'Deletes') : [],
};

const folder: Talked = {
  questions: [
    ({ context }) =>
      textQuestion({
        label: 'Folder',
        suggestion: context.typedFolder,
        optional: true,
        hint: 'A folder that is empty or not there yet; an empty line downloads nothing',
        fault: () => undefined,
        send: (value) => ({ type: 'TYPE_FOLDER', folder: value }),
      }),
  ],
};

const confirm: Talked = {
  lines: ({ context: { found } }) => (found ? [confirmSentence(found)] : []),
  questions: [({ context: { found } }) => found && nameQuestion('Name', found.name, 'delete it')],
};

const done: Talked = {
  lines: ({ context: { plan, found } }) =>
    plan && found
      ? [
          `${found.name} is deleted.`,
          ...stayingInAws(plan),
          ...found.kept.map(({ label, why }) => `${label} stays: ${why}.`),
        ]
      : [],
};

/** The panes of `delete` in lines. */
export const talk = {
  'delete.looking': {},
  'delete.review': review,
  'delete.folder': folder,
  'delete.confirm': confirm,
  'delete.running': runningSteps,
  'delete.stopped': {},
  'delete.done': done,
} as const satisfies Record<DeletePaneId, Talked>;
