import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

/** What became of a command. */
export interface CommandResult {
  /** Absent when it was stopped or could not be started. */
  readonly code?: number;
  readonly output: string;
  readonly complaint: string;
  readonly timedOut: boolean;
  /** There is no program of that name. */
  readonly missing?: true;
}

/** More than this of either stream is not kept, characters: the beginning of an answer, the end of a complaint. */
const limit = 64_000;
/** How long what a process has printed may be on its way when it has ended and something else holds its output, milliseconds. */
const quiet = 200;

/**
 * Runs a command of the shell that must not touch the terminal: without its input, in a session of its own, so that it can
 * open no terminal either, and with an end. It has ended when its own process has, whatever that left running; what it started
 * in its group is ended with it, and with this program.
 *
 * @param patience milliseconds, then it is ended with everything it started
 */
export function runQuietly(
  command: string,
  env: NodeJS.ProcessEnv,
  patience: number,
): Promise<CommandResult> {
  return ended(spawn(command, { ...quietly, shell: true, env }), patience);
}

/**
 * As {@link runQuietly}, a program with words that no shell reads.
 *
 * @param folder where it runs; on Windows a program is looked for there first
 */
export async function runProgramQuietly(
  [program, ...words]: readonly [string, ...string[]],
  folder: string,
  env: NodeJS.ProcessEnv,
  patience: number,
): Promise<CommandResult> {
  // On Windows most such programs are scripts, which cross-spawn knows how to start.
  const { default: crossSpawn } = await import('cross-spawn');
  const result = await ended(crossSpawn(program, words, { ...quietly, cwd: folder, env }), patience);
  return process.platform === 'win32' && result.code === unknownToCmd ? { ...result, missing: true } : result;
}

/** How cmd ends that knows no such command, where it does not end with 1, of which cross-spawn makes an error. */
const unknownToCmd = 9009;

const quietly = {
  detached: true,
  // On Windows a process that is detached would open a window.
  windowsHide: true,
  stdio: ['ignore', 'pipe', 'pipe'],
} satisfies SpawnOptions;

/** What becomes of a process that was started just now. */
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
      // What it left behind in its group is of no use any more; a daemon has a group of its own, and keeps only its pipe. Windows
      // has no groups, and may have given the number to somebody else by now.
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
      // What is there to be read is read before.
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
    // Nobody else listens: then a signal ends the program, as it would have without us.
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

/** Ends a process with all that it started; one that has ended meanwhile is left alone. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    // To end the process alone would end cmd.exe, and leave what that has started.
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
