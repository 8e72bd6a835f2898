import { fstatSync } from 'node:fs';
import { asciiLines } from '../core/ascii.ts';
import { unicodeIn } from './terminal.ts';
import { isDevice, openTtyWriter, type TtyWriter } from './tty-writer.ts';

/** How a listing ends whose reader has ended, as a shell reports other programs: 128 and the number of SIGPIPE. */
export const readerGone = 141;
/** How a run ends that has done its work and could not say so on standard output. */
export const workUntold = 5;

type StreamName = 'stdout' | 'stderr';

const lost: { stdout?: string; stderr?: string } = {};
let lastResort: (text: string) => void = () => {};

/**
 * From now on a standard stream that cannot be written (a reader that has ended, a full disk) is no error that nobody
 * caught: it is not written to any more.
 *
 * @param onOutputLost told once, with the system's code (EPIPE, ENOSPC), when standard output is the one
 */
export function watchStandardStreams(onOutputLost: (code: string) => void): void {
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].on('error', (error: NodeJS.ErrnoException) => {
      if (lost[name]) return;
      lost[name] = error.code ?? 'EIO';
      if (name === 'stdout') onOutputLost(lost[name]);
    });
  }
}

/** Whether standard output cannot be written any more. */
export function isOutputLost(): boolean {
  return lost.stdout !== undefined;
}

/** Names who keeps what neither stream can tell: the log. */
export function onUntold(listener: (text: string) => void): void {
  lastResort = listener;
}

/**
 * The streams of the process for commands without a screen. Nothing waits for a reader: what a terminal or pipe does not take
 * yet is kept. What standard output does not take at all goes to standard error, and from there to the log.
 */
export const standardStreams = {
  /** @param aside what is said on standard error if it cannot be written */
  out: (text: string, aside = text): void =>
    write('stdout', text, () => {
      if (aside) standardStreams.err(aside);
    }),
  err: (text: string): void => write('stderr', text, () => lastResort(text)),
  isOutputLost,
};

const writers: Partial<Record<StreamName, TtyWriter>> = {};

function write(name: StreamName, text: string, otherwise: () => void): void {
  const stream = process[name];
  if (lost[name]) otherwise();
  else if (stream.isTTY) writerOf(name).write(text);
  else
    stream.write(text, (error) => {
      if (error) otherwise();
    });
}

/** One for both streams where they are one terminal, so that what is said stays in order. */
function writerOf(name: StreamName): TtyWriter {
  const open = writers[name];
  if (open) return open;
  const other = name === 'stdout' ? writers.stderr : writers.stdout;
  const writer =
    other && fstatSync(1).rdev === fstatSync(2).rdev ? other : openTtyWriter(name === 'stdout' ? 1 : 2);
  process.once('exit', () => writer.flush());
  writers[name] = writer;
  return writer;
}

/**
 * Lines as a stream's reader can show them: the program's own marks in ASCII where the locale says so, and on a terminal that
 * has no others. Without any locale a file or pipe is taken for UTF-8, as most are.
 */
export function shownLines(text: string, name: StreamName): string {
  const { env } = process;
  const terminal = isTerminal(name);
  const unknown = !(env.LC_ALL || env.LC_CTYPE || env.LANG) && !terminal;
  return unknown || unicodeIn(env, terminal) ? text : asciiLines(text);
}

/** Whether a stream is a terminal; Node's streams are loaded only for what can be one. */
export function isTerminal(name: StreamName): boolean {
  return isDevice(name === 'stdout' ? 1 : 2) && process[name].isTTY === true;
}
