import type { UndoPaneId } from '../../../../../machines/undo/meta.ts';
import type { UndoContext } from '../../../../../machines/undo/types.ts';
import { count, utcTime } from '../../../../core/text.ts';
import { undoLines } from '../../../../flows/undo/plan-text.ts';
import { nothingKept } from '../../../../flows/undo/rows.ts';
import { choiceQuestion, type PaneTalk } from '../pane-talk.ts';

type Talked = PaneTalk<UndoContext>;

const list: Talked = {
  lines: ({ context: { rows } }) => (rows.length === 0 ? [nothingKept] : []),
  questions: [
    ({ context: { rows, selected } }) =>
      rows.length === 0
        ? undefined
        : choiceQuestion({
            label: 'Change',
            options: rows.map(({ id, at, what, files }) => ({
              label: what,
              note: `${utcTime(at)}, ${files.join(', ')}`,
              value: id,
            })),
            now: selected ?? rows[0]?.id,
            send: (id) => ({ type: 'SELECT_ROW', id }),
          }),
  ],
};

const review: Talked = {
  lines: ({ context: { plan, problem } }) => (plan && !problem ? undoLines(plan) : []),
};

const done: Talked = {
  lines: ({ context: { written = [] } }) => [
    `${count(written.length, 'file')} as before: ${written.join(', ')}.`,
  ],
};

/** The panes of `undo` in lines. */
export const talk = {
  'undo.list': list,
  'undo.review': review,
  'undo.done': done,
} as const satisfies Record<UndoPaneId, Talked>;
