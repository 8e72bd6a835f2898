import type { Arguments } from './arguments.ts';
import { specOf } from './commands.ts';
import { isGiven } from './options.ts';

/** Whether a command line changes something in AWS, in a project or in `~/.aws`, according to its command. */
export function writesByItself({ command, operands: [word = ''], options }: Arguments): boolean {
  if (options['dry-run']) return false;
  const changes = specOf(command)?.changes;
  if (changes === undefined) return true;
  if (changes === 'nothing') return false;
  if ('with' in changes) return isGiven(options[changes.with]);
  if ('without' in changes) return !isGiven(options[changes.without]);
  return !changes.exceptFor.includes(word);
}
