import { planned } from '../../../../../machines/access/machine.ts';
import type { AccessPaneId } from '../../../../../machines/access/meta.ts';
import type { AccessContext } from '../../../../../machines/access/types.ts';
import { pieceSentences } from '../../../../core/pieces.ts';
import { goes, pieceKey, pieceName } from '../../../../flows/access/plan.ts';
import { confirmSentence, pieceLines, usedKeySentences } from '../../../../flows/access/plan-text.ts';
import type { PaneTalk } from '../pane-talk.ts';
import { nameQuestion, runningSteps } from './shared.ts';

type Talked = PaneTalk<AccessContext>;

const review: Talked = {
  lines: ({ context: { profile, role } }) => [
    `Access of the ${role === undefined ? 'profile' : 'role'} ${profile}.`,
  ],
  // What will be removed changes within the state.
  news: ({ context: { found, decided } }) =>
    found ? pieceSentences(pieceLines(planned({ found, decided })), 'Takes away:') : [],
  options: ({ context: { found, decided } }) =>
    (found?.cannot === undefined ? (found?.pieces ?? []) : [])
      .filter(({ kept }) => kept === undefined)
      .map((piece) => {
        const taken = goes(piece, decided);
        return {
          label: `${taken ? 'keep' : 'take'} ${pieceName(piece)}`,
          send: [{ type: 'DECIDE', key: pieceKey(piece), taken: !taken }],
        };
      }),
};

const confirm: Talked = {
  lines: ({ context: { found, decided } }) =>
    found ? [...usedKeySentences({ found, decided }), confirmSentence(found)] : [],
  questions: [
    ({ context: { profile, role } }) =>
      nameQuestion(role === undefined ? 'Profile' : 'Role', profile, 'take it away'),
  ],
};

const done: Talked = {
  lines: ({ context: { plan, profile } }) =>
    plan ? [`The access of ${profile} is taken away.`, ...plan.stays] : [],
};

/** The panes of `access` in lines. */
export const talk = {
  'access.looking': {},
  'access.review': review,
  'access.confirm': confirm,
  'access.running': runningSteps,
  'access.stopped': {},
  'access.done': done,
} as const satisfies Record<AccessPaneId, Talked>;
