import {
  chosenName,
  chosenProfile,
  chosenSession,
  formFaults,
  keyOf,
  nameFault,
} from '../../../../../machines/profiles/chosen.ts';
import { formSettings, settingHints, shownSettings } from '../../../../../machines/profiles/draft.ts';
import type { ProfilesPaneId } from '../../../../../machines/profiles/meta.ts';
import type { ProfilesContext } from '../../../../../machines/profiles/types.ts';
import type { SessionContext } from '../../../../../machines/session/types.ts';
import { knownKeyWords } from '../../../../aws/iam/key-words.ts';
import { capitalised, duration } from '../../../../core/text.ts';
import { accessName, choiceKey } from '../../../../credentials/access.ts';
import { optionIn } from '../../../../credentials/option-rows.ts';
import { shownFile } from '../../../../flows/configure-project/shown.ts';
import { fileChangeWords } from '../../../../profiles/change-words.ts';
import { choiceQuestion, type Here, identityLines, type PaneTalk, textQuestion } from '../pane-talk.ts';
import { accessChoice, diffLines, fileChangeLines } from './shared.ts';

type Talked = PaneTalk<ProfilesContext>;
type At = Here<ProfilesContext>;

const list: Talked = {
  lines: ({ context, outside }) => {
    const { chosen, tests, looked } = context;
    const findings = looked?.list.findings.map(({ text }) => text) ?? [];
    if (!looked || !chosen)
      return [
        ...findings,
        ...(looked?.options.length === 0
          ? ['There are no profiles in ~/.aws yet: /configure sets one up.']
          : []),
      ];
    const tested = tests.get(choiceKey(chosen.choice));
    const cached = chosenSession(context);
    const key = keyOf(context, chosen.choice);
    return [
      ...findings,
      `${chosen.label}, ${chosen.kind}${chosen.account ? `, account ${chosen.account}` : ''}.`,
      ...(chosen.usable.ok ? [] : [chosen.usable.why]),
      ...(cached ? [`Its session lasts ${duration(cached.expiresAt - outside.now())} more.`] : []),
      ...(tested?.kind === 'works' ? identityLines(tested.identity) : []),
      ...(key ? [`Its access key: ${knownKeyWords(key, outside.now())}.`] : []),
      ...(tested?.kind === 'fails' ? [tested.problem.what, tested.problem.why, tested.problem.next] : []),
    ];
  },
  questions: [
    ({ context: { looked, chosen } }) =>
      looked && looked.options.length > 0
        ? choiceQuestion({
            label: 'Profile',
            options: Array.from(looked.options, (option) => ({ ...accessChoice(option), value: option })),
            now: optionIn(looked.options, chosen?.choice),
            send: (option) => ({ type: 'SELECT_ROW', option }),
          })
        : undefined,
  ],
  options: () => [{ label: 'choose another one', again: true }],
};

const details: Talked = {
  lines: ({ context, outside }) =>
    outside.profileLines(chosenName(context) ?? '').filter((line) => line !== ''),
};

const edit: Talked = {
  lines: ({ context }) => [
    `${chosenName(context) ?? ''}: keys are not shown. Use configure to replace them.`,
    'You see what changes in the files before it is written.',
  ],
  questions: formSettings.map((key) => ({ context }: At) => {
    const profile = chosenProfile(context);
    const { draft } = context;
    if (!profile || !draft || !shownSettings(profile).includes(key)) return undefined;
    const faultOf = (value: string) => formFaults({ ...context, draft: { ...draft, [key]: value } })[key];
    return textQuestion({
      label: key,
      suggestion: draft[key],
      hint: settingHints[key],
      optional: key !== 'role_arn',
      fault: (value) => {
        const fault = faultOf(value);
        return fault && `${capitalised(fault)}.`;
      },
      send: (value) => ({ type: 'DRAFT', draft: { ...draft, [key]: value } }),
    });
  }),
  nothing: 'Nothing is changed: there is nothing to write.',
  options: () => [{ label: 'go through it again', again: true }],
};

const rename: Talked = {
  lines: ({ context }) => [
    `Currently ${chosenName(context) ?? ''}.`,
    'source_profile entries are updated too. Scripts and projects are not.',
  ],
  questions: [
    ({ context }) =>
      textQuestion({
        label: 'New name',
        suggestion: undefined,
        fault: (newName) => {
          const fault = nameFault({ ...context, newName });
          return fault && `${capitalised(fault)}.`;
        },
        send: (newName) => ({ type: 'NAME', name: newName }),
      }),
  ],
};

const review: Talked = {
  lines: ({ context: { change, plan, problem } }) =>
    plan && change && !problem
      ? [
          fileChangeWords(change),
          ...(plan.files.length === 0 ? ['Both files already say this.'] : []),
          ...plan.files.flatMap(({ label, change: how, diff, warnings }) => [
            `${how === 'create' ? 'Writes' : 'Changes'} file ${label}.`,
            ...warnings,
            ...diffLines(diff),
          ]),
        ]
      : [],
};

const pin: Talked = {
  lines: ({ context: { pin: planned } }) =>
    planned?.file
      ? [
          `Profile ${planned.name}.`,
          ...(planned.identity ? identityLines(planned.identity) : []),
          'The project is tied to it. Nothing is changed in AWS.',
          ...fileChangeLines(shownFile(planned.file)),
        ]
      : [],
};

const keep: Talked = {
  lines: ({ context: { chosen, folder = '', folderProfile, project }, outside }) => {
    if (chosen?.choice.kind !== 'profile') return [];
    const { name } = chosen.choice;
    const tied = project?.access?.kind === 'profile' ? project.access.name : name;
    return [
      `The folder ${outside.showPath(folder)} starts with ${name} from now on${folderProfile === undefined ? '' : `, until now with ${folderProfile}`}.`,
      ...(tied === name ? [] : [`The project names the profile ${tied}, which comes first.`]),
      'It is kept in our own settings. Nothing is changed in ~/.aws, in the project or in AWS.',
    ];
  },
};

/** The identity after a switch. */
const who: PaneTalk<SessionContext> = {
  lines: ({ context: { access, identity, identityProblem, init } }) => [
    ...(access ? [`${capitalised(accessName(access.choice))}.`] : []),
    ...(identityProblem ? [identityProblem.what, identityProblem.why, identityProblem.next] : []),
    ...(identity ? identityLines(identity) : []),
    ...(init ? ['The init under way keeps the access it was started with.'] : []),
  ],
};

/** The panes of the profiles in lines. */
export const talk = {
  profiles: list,
  'profiles.details': details,
  'profiles.edit': edit,
  'profiles.name': rename,
  'profiles.review': review,
  'profiles.pin': pin,
  'profiles.keep': keep,
  'profiles.who': who,
} as const satisfies Record<ProfilesPaneId, Talked | PaneTalk<SessionContext>>;
