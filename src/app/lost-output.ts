import { fileFault } from '../platform/file-faults.ts';
import { readerGone, shownLines, standardStreams, workUntold } from '../platform/standard-streams.ts';
import type { Arguments } from './command-line/arguments.ts';

/**
 * Handles that standard output can no longer be written. A command that only prints ends, silently if the reader has closed the
 * pipe, as other programs do. One that changes something in AWS or in files finishes, says the rest on standard error, and ends
 * with a code of its own.
 *
 * @param code the system's, such as EPIPE or ENOSPC
 * @param given undefined when the command line was not parsed yet
 */
export function outputLost(code: string, given: Arguments | undefined): void {
  // A closed terminal; its signal ends the program.
  if (code === 'EIO') return;
  const closed = code === 'EPIPE';
  const why = closed ? 'Its reader has ended.' : fileFault(Object.assign(new Error(code), { code }));
  const what = closed ? 'Standard output was closed.' : 'Standard output cannot be written.';
  const say = (lines: readonly string[]) =>
    standardStreams.err(shownLines(`${lines.join('\n  ')}\n`, 'stderr'));
  if (given && isAtWork(given)) {
    say([
      `▲ ${what}`,
      why,
      `The work continues, and what is left to say is said here. Exit code ${workUntold}.`,
    ]);
    if (process.exitCode === 0) process.exitCode = workUntold;
    return;
  }
  if (closed) process.exit(readerGone);
  say([`✖ ${what}`, why, 'Make room or write somewhere else, then run it again.']);
  process.exit(1);
}

/** Whether a command changes something, in AWS or in files, so that it must not end in the middle. */
function isAtWork({ command, operands, options }: Arguments): boolean {
  if (options['dry-run']) return false;
  const [verb] = operands;
  switch (command) {
    case '':
      return options.plain;
    case 'status':
      return options['block-public-access'];
    case 'watch':
      return options['continue-rollback'];
    case 'env':
      return verb === 'use';
    case 'profiles':
      return verb !== undefined && !['list', 'show', 'test'].includes(verb);
    default:
      return !['projects', 'doctor', 'schema', 'completions', 'credentials', 'demo'].includes(command);
  }
}
