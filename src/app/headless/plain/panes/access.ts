import { planned } from '../../../../../machines/access/machine.ts';
import type { AccessPaneId } from '../../../../../machines/access/meta.ts';
import type { AccessContext } from '../../../../../machines/access/types.ts';
import { goes, pieceKey, pieceName } from '../../../../flows/access/plan.ts';
import {
  confirmSentence,
  type PieceLine,
  pieceLines,
  usedKeySentences,
} from '../../../../flows/access/plan-text.ts';
import { type PaneTalk, textQuestion } from '../pane-talk.ts';

type Talked = PaneTalk<AccessContext>;

const words: Readonly<Record<PieceLine['fate'], string>> = {
  ...{ goes: 'Takes away: ', stays: 'Stays: ', note: '', title: '' },
};

const review: Talked = {
  lines: ({ context: { profile } }) => [`Access of the profile ${profile}.`],
  // What is taken changes while the state stays.
  news: ({ context: { found, decided } }) =>
    found
      ? pieceLines(planned({ found, decided })).map(
          ({ fate, text }) => `${words[fate]}${text}${/[.:]$/.test(text) ? '' : '.'}`,
        )
      : [],
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
    ({ context: { profile } }) =>
      textQuestion({
        label: 'Profile',
        suggestion: undefined,
        fault: (value) =>
          value === profile ? undefined : `Type ${profile} to take it away, or /back to leave it.`,
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
  lines: ({ context: { plan, profile } }) =>
    plan ? [`The access of ${profile} is taken away.`, ...plan.stays] : [],
};

/** The panes of `access` in lines. */
export const accessTalk = {
  'access.looking': {},
  'access.review': review,
  'access.confirm': confirm,
  'access.running': running,
  'access.stopped': {},
  'access.done': done,
} as const satisfies Record<AccessPaneId, Talked>;
