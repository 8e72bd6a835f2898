import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { redact } from '../core/redact.ts';
import { clip, plainText } from '../core/text.ts';
import { appendNow, appendRotating } from '../platform/append.ts';
import { fileFault } from '../platform/file-faults.ts';
import { ensureFolder } from '../platform/files.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line of the log, redacted and safe to show. */
export interface LogEntry {
  /** Counts up from 1. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly level: LogLevel;
  readonly text: string;
}

/** The log of this run: the newest lines in memory for the log pane, every line in a file. No method throws. */
export interface Log {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  /** Oldest first; at most the newest 5,000. */
  entries(): readonly LogEntry[];
  /** Calls back after every line. @returns unsubscribes */
  subscribe(listener: (entry: LogEntry) => void): () => void;
  /** Resolves once all lines so far are in the file, or could not be written. */
  flush(): Promise<void>;
  /** Writes all lines so far synchronously, for a process that may end now. */
  flushNow(): void;
  /**
   * Logs an unexpected error with its stack trace, and writes it synchronously: the process may end now. The same error
   * is not logged twice.
   */
  fault(error: unknown): void;
  /** Path of the file, for "see …". */
  readonly file: string;
}

export interface LogOptions {
  /** The state folder; the file is `log/amplify-tui.log` in it. */
  readonly folder: string;
  /** Milliseconds since the epoch; the machine's clock when absent. */
  readonly now?: () => number;
}

const keptLines = 5_000;
const longestLine = 4_000;
const largestFile = 1024 * 1024;

/**
 * Starts a log. Control characters are removed from every line, and it is redacted, before anything else happens to it.
 * The file is written in the background; if that fails, one line in memory says so and the program continues.
 */
export function createLog({ folder, now = Date.now }: LogOptions): Log {
  const memory = createLogMemory(now);
  const file = createLogFile(join(folder, 'log'), (why) =>
    memory.add('warn', `The log file cannot be written, so this log is kept in memory only. ${why}`),
  );
  const write = (level: LogLevel, text: string) =>
    file.add(memory.add(level, clip(redact(plainText(text)), longestLine)));
  const faults = new WeakSet<Error>();
  return {
    debug: (text) => write('debug', text),
    info: (text) => write('info', text),
    warn: (text) => write('warn', text),
    error: (text) => write('error', text),
    entries: memory.newest,
    subscribe: memory.subscribe,
    flush: file.flush,
    flushNow: file.flushNow,
    fault: (error) => {
      if (error instanceof Error) {
        if (faults.has(error)) return;
        faults.add(error);
      }
      const trace = error instanceof Error ? (error.stack ?? String(error)) : String(error);
      for (const line of `unexpected: ${trace}`.split('\n')) write('error', line);
      file.flushNow();
    },
    file: file.path,
  };
}

/** The newest lines, and their subscribers. */
function createLogMemory(now: () => number) {
  const entries: LogEntry[] = [];
  const listeners = new Set<(entry: LogEntry) => void>();
  let lines = 0;
  return {
    add: (level: LogLevel, text: string): LogEntry => {
      const entry = { id: ++lines, at: now(), level, text };
      entries.push(entry);
      // Dropped in bulk: shifting an array of thousands for every line would be slow.
      if (entries.length >= keptLines * 2) entries.splice(0, entries.length - keptLines);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    newest: () => entries.slice(-keptLines),
    subscribe: (listener: (entry: LogEntry) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The log file, written in the background.
 *
 * @param onFail called once with the reason if the file cannot be written; nothing more is written then
 */
function createLogFile(folder: string, onFail: (why: string) => void) {
  const path = join(folder, 'amplify-tui.log');
  let waiting: string[] = [];
  let writing: Promise<void> | undefined;
  let fails = false;

  async function append(): Promise<void> {
    try {
      await ensureFolder(folder, 0o700);
      while (waiting.length > 0) {
        const batch = waiting.join('');
        waiting = [];
        await appendRotating(path, batch, largestFile);
      }
    } catch (thrown) {
      fails = true;
      waiting = [];
      onFail(thrown instanceof Problem ? thrown.why : fileFault(thrown));
    }
    // In the same tick as the last check of `waiting`, so that no line is left behind.
    writing = undefined;
  }

  return {
    path,
    add: ({ at, level, text }: LogEntry): void => {
      if (fails) return;
      waiting.push(`${new Date(at).toISOString()} ${level.padEnd(5)} ${text}\n`);
      writing ??= append();
    },
    flush: async (): Promise<void> => {
      while (writing) await writing;
    },
    flushNow: (): void => {
      if (waiting.length === 0) return;
      try {
        appendNow(path, waiting.join(''));
        waiting = [];
      } catch {
        // The lines stay in memory, and the background append reports why it fails.
      }
    },
  };
}
