import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { type Part, parts } from '../../flows/assume-role/answers.ts';
import type { Arguments } from './arguments.ts';

/** The part of `assume-role` in a command line; undefined when there is none. @throws Problem USAGE for another word */
export function namedPart({ operands: [word] }: Pick<Arguments, 'operands'>): Part | undefined {
  const part = parts.find((known) => known === word);
  if (word === undefined || part) return part;
  throw noPart(`There is no part \`${plainText(word)}\`.`);
}

/** The Problem of a missing or unknown part. */
export function noPart(what: string): Problem {
  return new Problem({
    code: 'USAGE',
    what,
    why: 'There are three: role (in your account, for others), user (a role you were given), and profiles.',
    next: 'Run `amplify-tui assume-role role`, `… user` or `… profiles`.',
  });
}
