import { holderOf } from '../../../../../machines/configure/answers.ts';
import type { ConfigureContext } from '../../../../../machines/configure/types.ts';
import type { AccessKeyRecord } from '../../../../aws/iam/access-keys.ts';
import { Secret } from '../../../../core/secret.ts';
import type { ConfigureAnswers } from '../../../../flows/configure/answers.ts';
import { keyWords } from '../../../../flows/configure/key-words.ts';
import { keyFaults, maskedKey, type TypedKeys } from '../../../../flows/configure/keys.ts';
import { looksLikeCsvPath } from '../../../../flows/configure/keys-csv.ts';
import { cleanKeyText, pastedKeys } from '../../../../flows/configure/pasted-keys.ts';
import { consolePages, consoleSteps } from '../../../../regions/console-pages.ts';
import { consoleUnknown, partitionOfRegion } from '../../../../regions/partitions.ts';
import { choiceQuestion, type Here, type PaneTalk, type Question } from '../pane-talk.ts';

type Talked = PaneTalk<ConfigureContext>;
type At = Here<ConfigureContext>;

const edit = (answers: Partial<ConfigureAnswers>) => ({ type: 'EDIT', answers }) as const;

const pageOf = ({ snapshot }: At) =>
  snapshot.matches('createByHand')
    ? 'createUser'
    : snapshot.matches('createKeyByHand')
      ? 'createKey'
      : 'signIn';

/** What to do in the browser, one page after the other. */
export const consolePane: Talked = {
  lines: (here) => {
    const { answers, localState } = here.context;
    if (!answers) return [];
    const page = pageOf(here);
    const region = answers.region ?? 'us-east-1';
    const pages = consolePages(region, answers.userName);
    return [
      ...(pages
        ? ['The address of the page is on the next line.', pages[page]]
        : [consoleUnknown(partitionOfRegion(region).id)]),
      ...(pages && page === 'signIn' ? ['For those without an account:', pages.signUp] : []),
      ...consoleSteps(page, answers.userName),
      ...(localState?.otherCloud
        ? [`You work on ${localState.otherCloud}. Keys of the AWS console do not work there.`]
        : []),
    ];
  },
};

/** Keys to type in. */
export const typed: Talked = {
  lines: () => ['We check whose they are before anything is saved. They are sent only to AWS.'],
  questions: [
    (here) => idQuestion(here),
    (here) => secretQuestion(here, 'secretAccessKey'),
    (here) => secretQuestion(here, 'sessionToken'),
  ],
};

function idQuestion({ context: { answers, localState } }: At): Question | undefined {
  if (!answers) return undefined;
  const { keys: had } = answers;
  return {
    label: 'Access key ID, or the path of the .csv',
    suggestion: had.accessKeyId,
    take: (line) => {
      const pasted = pastedKeys(line);
      if (pasted) return { send: [{ type: 'PASTED', keys: pasted }] };
      const next = line === '' ? had : { ...had, accessKeyId: line };
      const faults = looksLikeCsvPath(line) ? [] : keyFaults(next, localState?.strictKeys !== false);
      const fault = faults.find(({ answer }) => answer === 'accessKeyId');
      return fault ? { fault: fault.text } : { send: [edit({ keys: next })] };
    },
  };
}

/** One of the two secret values: not echoed while it is typed, and never shown. */
function secretQuestion(
  { context: { answers, localState } }: At,
  part: 'secretAccessKey' | 'sessionToken',
): Question | undefined {
  if (!answers || looksLikeCsvPath(answers.keys.accessKeyId)) return undefined;
  // Only keys that begin with ASIA have one.
  if (part === 'sessionToken' && !answers.keys.accessKeyId.startsWith('ASIA')) return undefined;
  const { keys } = answers;
  const had = keys[part].reveal() !== '';
  return {
    label: part === 'secretAccessKey' ? 'Secret access key, not shown' : 'Session token, not shown',
    suggestion: had ? 'as given' : undefined,
    hidden: true,
    take: (line) => {
      const pasted = pastedKeys(line);
      if (pasted) return { send: [{ type: 'PASTED', keys: pasted }] };
      const next: TypedKeys = line === '' ? keys : { ...keys, [part]: new Secret(cleanKeyText(line)) };
      const faults = keyFaults(next, localState?.strictKeys !== false);
      const fault = faults.find(({ answer }) => answer === part);
      return fault ? { fault: fault.text } : { send: [edit({ keys: next })] };
    },
  };
}

const keyLine = ({ context, outside }: At, key: AccessKeyRecord): string => {
  const holder = holderOf(context.localState, key.id);
  return `${maskedKey(key.id)}, ${holder ? `profile ${holder}, ` : ''}${keyWords(key, outside.now())}`;
};

/** The keys of the IAM user: there is room for one more, or one has to be removed. */
export const keys: Talked = {
  lines: (here) => {
    const { answers, user: found, chosenKey } = here.context;
    const name = answers?.userName ?? '';
    const all = found?.keys ?? [];
    if (here.snapshot.matches({ keys: 'confirming' }))
      return [
        ...all.filter(({ id }) => id === chosenKey).map((key) => keyLine(here, key)),
        `Whatever still signs with this key of ${name} stops working at once. This cannot be undone.`,
      ];
    if (here.snapshot.matches({ keys: 'choosing' }))
      return [`AWS allows ${name} no third key. Delete one that is not used any more.`];
    return [
      `${name} is an IAM user of this account. ${all.length === 0 ? 'Its keys are not known or there are none.' : 'It has:'}`,
      ...all.map((key) => keyLine(here, key)),
    ];
  },
  questions: [
    (here) =>
      here.snapshot.matches({ keys: 'choosing' })
        ? choiceQuestion({
            label: 'Key',
            options: (here.context.user?.keys ?? []).map((key) => ({
              label: keyLine(here, key),
              value: key.id,
            })),
            now: here.context.chosenKey,
            send: (id) => ({ type: 'CHOOSE_KEY', id }),
          })
        : undefined,
  ],
};
