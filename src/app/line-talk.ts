import { printedText } from '../core/text.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import type { Talk } from './headless/plain/talk.ts';
import { createLineReader } from './line-reader.ts';

export interface LineTalk extends Talk {
  /** Gives standard input to another program for a while. */
  readonly lend: LendTerminal;
  readonly close: () => void;
}

/**
 * A conversation on the standard streams. The terminal stays as it is: its own line editing, no control characters. Only while
 * a secret is typed its echo is off; it is back at every end of that line, and of the program.
 */
export function openLineTalk(): LineTalk {
  const { stdin } = process;
  const write = (text: string) => standardStreams.out(shownLines(text, 'stdout'));
  const lines = queueOfLines();
  let prompted = false;
  /** Output after a question that has no answer yet begins on a new line. */
  const endPrompt = () => {
    if (prompted) write('\n');
    prompted = false;
  };
  const reader = createLineReader({
    onLine: (line) => {
      // Input that is not typed is not echoed either: without this the answer's line would run on.
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
      // What was typed before the question was there is no answer to it; a file or a pipe is read in order.
      if (fresh && stdin.isTTY) lines.clear();
      endPrompt();
      prompted = true;
      // Before it can be read that a secret is asked for, and typed.
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

/** Lines that nobody has asked for yet, or those who wait for one. */
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
    /** @returns undefined: there will be none any more */
    next: (): Promise<string | undefined> => {
      const line = lines.shift();
      if (line !== undefined || ended) return Promise.resolve(line);
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
