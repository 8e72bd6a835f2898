import { spawn } from 'node:child_process';
import { fromPromise } from 'xstate';
import { commandMachine } from '../../../machines/command/machine.ts';
import type { CommandContext } from '../../../machines/command/types.ts';
import { Problem } from '../../core/problem.ts';
import { endOfOptions } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import { fileFault } from '../../platform/file-faults.ts';
import type { LendTerminal } from '../../platform/lend-terminal.ts';
import { ownCommand } from '../../platform/own-command.ts';
import { isReadOnly, readOnlyProblem } from '../../platform/read-only.ts';
import { isAmplifyCli } from '../amplify-cli.ts';
import type { AppContext } from '../app-context.ts';
import { askLine } from '../ask-line.ts';
import type { Wire } from '../wiring.ts';

type Asked = Pick<CommandContext, 'folder' | 'choice' | 'typed'>;

export const wire: Wire<'command'> = ({ appContext, lend }) => wireCommand(appContext, lend);

/** The machine of `command` with everything it touches. */
export function wireCommand(appContext: AppContext, lend: LendTerminal) {
  return commandMachine.provide({
    actors: {
      run: fromPromise<number, Asked>(async ({ input }) => {
        // Another program cannot be kept from changing something.
        if (isReadOnly()) throw readOnlyProblem('The command was not run.');
        const { env } = appContext;
        const args = execArguments(input, appContext.flags.region, env);
        const ended = await lend(async () => {
          process.stdout.write(`\n$ ${plainText(input.typed)}\n\n`);
          const code = await new Promise<number | Error>((resolve) => {
            const [program, ...before] = ownCommand();
            const child = spawn(program, [...before, ...args], {
              stdio: 'inherit',
              env,
            });
            child.once('error', resolve);
            child.once('close', (given) => resolve(given ?? 1));
          });
          // Its output disappears when the screen comes back.
          if (typeof code === 'number')
            await askLine(`\n[exit code ${code}] Enter goes back `).catch(() => '');
          return code;
        });
        if (typeof ended === 'number') return ended;
        throw new Problem(
          {
            code: 'UNEXPECTED',
            what: 'The command was not run.',
            why: fileFault(ended),
            next: `Run it in another window, with \`amplify-tui exec ${endOfOptions()} COMMAND\`.`,
          },
          { cause: ended },
        );
      }),
    },
  });
}

/** The arguments for `exec`, which asks for MFA codes on the terminal and knows what the Amplify CLI needs. */
export function execArguments(
  { folder, choice, typed }: Asked,
  region: string | undefined,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const shell =
    platform === 'win32' ? [env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c'] : [env.SHELL || '/bin/sh', '-c'];
  const words = typed.trim().split(/\s+/);
  // A command without special characters runs without a shell, so that `exec` can tell which program it is.
  const command = /^[\w@%+=:,./ -]+$/.test(typed) && platform !== 'win32' ? words : [...shell, typed];
  return [
    'exec',
    '--cwd',
    folder,
    ...(choice?.kind === 'profile' ? ['--profile', choice.name] : []),
    ...(region === undefined ? [] : ['--region', region]),
    // A deploying command gets a time line below it; any other program may need the whole terminal.
    ...(isAmplifyCli(command) ? ['--watch'] : []),
    '--',
    ...command,
  ];
}
