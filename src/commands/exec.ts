import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { noStackOf } from '../../machines/watch/nothing.ts';
import { type AppContext, openAppContext } from '../app/app-context.ts';
import { askedCredentials } from '../app/asked-credentials.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { interruptible, processStreams } from '../app/headless-desktop.ts';
import { expectRegion } from '../app/identify-access.ts';
import { findAccess } from '../app/local-state.ts';
import { noAccess } from '../app/no-access.ts';
import { Problem } from '../core/problem.ts';
import { endOfOptions } from '../core/shell.ts';
import { plainText, printedText } from '../core/text.ts';
import type { Access, AccessChoice } from '../credentials/access.ts';
import { execEnvironment } from '../credentials/exec-environment.ts';
import { errorCode } from '../platform/file-faults.ts';
import { rowsKept, smallestShared } from '../platform/rows-below.ts';
import { terminalAbilities } from '../platform/terminal.ts';
import { findProject } from '../project/open.ts';
import type { FoundProject } from '../project/project.ts';
import { amplifyFiles, filesBeforeServer, regionOfTie } from './exec-files.ts';

/** A shell's exit codes for a command that is missing, and for one that cannot be run (POSIX, "Exit Status for Commands"). */
const notFound = 127;
const notRunnable = 126;

/**
 * `exec --profile P -- COMMAND …`: runs a command with the credentials of a profile in its environment; the code of a
 * role that requires one is asked for first. Terminal, standard input and output belong to the command alone.
 *
 * @returns the exit code of the command; 128 plus the number of the signal that ended it; as in a shell, 126 if it cannot
 * be run, or 127 if it is missing
 * @throws Problem USAGE if no command is given; problems of the credentials
 */
export async function execCommand(given: ArgumentsOf<'exec'>, version: string): Promise<number> {
  const [command, ...args] = given.rest ?? [];
  // An empty shell variable leaves such a word.
  if (command === undefined || command === '') throw noCommand();
  const { default: spawn } = await import('cross-spawn');
  const appContext = openAppContext(given, version);
  let close = () => {};
  try {
    return await interruptible(
      async () => {
        const found = await findProject(appContext.folder);
        // Its profile is unknown, and another one may be in another account.
        if (found.kind === 'unreadable' && appContext.flags.profile === undefined) throw found.problem;
        const chosen = await findAccess(appContext, appContext.profiles(), found);
        if (!chosen) throw noAccess(appContext);
        const tied = found.kind === 'project' ? regionOfTie(found.project, chosen.choice) : undefined;
        const access = appContext.access(chosen.choice, appContext.flags.region ?? tied);
        expectRegion(appContext, chosen.choice, access.region);
        const credentials = await askedCredentials(appContext, access.credentials);
        const server = given.options.server && (await serveFor(access, appContext.clock.now));
        if (server) close = server.close;
        const files =
          (await amplifyFiles(appContext, access, found, [command, ...args])) ??
          (server ? await filesBeforeServer(appContext) : undefined);
        const env = { ...execEnvironment(appContext.env, access, server || credentials), ...files?.env };
        const ended = exitOf(() => spawn(command, args, { stdio: 'inherit', env }), command);
        const unwatch = given.options.watch && (await watchWhile(appContext, found, chosen.choice));
        const code = await ended;
        if (unwatch) await unwatch();
        for (const copy of (await files?.close()) ?? []) tellChanged(copy);
        return code;
      },
      () => 'Interrupted. The command was not started.',
    );
  } finally {
    close();
    await appContext.close();
  }
}

/** Shows the stack of the project below the command, or says once why not. @returns ends it */
async function watchWhile(
  appContext: AppContext,
  found: FoundProject,
  access: AccessChoice,
): Promise<(() => Promise<void>) | undefined> {
  const { stack } = found.kind === 'project' ? found.project : {};
  const why = stack ? noRoomBelow(appContext.env) : noStackOf(found).why;
  if (why !== undefined) processStreams.err(`${printedText(`▲ The time line is not shown: ${why}`)}\n`);
  if (!stack || why !== undefined) return undefined;
  const { watchBelow } = await import('../app/exec-watch.tsx');
  return watchBelow(appContext, { stack: stack.stackId, access, region: stack.region });
}

/** Why a terminal cannot be shared with the command; undefined if it can. */
function noRoomBelow(env: NodeJS.ProcessEnv): string | undefined {
  const { stdout, stderr } = process;
  if (!terminalAbilities(env, stdout).interactive || !stderr.isTTY)
    return 'what is written goes to no terminal.';
  if (rowsKept(stdout) > 0) return undefined;
  const { columns, rows } = smallestShared;
  return `the terminal has less than ${columns} columns and ${rows} rows.`;
}

async function serveFor({ credentials }: Access, now: () => number) {
  const { serveCredentials } = await import('../credentials/credential-server.ts');
  return serveCredentials(credentials, now);
}

/** Reports that the command has written into a copy of an AWS file: the user decides what to do with it. */
function tellChanged(copy: string): void {
  const text = `▲ The command changed its copy of an AWS file; yours is as it was. What it wrote is in ${plainText(copy)} until the next run.`;
  processStreams.err(`${printedText(text)}\n`);
}

/** Signals to this program that are meant for the command. */
const forwarded = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
/** A terminal sends these to the command, too: if forwarded, they would arrive twice. */
const fromTerminal = ['SIGINT', 'SIGQUIT'] as const;

/** @param start starts the command; the system rejects some commands immediately */
async function exitOf(start: () => ChildProcess, command: string): Promise<number> {
  let child: ChildProcess;
  try {
    child = start();
  } catch (thrown) {
    return tellNotRun(thrown, command);
  }
  const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  const ignore = () => {};
  for (const signal of forwarded) process.on(signal, forward);
  for (const signal of fromTerminal) process.on(signal, hasTerminal ? ignore : forward);
  return new Promise<number>((resolve) => {
    child.once('error', (error) => resolve(tellNotRun(error, command)));
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  }).finally(() => {
    for (const signal of forwarded) process.off(signal, forward);
    for (const signal of fromTerminal) process.off(signal, hasTerminal ? ignore : forward);
  });
}

/** @returns the exit code for a shell; a fault that is not the command's is thrown */
function tellNotRun(error: unknown, command: string): number {
  const code = errorCode(error);
  if (code === undefined || code.startsWith('ERR_')) throw error;
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  const what = isMissing ? 'There is no command' : 'This command cannot be run:';
  const why = code === 'E2BIG' ? ' Its arguments and environment are longer than the system takes.' : '';
  processStreams.err(`${printedText(`✖ ${what} ${plainText(command)}.${why}`)}\n`);
  return isMissing ? notFound : notRunnable;
}

function noCommand(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'There is no command to run.',
    why: 'It comes after two dashes.',
    next: `Run it as in \`amplify-tui exec --profile NAME ${endOfOptions()} aws s3 ls\`.`,
  });
}
