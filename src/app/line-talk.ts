import { printedText } from '../core/text.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import type { Talk } from './headless/plain/talk.ts';
import { createLineReader } from './line-reader.ts';

export interface LineTalk extends Talk {
  /** Lends standard input to another program. */
  readonly lend: LendTerminal;
  readonly close: () => void;
}

/**
 * A conversation on the standard streams. The terminal stays as it is: its own line editing, no control characters. Its echo is
 * off only while a secret is typed; it is restored at the end of that line, however it ends, and of the program.
 */
export function openLineTalk(): LineTalk {
  const { stdin } = process;
  const write = (text: string) => standardStreams.out(shownLines(text, 'stdout'));
  const lines = queueOfLines();
  let prompted = false;
  /** Output after an unanswered question starts on a new line. */
  const endPrompt = () => {
    if (prompted) write('\n');
    prompted = false;
  };
  const reader = createLineReader({
    onLine: (line) => {
      // Input that is not typed is not echoed either: without this the next output would be on the question's line.
      if (!stdin.isTTY) endPrompt();
      prompted = false;
      lines.add(line);
    },
    onEnd: lines.end,
    setEcho: (on) => stdin.setRawMode(!on),
    endLine: () => write('\n'),
    interrupt: () => process.kill(process.pid, 'SIGINT'),
  });
  const { push, end, show } = reader;
  stdin.on('data', push);
  stdin.on('end', end);
  stdin.on('error', end);
  process.on('exit', show);
  return {
    say: (line) => {
      endPrompt();
      write(`${printedText(line)}\n`);
    },
    prompt: (text, { hidden = false, fresh = false } = {}) => {
      // What was typed before the question is not an answer to it; a file or a pipe is read in order.
      if (fresh && stdin.isTTY) lines.clear();
      endPrompt();
      prompted = true;
      // Before the user can read the question and start typing.
      if (hidden && stdin.isTTY) reader.hide();
      else show();
      write(printedText(text));
    },
    nextLine: lines.next,
    lend: async (use) => {
      show();
      stdin.off('data', push);
      stdin.pause();
      try {
        return await use();
      } finally {
        stdin.on('data', push);
        stdin.resume();
      }
    },
    close: () => {
      show();
      endPrompt();
      process.off('exit', show);
      stdin.off('data', push);
      stdin.off('end', end);
      stdin.off('error', end);
      stdin.pause();
    },
  };
}

/** Lines that wait for a reader, or readers that wait for a line. */
function queueOfLines() {
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let ended = false;
  return {
    add: (line: string): void => {
      const next = waiting.shift();
      if (next) next(line);
      else lines.push(line);
    },
    end: (): void => {
      ended = true;
      for (const next of waiting.splice(0)) next(undefined);
    },
    clear: (): void => {
      lines.length = 0;
    },
    /** @returns undefined at the end of the input */
    next: (): Promise<string | undefined> => {
      const line = lines.shift();
      if (line !== undefined || ended) return Promise.resolve(line);
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
