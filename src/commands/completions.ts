import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { readProfiles } from '../profiles/store.ts';

/**
 * `completions bash|zsh|fish`: prints the script that lets a shell complete this program's commands, options, profiles
 * and regions. The scripts call `completions profile-names`, which prints the names of the profiles, one a line.
 *
 * @returns the exit code
 */
export async function printCompletions(operands: readonly string[]): Promise<number> {
  const text = await textOf(operands[0]);
  if (text === undefined) {
    throw new Problem({
      code: 'USAGE',
      what: operands[0]
        ? `There are no completions for \`${plainText(operands[0])}\`.`
        : 'Which shell is meant is missing.',
      why: 'The shells are bash, zsh and fish.',
      next: 'For example: `amplify-tui completions bash`.',
    });
  }
  process.stdout.write(text);
  return 0;
}

async function textOf(what: string | undefined): Promise<string | undefined> {
  if (what === 'profile-names') return profileNames();
  if (what === 'bash') return (await import('./completions/bash.ts')).bashScript();
  if (what === 'zsh') return (await import('./completions/zsh.ts')).zshScript();
  return what === 'fish' ? (await import('./completions/fish.ts')).fishScript() : undefined;
}

/** A name that a terminal could not show as it is could not be typed either. */
function profileNames(): string {
  const names = readProfiles(process.env).profiles.map(({ name }) => name);
  return names
    .filter((name) => plainText(name) === name)
    .map((name) => `${name}\n`)
    .join('');
}
