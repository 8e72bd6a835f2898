import { chosenAccess, existingProfile } from '../../../../../machines/configure/answers.ts';
import type { ConfigurePaneId } from '../../../../../machines/configure/meta.ts';
import type { ConfigureContext } from '../../../../../machines/configure/types.ts';
import { foundWords, leftInAws, reachedWords, wayWords } from '../../../../../machines/configure/words.ts';
import { exportLine } from '../../../../core/shell.ts';
import { count, duration } from '../../../../core/text.ts';
import { accessName } from '../../../../credentials/access.ts';
import { type ConfigureAnswers, profileNameFault } from '../../../../flows/configure/answers.ts';
import { keyWords, savedWords } from '../../../../flows/configure/key-words.ts';
import { maskedKey } from '../../../../flows/configure/keys.ts';
import { keyWarnings, replacedWords } from '../../../../flows/configure/plan-text.ts';
import { type PolicyKind, policyFault, policyWords } from '../../../../flows/configure/policies.ts';
import { userNameFault, userNameRule } from '../../../../flows/configure/user-name.ts';
import { choiceQuestion, type Here, identityLines, type PaneTalk, textQuestion } from '../pane-talk.ts';
import { consolePane, keys, typed } from './configure-keys.ts';
import { accessChoice, diffLines, regionQuestion } from './shared.ts';

type Talked = PaneTalk<ConfigureContext>;
type At = Here<ConfigureContext>;

const edit = (answers: Partial<ConfigureAnswers>) => ({ type: 'EDIT', answers }) as const;

const ways = ['existing', 'create', 'console'] as const;

const way: Talked = {
  lines: ({ context: { localState } }) =>
    localState
      ? [
          foundWords(localState),
          ...localState.findings,
          ...ways.map((each, at) => `${at + 1}. ${wayWords[each].label}. ${wayWords[each].text}`),
        ]
      : [],
  questions: [
    ({ context: { answers, localState } }) => {
      const missing = localState?.accessOptions.length === 0;
      const fault = missing ? 'This needs a profile, and there is none on this machine yet.' : undefined;
      return choiceQuestion({
        // The pane lists them with what they do.
        label: 'Way',
        listed: false,
        options: ways.map((value) => ({
          value,
          label: wayWords[value].label,
          ...(value === 'console' ? {} : { fault }),
        })),
        now: answers?.way,
        send: (chosen) => edit({ way: chosen }),
      });
    },
  ],
};

const access: Talked = {
  lines: ({ context: { answers } }) => [
    answers?.way === 'create'
      ? 'It must be allowed to create IAM users. We check who it is before anything is created.'
      : 'We check who it is. Nothing is created.',
  ],
  questions: [
    ({ context }) =>
      choiceQuestion({
        label: 'AWS profile',
        options: Array.from(context.localState?.accessOptions ?? [], (option) => ({
          ...accessChoice(option),
          value: option,
          fault: option.usable.ok ? undefined : option.usable.why,
        })),
        now: chosenAccess(context),
        send: ({ choice }) => edit({ access: choice }),
      }),
  ],
};

const user: Talked = {
  lines: ({ context: { verified } }) => [
    `Created in account ${verified?.identity.account ?? ''} after the review. Names are not case-sensitive.`,
  ],
  questions: [
    ({ context: { answers } }) =>
      textQuestion({
        label: 'User name',
        suggestion: answers?.userName,
        hint: userNameRule,
        fault: userNameFault,
        send: (userName) => edit({ userName }),
      }),
  ],
};

const policies: readonly PolicyKind[] = ['administrator', 'amplify', 'own'];

const policy: Talked = {
  lines: () => policies.map((kind, at) => `${at + 1}. ${policyWords[kind].label}. ${policyWords[kind].text}`),
  questions: [
    ({ context: { answers } }) => {
      return choiceQuestion({
        label: 'Policy',
        listed: false,
        options: policies.map((value) => ({ value, label: policyWords[value].label })),
        now: answers?.policy.kind,
        send: (kind) =>
          edit({
            policy:
              kind !== 'own'
                ? { kind }
                : { kind, arn: answers?.policy.kind === 'own' ? answers.policy.arn : '' },
          }),
      });
    },
    ({ context: { answers, verified } }) =>
      answers?.policy.kind === 'own'
        ? textQuestion({
            label: 'Policy ARN',
            suggestion: answers.policy.arn,
            hint: 'As arn:aws:iam::111122223333:policy/my-policy',
            fault: (arn) => policyFault({ kind: 'own', arn }, verified?.identity.partition),
            send: (arn) => edit({ policy: { kind: 'own', arn } }),
          })
        : undefined,
  ],
};

const saveAs: Talked = {
  lines: ({ context }) => {
    const { localState, answers } = context;
    const existing = existingProfile(context);
    if (!existing)
      return localState
        ? [
            `A new profile in ${localState.files.credentials} and ${localState.files.config}. Nothing else in them changes.`,
          ]
        : [];
    return [
      `The profile ${existing.name} already exists, of the kind ${existing.kind}. Its keys would be replaced.`,
      ...(existing.region === answers?.region
        ? []
        : [`Its region ${existing.region ?? 'none'} becomes ${answers?.region ?? ''}.`]),
      ...(existing.stale.length > 0
        ? [`Taken out, as it would defeat the new keys: ${existing.stale.join(', ')}.`]
        : []),
    ];
  },
  questions: [
    ({ context: { answers } }) =>
      textQuestion({
        label: 'Profile',
        suggestion: answers?.profile,
        hint: 'AWS tools use "default" unless told otherwise',
        fault: profileNameFault,
        send: (profile) => edit({ profile }),
      }),
  ],
};

const account: Talked = {
  lines: ({ context: { verified, answers, problem } }) => {
    if (!verified || problem) return [];
    const { identity, clockOffset } = verified;
    const off = Math.abs(clockOffset);
    return [
      ...identityLines(identity).map((line) =>
        answers?.way === 'console' ? line.replace(/^You are/, 'The keys are those of') : line,
      ),
      identity.cloud.kind === 'aws' ? 'The cloud is AWS.' : `The cloud is ${identity.cloud.url}.`,
      ...(identity.arn.endsWith(':root')
        ? [
            'These are keys of the root user, who can do everything and cannot be limited. AWS advises against them: go back and create an IAM user.',
          ]
        : []),
      ...(off > 60_000
        ? [`The clock of this machine is ${duration(off)} ${clockOffset > 0 ? 'behind' : 'ahead of'} AWS.`]
        : []),
      ...(answers?.way === 'create' ? ['The user will be created in this account.'] : []),
    ];
  },
  news: waits,
};

/** How often AWS was asked for a key that it does not know yet. */
function waits({ context: { wait } }: At): string[] {
  if (!wait) return [];
  const again = duration(wait.nextAt - wait.since);
  return [`AWS does not know the key yet: asked ${count(wait.tries, 'time')}, again after ${again}.`];
}

const review: Talked = {
  lines: ({ context: { plan, problem } }) => {
    if (!plan || problem) return [];
    const { identity, calls, files, profile, replaces } = plan;
    return [
      `As ${identity.arn}, in account ${identity.account}, ${identity.region}.`,
      ...calls.map(({ service, action, target, purpose }) => `${service} ${action} ${target}: ${purpose}.`),
      `Profile ${profile}${replacedWords(plan)}.`,
      ...keyWarnings(plan),
      ...(replaces && replaces.removed.length > 0 ? [`Takes out ${replaces.removed.join(', ')}.`] : []),
      ...(files.length === 0 ? ['Both files already say this.'] : []),
      ...files.flatMap(({ label, change, diff, warnings }) => [
        `${change === 'create' ? 'Writes' : 'Changes'} file ${label}.`,
        ...diffLines(diff),
        ...warnings,
      ]),
    ];
  },
};

const unfinished: Talked = {
  lines: ({ context: { localState } }) => {
    const note = localState?.unfinished;
    if (!note) return [];
    return [
      `User ${note.userName} in account ${note.account}, ${note.region}; profile ${note.profile}.`,
      `It was started at ${new Date(note.startedAt).toISOString()}: ${reachedWords[note.step]}.`,
      'AWS tells the secret of a key once, so a key that no file holds cannot be used any more. It is looked for, and deleted when you say so.',
    ];
  },
};

const lost: Talked = {
  lines: ({ context, outside }) => {
    const { lost: found = [], answers, problem } = context;
    if (problem || found.length === 0) return [];
    return [
      `The user ${answers?.userName ?? ''} has ${count(found.length, 'key')} that no file on this machine holds:`,
      ...found.map((key) => `${maskedKey(key.id)}, ${keyWords(key, outside.now())}`),
      'It was made when the last attempt broke off. Its secret is lost, so deleting it stops nothing.',
    ];
  },
};

const notFinished: Talked = {
  lines: ({ context }) => {
    const { problem, pasteShown, paste = [], failedStep, answers, written } = context;
    if (!problem) return ['What was made and not saved is deleted, and so is its note.'];
    const left = leftInAws(context);
    const saved = failedStep === 'saving' ? undefined : savedWords({ answers, written });
    return [
      ...(left.length > 0 ? [`In AWS there is now: ${left.join('; ')}.`] : []),
      ...(saved ? [saved] : []),
      // Only at the user's request: the lines contain the secret.
      ...(pasteShown
        ? paste.flatMap(({ label, text }) => [`Into ${label}:`, ...text.reveal().trimEnd().split('\n')])
        : []),
    ];
  },
};

const oldKey: Talked = {
  lines: ({ context: { oldKey: old } }) =>
    old
      ? [
          `The new key works. The old one, ${maskedKey(old.id)}, is switched off: whatever still signs with it is refused now.`,
          'Switched off, it can be switched on again in the console. It counts as one of the two keys that a user can have.',
        ]
      : [],
};

const done: Talked = {
  lines: ({ context, outside }) => {
    const { answers, saved, written = [], oldKey: old, kept, plan } = context;
    if (!answers || !saved) return [];
    const other =
      answers.way === 'existing' && answers.access?.kind !== 'profile' ? answers.access : undefined;
    return [
      other ? `This access works: ${accessName(other)}.` : `The profile "${answers.profile}" is ready.`,
      ...identityLines(saved.identity),
      ...(written.length > 0 ? [`Written: ${written.map(outside.showPath).join(', ')}.`] : []),
      ...(plan?.also ? [`The new key is in ${plan.also.join(', ')}, too.`] : []),
      ...(kept ? [`A copy of the replaced keys is in ${outside.showPath(kept)}.`] : []),
      ...(old ? [`The old key ${maskedKey(old.id)} is ${old.state}.`] : []),
      ...(other ? [] : [`${exportLine('AWS_PROFILE', answers.profile)}: for every AWS tool in this shell.`]),
    ];
  },
};

/** The panes of `configure` in lines. */
export const talk = {
  'configure.looking': {},
  'configure.unfinished': unfinished,
  'configure.lost': lost,
  'configure.way': way,
  'configure.access': access,
  'configure.region': {
    lines: () => ['Where your projects will run. Pick one close to your users.'],
    questions: [({ context: { answers } }) => regionQuestion(answers?.region, (region) => edit({ region }))],
  },
  'configure.account': account,
  'configure.user': user,
  'configure.keys': keys,
  'configure.policy': policy,
  'configure.console': consolePane,
  'configure.typed': typed,
  'configure.save-as': saveAs,
  'configure.review': review,
  'configure.plan-text': review,
  'configure.working': { news: waits },
  'configure.not-finished': notFinished,
  'configure.old-key': oldKey,
  'configure.done': done,
} as const satisfies Record<ConfigurePaneId, Talked>;
