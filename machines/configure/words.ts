import { count, plainText } from '../../src/core/text.ts';
import { accessName } from '../../src/credentials/access.ts';
import { countUsable, kindsIn, machineIn, optionIn } from '../../src/credentials/option-rows.ts';
import type { ConfigureWay } from '../../src/flows/configure/answers.ts';
import { maskedKey } from '../../src/flows/configure/keys.ts';
import type { ConfigureNote } from '../../src/state/configure-journal.ts';
import type { ConfigureContext, ConfigureLocalState } from './types.ts';

/** The ways to reach AWS, with descriptions. */
export const wayWords: Readonly<
  Record<Exclude<ConfigureWay, 'rotate'>, { readonly label: string; readonly text: string }>
> = {
  existing: {
    label: 'Use an existing profile',
    text: 'We check that it works. Nothing is created.',
  },
  create: {
    label: 'Create an IAM user for me',
    text: 'A profile that may create users makes an IAM user, gives it a policy and an access key, and saves that as a profile.',
  },
  console: {
    label: 'I have access keys, or get them in the browser',
    text: 'You sign in to AWS in the browser, create a user and its access key there, and paste the key here. Also for keys that you have already.',
  },
};

/** How far an unfinished key got. */
export const reachedWords: Readonly<Record<ConfigureNote['step'], string>> = {
  'creating-user': 'the user was being created',
  'creating-key': 'We asked AWS for a key and do not know the answer. It is checked first',
  saving: 'AWS had made the key, no file held it yet',
  retiring: 'the new key was saved, the old one is still on',
};

/** The access on this machine, a sentence. */
export function foundWords({ accessOptions, profiles, files }: ConfigureLocalState): string {
  const usable = countUsable(accessOptions);
  const environment = optionIn(accessOptions, { kind: 'environment' }) !== undefined;
  const machine = machineIn(accessOptions);
  const kinds = kindsIn(accessOptions).slice(0, 4).join(', ');
  const parts = [
    profiles.length > 0
      ? `${count(profiles.length, 'profile')} (${kinds}) in ${files.config} and ${files.credentials}`
      : `no profile in ${files.config} or ${files.credentials}`,
    ...(environment ? ['keys in the environment'] : []),
    ...(machine ? [accessName(machine.choice)] : []),
  ];
  return `Found ${parts.join(', and ')}${accessOptions.length > 0 ? `; ${usable} usable` : ''}.`;
}

/** What a failed step has left in AWS, one line each. */
export function leftInAws({ problem, note, made, failedStep }: ConfigureContext): string[] {
  const mayBeMade = ['OFFLINE', 'TIMED_OUT', 'AWS_FAULT', 'AWS_ANSWER'].includes(problem?.code ?? '');
  return [
    ...(note?.userMade ? [`the user ${plainText(note.userName)}`] : []),
    ...(made && failedStep === 'saving'
      ? [`the access key ${maskedKey(made.accessKeyId)}, in no file yet`]
      : []),
    ...(failedStep === 'makingKey' && mayBeMade
      ? ['perhaps an access key: trying again looks for it first']
      : []),
  ];
}
