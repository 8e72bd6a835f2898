import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

/** The result of a command. */
export interface CommandResult {
  /** Absent if it was stopped or could not be started. */
  readonly code?: number;
  readonly output: string;
  readonly complaint: string;
  readonly timedOut: boolean;
  /** Whether there is no program of that name. */
  readonly missing?: true;
}

/** Characters kept of each stream: the beginning of the output, the end of the error output. */
const limit = 64_000;
/** How long to wait for remaining output after a process has ended while something else holds its pipe, milliseconds. */
const quiet = 200;

/**
 * Runs a shell command that must not touch the terminal: without input, in its own session, so that it cannot open the
 * terminal either, and with a time limit. It counts as ended when its own process has, whatever that left running; the
 * rest of its process group is ended with it, and with this program.
 *
 * @param patience milliseconds, after which it is ended with everything it started
 */
export function runQuietly(
  command: string,
  env: NodeJS.ProcessEnv,
  patience: number,
): Promise<CommandResult> {
  return ended(spawn(command, { ...quietly, shell: true, env }), patience);
}

/**
 * As {@link runQuietly}, for a program with arguments, without a shell.
 *
 * @param folder its working folder; Windows looks for the program there first
 */
export async function runProgramQuietly(
  [program, ...words]: readonly [string, ...string[]],
  folder: string,
  env: NodeJS.ProcessEnv,
  patience: number,
): Promise<CommandResult> {
  // On Windows most such programs are scripts, which cross-spawn can start.
  const { default: crossSpawn } = await import('cross-spawn');
  const result = await ended(crossSpawn(program, words, { ...quietly, cwd: folder, env }), patience);
  return process.platform === 'win32' && result.code === unknownToCmd ? { ...result, missing: true } : result;
}

/** The exit code of cmd for an unknown command, unless it is 1, which cross-spawn turns into an error. */
const unknownToCmd = 9009;

const quietly = {
  detached: true,
  // On Windows a detached process would open a window.
  windowsHide: true,
  stdio: ['ignore', 'pipe', 'pipe'],
} satisfies SpawnOptions;

/** Waits for the end of a process that was just started. */
function ended(child: ChildProcess, patience: number): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = '';
    let complaint = '';
    let timedOut = false;
    let silence: NodeJS.Timeout | undefined;
    let hasEnded = false;
    let missing = false;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(0, limit);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-limit);
    });
    const release = withThisProgram(() => endGroup(child.pid));
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, patience);
    const end = (code: number | null) => {
      if (hasEnded) return;
      hasEnded = true;
      clearTimeout(timer);
      clearTimeout(silence);
      release();
      // The rest of its group is of no use any more; a daemon has its own group and keeps only the pipe. Windows has no
      // groups, and may have reused the id by now.
      if (process.platform !== 'win32') endGroup(child.pid);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({
        ...(code === null ? {} : { code }),
        output,
        complaint,
        timedOut,
        ...(missing ? { missing } : {}),
      });
    };
    child.once('error', ({ message, code }: NodeJS.ErrnoException) => {
      complaint = message;
      missing = code === 'ENOENT';
      end(null);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      // Pending output is read first.
      silence = setTimeout(() => setImmediate(end, code), quiet);
    });
    child.once('close', end);
  });
}

/** Ends something together with this program, however that ends. @returns stops watching for it */
function withThisProgram(endIt: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    endIt();
    release();
    // Without other listeners the signal ends the program, as it would have without us.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = () => {
    process.off('exit', endIt);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.once('exit', endIt);
  for (const signal of signals) process.on(signal, onSignal);
  return release;
}

/** Ends a process with everything it started; one that has already ended is skipped. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    // Ending the process alone would end cmd.exe, but not what it started.
    const tool = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\taskkill.exe`;
    const { error } = spawnSync(tool, ['/pid', String(pid), '/t', '/f'], {
      stdio: 'ignore',
      windowsHide: true,
    });
    if (!error) return;
  }
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (thrown) {
    if (
      !(thrown instanceof Error && 'code' in thrown && (thrown.code === 'ESRCH' || thrown.code === 'EPERM'))
    )
      throw thrown;
  }
}
