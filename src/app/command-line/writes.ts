import type { Arguments } from './arguments.ts';
import { commandSpecs } from './commands.ts';

/** Commands that change nothing, whatever their options say. */
const reading: ReadonlySet<string> = new Set(['', 'doctor', 'credentials', 'console', 'schema', 'help']);

/** Whether a command line changes something without a question: in AWS, in a project or in `~/.aws`. A command that nobody has looked at does. */
export function writesByItself({ command, operands: [word], options }: Arguments): boolean {
  if (reading.has(command) || options['dry-run']) return false;
  const said = commandSpecs.find(({ name }) => name === command);
  if (said && 'changes' in said) return said.changes === 'with a word' && word !== undefined;
  if (command === 'completions') return options.install;
  if (command === 'status') return options['block-public-access'];
  if (command === 'watch') return options['continue-rollback'];
  if (command === 'profiles') return !['list', 'show', 'test', undefined].includes(word);
  if (command === 'settings') return word === 'set';
  if (command === 'access') return word === 'remove';
  if (command === 'env') return word !== undefined && word !== 'list';
  if (command === 'assume-role') return !options.script;
  return true;
}
