import { spawn } from 'node:child_process';
import { Problem } from '../core/problem.ts';
import { fileFault } from '../platform/file-faults.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { ownCommand } from '../platform/own-command.ts';
import { isReadOnly, readOnlyProblem } from '../platform/read-only.ts';
import type { AppContext } from './app-context.ts';
import type { ExitCode } from './exit-codes.ts';

/** How the demo ends when it is left: by its key, or by Ctrl+C. */
const left: readonly ExitCode[] = [0, 130];

/**
 * Starts the demo as a program of its own, which has the terminal until it is left: its home folder, its cloud and its
 * variables never meet those of this session.
 *
 * @param command the words that start this program
 * @throws Problem READ_ONLY, UNEXPECTED where the demo did not start or ended by a fault, which it has told itself
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
