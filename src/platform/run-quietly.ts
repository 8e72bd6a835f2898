import { spawn } from 'node:child_process';

/** What became of a command. */
export interface CommandResult {
  /** Absent when it was stopped or could not be started. */
  readonly code?: number;
  readonly output: string;
  readonly complaint: string;
  readonly timedOut: boolean;
}

/** More than this of either stream is not kept, characters. */
const limit = 64_000;

/**
 * Runs a command of the shell that must not touch the terminal: without its input, in a session of its own, so that it can
 * open no terminal either, and with an end.
 *
 * @param patience milliseconds, then it is ended with everything it started
 */
export function runQuietly(
  command: string,
  env: NodeJS.ProcessEnv,
  patience: number,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaint = '';
    let timedOut = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(0, limit);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, limit);
    });
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, patience);
    const end = (code: number | null) => {
      clearTimeout(timer);
      resolve({ ...(code === null ? {} : { code }), output, complaint, timedOut });
    };
    child.once('error', ({ message }) => {
      complaint = message;
      end(null);
    });
    child.once('close', end);
  });
}

/** Ends a process with all that it started; one that has ended meanwhile is none. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
}
