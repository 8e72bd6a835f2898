import { planned } from '../../../../../machines/delete/machine.ts';
import type { DeletePaneId } from '../../../../../machines/delete/meta.ts';
import type { DeleteContext } from '../../../../../machines/delete/types.ts';
import { stayingInAws } from '../../../../flows/delete/plan.ts';
import { confirmSentence, type PieceLine, pieceLines } from '../../../../flows/delete/plan-text.ts';
import { type PaneTalk, textQuestion } from '../pane-talk.ts';

type Talked = PaneTalk<DeleteContext>;

const words: Readonly<Record<PieceLine['fate'], string>> = {
  ...{ goes: 'Deletes ', changes: 'Changes ', stays: 'Stays: ', note: '', title: '' },
};

const review: Talked = {
  lines: ({ context: { found } }) =>
    found ? [`${found.scope === 'project' ? 'Project' : 'Environment'} ${found.name}.`] : [],
  // What is kept changes while the state stays.
  news: ({ context: { found, decided } }) =>
    found
      ? pieceLines(planned({ found, decided })).map(
          ({ fate, text }) => `${words[fate]}${text}${/[.:]$/.test(text) ? '' : '.'}`,
        )
      : [],
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
  questions: [
    ({ context: { found } }) =>
      textQuestion({
        label: 'Name',
        suggestion: undefined,
        fault: (value) =>
          value === found?.name ? undefined : `Type ${found?.name} to delete it, or /back to leave it.`,
        send: (value) => ({ type: 'TYPE', name: value }),
      }),
  ],
};

const running: Talked = {
  news: ({ context: { plan, step } }) => {
    const doing = step === undefined ? undefined : plan?.steps[step];
    return doing ? [`Step ${(step ?? 0) + 1} of ${plan?.steps.length}: ${doing.text}.`] : [];
  },
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
export const deleteTalk = {
  'delete.looking': {},
  'delete.review': review,
  'delete.folder': folder,
  'delete.confirm': confirm,
  'delete.running': running,
  'delete.stopped': {},
  'delete.done': done,
} as const satisfies Record<DeletePaneId, Talked>;
