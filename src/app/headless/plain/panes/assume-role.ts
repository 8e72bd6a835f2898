import type { AssumePaneId } from '../../../../../machines/assume-role/meta.ts';
import { faultsNow } from '../../../../../machines/assume-role/setup.ts';
import type { AssumeContext } from '../../../../../machines/assume-role/types.ts';
import { capitalised } from '../../../../core/text.ts';
import { codesIn } from '../../../../credentials/mfa-code.ts';
import {
  type FieldId,
  fieldsOf,
  fieldWords,
  parts,
  partWords,
} from '../../../../flows/assume-role/answers.ts';
import { canList } from '../../../../flows/assume-role/listed-fields.ts';
import { madeLines } from '../../../../flows/assume-role/made.ts';
import { assumePlanText } from '../../../../flows/assume-role/plan-text.ts';
import { stepWords } from '../../../../flows/assume-role/steps.ts';
import {
  choiceQuestion,
  type Here,
  identityLines,
  type PaneTalk,
  type Question,
  type Sent,
  type Taken,
  textQuestion,
} from '../pane-talk.ts';
import { phoneLines } from './dialogs.ts';

type Talked = PaneTalk<AssumeContext>;
type At = Here<AssumeContext>;

const part: Talked = {
  lines: ({ context: { cleaned } }) => [
    ...(cleaned ? ['What was made is deleted.'] : []),
    'For working in the account of another company. Their administrator creates the role and sends a note; you create a user that can assume it, and choose its profile in init.',
  ],
  questions: [
    ({ context: { chosen } }) =>
      choiceQuestion({
        label: 'Part',
        options: parts.map((value) => ({ value, ...partWords[value] })),
        now: chosen,
        send: (value) => ({ type: 'CHOOSE', part: value }),
      }),
  ],
};

/** Fields that come from a note are not asked for. */
const brought: readonly FieldId[] = ['roleArn', 'externalId', 'mfa'];

function fieldQuestion({ context }: At, at: number): Question | undefined {
  const { chosen, values, localState } = context;
  const field: FieldId | undefined = fieldsOf[chosen][at];
  if (!field || (values.note && brought.includes(field))) return undefined;
  const { label, hint } = fieldWords[field];
  const send = (value: string): Sent => ({ type: 'EDIT', field, value });
  const value = values[field];
  if (field === 'mfa')
    return choiceQuestion({
      label,
      options: [
        { value: 'yes', label: 'required' },
        { value: 'no', label: 'not required' },
      ],
      now: value,
      hint,
      send,
    });
  const profiles = localState?.profiles ?? [];
  if (field === 'profile' && profiles.length > 0)
    return choiceQuestion({
      options: profiles.map((name) => ({ value: name, label: name })),
      label,
      now: value,
      hint,
      send,
    });
  const faultOf = (typed: string) =>
    faultsNow({ chosen, values: { ...values, [field]: typed } }).find((fault) => fault.field === field)?.text;
  const question = textQuestion({
    label,
    suggestion: value,
    send,
    hint: canList(chosen, field) ? `${hint} A question mark lists what there is.` : hint,
    optional: faultOf('') === undefined,
    fault: faultOf,
  });
  if (!canList(chosen, field)) return question;
  return {
    ...question,
    take: (typed) => (typed === '?' ? { send: [{ type: 'LIST', field }] } : question.take(typed)),
  };
}

const mostFields = Math.max(...parts.map((each) => fieldsOf[each].length));

const form: Talked = {
  lines: ({ context: { chosen } }) => [`${partWords[chosen].label}: ${partWords[chosen].note}.`],
  questions: Array.from({ length: mostFields }, (_, at) => (here: At) => fieldQuestion(here, at)),
  // After a list, its field comes first.
  first: ({ context: { chosen, choosing } }) =>
    Math.max(0, choosing ? fieldsOf[chosen].findIndex((field: FieldId) => field === choosing) : 0),
};

const choices: Talked = {
  lines: ({ context: { choosing, choices: found, problem } }) =>
    problem || !choosing
      ? []
      : [
          `${fieldWords[choosing].label}.`,
          ...(found?.length === 0 ? ['There is none yet. /back goes back; type it there.'] : []),
        ],
  options: ({ context: { choices: found = [] } }) =>
    found.map(({ value, note }) => ({ label: value, note, send: [{ type: 'PICK', value }] })),
};

const unfinished: Talked = {
  lines: ({ context: { localState, problem } }) => {
    const note = localState?.unfinished;
    if (!note || problem) return [];
    const made = madeLines(note);
    return [
      `The part "${partWords[note.part].label}" was started and did not finish.`,
      made.length > 0
        ? `Made, or perhaps made, in account ${note.account}: ${made.join(', ')}.`
        : 'Nothing was made in AWS yet.',
      'Resuming looks first and creates only what is missing.',
    ];
  },
};

const review: Talked = {
  lines: ({ context: { plan, script, problem }, outside }) =>
    plan && !problem
      ? [
          ...(script ? [`Written for an administrator: ${outside.showPath(script)}`] : []),
          ...assumePlanText(plan).flatMap(planLine),
        ]
      : [],
};

/** A line of the plan's text, with words for its signs. */
function planLine(line: string): string[] {
  const [, sign, text = ''] = /^ {2}([-+▲ ]) (.*)$/.exec(line) ?? [];
  if (line.trim() === '') return [];
  const word = { '+': '  adds', '-': '  takes out', '▲': 'Note:' }[sign ?? ''];
  return [word === undefined ? line : `${word} ${text}`];
}

const working: Talked = {
  news: ({ context: { step } }) => (step ? [`${capitalised(stepWords[step])}.`] : []),
};

const device: Talked = {
  lines: ({ context: { waiting } }) => [
    `The device ${waiting?.serial ?? ''} is made. Your authenticator app needs its secret.`,
    'Type /show the secret to have it said here, letter by letter; put it into the app, then type two codes that the app shows one after the other.',
  ],
  aside: ({ context: { waiting }, outside }) => phoneLines(outside, waiting?.serial),
  options: ({ context: { waiting } }) =>
    waiting?.secret
      ? [
          {
            label: 'show the secret',
            note: 'for your authenticator app',
            say: [(waiting.secret.reveal().match(/.{1,4}/g) ?? []).join(' ')],
          },
        ]
      : [],
  questions: [
    ({ scratch }) => ({
      label: 'First code',
      take: (typed) => {
        const [one, two, ...more] = codesIn(typed);
        if (one === undefined || more.length > 0) return { fault: sixDigits };
        if (two !== undefined) return codes(one, two);
        scratch.set('first', one);
        return { send: [] };
      },
    }),
    ({ scratch }) => ({
      label: 'The code after it',
      take: (typed) => {
        const [two, ...more] = codesIn(typed);
        return two === undefined || more.length > 0
          ? { fault: sixDigits }
          : codes(scratch.get('first') ?? '', two);
      },
    }),
  ],
};

const sixDigits = 'Six digits, as the app shows them.';

function codes(one: string, two: string): Taken {
  // AWS would only say that they are wrong.
  if (one === two) return { fault: 'That is the same code twice. Wait for the next one.' };
  return { send: [{ type: 'CODES', codes: [one, two] }] };
}

const done: Talked = {
  lines: ({ context: { plan, proved }, outside }) => {
    const { roleWork, userWork } = plan ?? {};
    if (roleWork)
      return [
        'The role can be assumed.',
        `Role ${roleWork.arn}.`,
        `External id ${roleWork.note.externalId || 'none'}, MFA ${roleWork.note.mfaRequired ? 'required' : 'not required'}.`,
        ...roleWork.noteFiles.map(({ path }) => `Written: ${outside.showPath(path)}.`),
        'Send the note to the other side: "The user" asks for it.',
      ];
    return [
      'The role works with its profile.',
      `Profile ${userWork?.roleProfile ?? ''}, region ${userWork?.region ?? ''}.`,
      ...(proved ? identityLines(proved) : []),
    ];
  },
};

/** The panes of `assume-role` in lines. */
export const talk = {
  'assume.looking': {},
  'assume.unfinished': unfinished,
  'assume.part': part,
  'assume.form': form,
  'assume.choices': choices,
  'assume.review': review,
  'assume.working': working,
  'assume.device': device,
  'assume.done': done,
} as const satisfies Record<AssumePaneId, Talked>;
