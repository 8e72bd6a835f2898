import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { inContext } from '../in-context.ts';

/** The verbs for a profile besides listing and rotating, with the names that each one needs. */
const verbs = {
  show: ['PROFILE'],
  use: ['PROFILE'],
  test: ['PROFILE'],
  remove: ['PROFILE'],
  rename: ['PROFILE', 'NEW-NAME'],
  bridge: ['PROFILE', 'NEW-NAME'],
} as const;
type Verb = keyof typeof verbs;

/** `profiles show|use|test|remove|rename|bridge`; each loads its own code. @returns the exit code */
export async function runProfileVerb(given: ArgumentsOf<'profiles'>, version: string): Promise<number> {
  const [word = '', ...names] = given.operands;
  const verb = expectVerb(word, names);
  const [name = '', to = ''] = names;
  return inContext(given, version, async (appContext) => {
    switch (verb) {
      case 'show':
        return await (await import('./show.ts')).showProfile(appContext, name, given.options);
      case 'use':
        return await (await import('./use.ts')).keepAsDefault(appContext, name, given.options);
      case 'test':
        return await (await import('./test.ts')).testProfile(appContext, name, given.options);
      case 'remove':
        return await (await import('./change.ts')).changeProfile(
          appContext,
          { kind: 'remove', name },
          given.options,
        );
      case 'rename':
        return await (await import('./change.ts')).changeProfile(
          appContext,
          { kind: 'rename', name, to },
          given.options,
        );
      case 'bridge':
        return await (await import('./bridge.ts')).bridgeProfile(appContext, name, to, given.options);
    }
  });
}

function expectVerb(word: string, names: readonly string[]): Verb {
  const verb = (Object.keys(verbs) as Verb[]).find((candidate) => candidate === word);
  if (!verb) {
    throw new Problem({
      code: 'USAGE',
      what: `There is no command \`profiles ${plainText(word)}\`.`,
      why: `The ones there are: list, ${Object.keys(verbs).join(', ')}, rotate.`,
      next: 'Run `amplify-tui help profiles`.',
    });
  }
  const wanted = verbs[verb];
  if (names.length === wanted.length && names.every((name) => name !== '')) return verb;
  throw new Problem({
    code: 'USAGE',
    what: names.length < wanted.length ? 'A profile is not named.' : 'There is a word too many.',
    why: `\`profiles ${verb}\` takes ${wanted.join(' and ')}.`,
    next: `Run \`amplify-tui profiles ${verb} ${wanted.join(' ')}\`.`,
  });
}
