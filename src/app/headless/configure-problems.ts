import type { ConfigureContext } from '../../../machines/configure/types.ts';
import { given } from '../../../machines/kit/given.ts';
import type { AccessKeyRecord } from '../../aws/iam/access-keys.ts';
import { Problem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import { keyWords, savedWords } from '../../flows/configure/key-words.ts';
import type { ConfigureNote } from '../../state/configure-journal.ts';

/** The problem of a run that stopped on the way: what went wrong, and what of it is in AWS. */
export function leftBehind(context: ConfigureContext): Problem {
  const { note, made, failedStep, ...rest } = context;
  const { problem } = given(context, 'problem');
  const left = [
    note?.userMade ? `the user ${plainText(note.userName)}` : '',
    made && failedStep === 'saving' ? `its access key …${made.accessKeyId.slice(-4)}, in no file yet` : '',
  ].filter(Boolean);
  const saved = savedWords(rest);
  if (saved !== undefined && failedStep !== 'saving')
    return new Problem({ ...problem, why: `${problem.why} ${saved}` });
  if (left.length === 0) return new Problem(problem);
  return new Problem({
    ...problem,
    why: `${problem.why} In AWS there is now ${left.join(' with ')}.`,
    next: `${problem.next} Then run \`amplify-tui configure --resume --yes\`, or clean up in a terminal with \`amplify-tui configure\`.`,
  });
}

export function unfinishedProblem(note: ConfigureNote): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'An access key that was started did not finish.',
    why: `It belongs to the user ${plainText(note.userName)} in account ${note.account} and the profile ${plainText(note.profile)}.`,
    next: 'Add --resume to resume it (a key that nobody can use is deleted), or run `amplify-tui configure` in a terminal.',
  });
}

export function userExistsProblem({ answers, user }: ConfigureContext): Problem {
  const keys = user?.keys ?? [];
  return new Problem({
    code: 'USER_EXISTS',
    what: `The user ${plainText(answers?.userName ?? '')} exists already.`,
    why: keys.length > 0 ? `It has ${listed(keys)}.` : 'Whether it is the one you mean cannot be known here.',
    next: 'Choose another name, or give it one more key in a terminal with `amplify-tui configure`.',
  });
}

export function fullProblem({ answers, user }: ConfigureContext): Problem {
  const name = plainText(answers?.userName ?? '');
  return new Problem({
    code: 'KEYS_FULL',
    what: `The user ${name} already has two access keys.`,
    why: `AWS allows no more: ${listed(user?.keys ?? [])}.`,
    next: `Delete one, as with \`aws iam delete-access-key --user-name ${shellWord(name)} --access-key-id ID\`, or in a terminal with \`amplify-tui configure\`.`,
  });
}

function listed(keys: readonly AccessKeyRecord[]): string {
  return keys.map((key) => `${plainText(key.id)} (${keyWords(key, Date.now())})`).join(' and ');
}
