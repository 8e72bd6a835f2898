import { spawn } from 'node:child_process';
import { Problem } from '../core/problem.ts';
import { fileFault } from '../platform/file-faults.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { ownCommand } from '../platform/own-command.ts';
import { isReadOnly, readOnlyProblem } from '../platform/read-only.ts';
import type { AppContext } from './app-context.ts';
import type { ExitCode } from './exit-codes.ts';

/** The exit codes of the demo when the user leaves it: with its key, or with Ctrl+C. */
const left: readonly ExitCode[] = [0, 130];

/**
 * Starts the demo as a separate process, which has the terminal until the user leaves it: its home folder, cloud and
 * variables never mix with those of this session.
 *
 * @param command the words that start this program
 * @throws Problem READ_ONLY, UNEXPECTED when the demo did not start or failed, which it has reported itself
 */
export async function startDemo(
  { env, folder }: Pick<AppContext, 'env' | 'folder'>,
  lend: LendTerminal,
  command: readonly [string, ...string[]] = ownCommand(),
): Promise<void> {
  if (isReadOnly()) throw readOnlyProblem('The demo was not started.');
  const [program, ...before] = command;
  const ended = await lend(
    () =>
      new Promise<number | Error>((resolve) => {
        const child = spawn(program, [...before, 'demo'], { cwd: folder, env, stdio: 'inherit' });
        child.once('error', resolve);
        child.once('close', (code) => resolve(code ?? 1));
      }),
  );
  if (left.some((code) => code === ended)) return;
  throw new Problem({
    code: 'UNEXPECTED',
    what: 'The demo ended by a fault.',
    why: typeof ended === 'number' ? `It ended with code ${ended}.` : fileFault(ended),
    next: 'Run `amplify-tui demo` by itself to see what it says.',
  });
}
