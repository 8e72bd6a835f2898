import { fstatSync } from 'node:fs';
import { asciiLines } from '../core/ascii.ts';
import { unicodeIn } from './terminal.ts';
import { isDevice, openTtyWriter, type TtyWriter } from './tty-writer.ts';

/** The exit code of a listing whose reader has ended, as a shell reports it for other programs: 128 plus SIGPIPE. */
export const readerGone = 141;
/** The exit code of a run that did its work but could not report it on standard output. */
export const workUntold = 5;

type StreamName = 'stdout' | 'stderr';

const lost: { stdout?: string; stderr?: string } = {};
let lastResort: (text: string) => void = () => {};

/**
 * From now on a standard stream that cannot be written (its reader has ended, the disk is full) is not an uncaught error:
 * nothing more is written to it.
 *
 * @param onOutputLost called once with the system's code (EPIPE, ENOSPC), if it is standard output
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

/** Whether standard output can no longer be written. */
export function isOutputLost(): boolean {
  return lost.stdout !== undefined;
}

/** Sets what receives text that neither stream can take: the log. */
export function onUntold(listener: (text: string) => void): void {
  lastResort = listener;
}

/**
 * The process's streams for commands without a screen. Nothing waits for a reader: what a terminal or pipe does not take
 * yet is kept. What standard output cannot take at all goes to standard error, and from there to the log.
 */
export const standardStreams = {
  /** @param aside what to write to standard error if it cannot be written */
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

/** One writer for both streams if they are the same terminal, so that output stays in order. */
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
 * Lines as a stream's reader can show them: the program's own marks become ASCII if the locale requires it, or the
 * terminal has no others. Without any locale, a file or pipe counts as UTF-8, as most are.
 */
export function shownLines(text: string, name: StreamName): string {
  const { env } = process;
  const terminal = isTerminal(name);
  const unknown = !(env.LC_ALL || env.LC_CTYPE || env.LANG) && !terminal;
  return unknown || unicodeIn(env, terminal) ? text : asciiLines(text);
}

/** Whether a stream is a terminal; Node's streams are loaded only for descriptors that can be one. */
export function isTerminal(name: StreamName): boolean {
  return isDevice(name === 'stdout' ? 1 : 2) && process[name].isTTY === true;
}
