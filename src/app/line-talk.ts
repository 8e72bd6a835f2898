import { StringDecoder } from 'node:string_decoder';
import { printedText } from '../core/text.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import type { Talk } from './headless/plain/talk.ts';

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
  const decoder = new StringDecoder('utf8');
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let begun = '';
  let ended = false;
  let prompted = false;
  let hidden = false;
  const hide = (wanted: boolean) => {
    if (hidden === wanted) return;
    hidden = wanted;
    begun = '';
    stdin.setRawMode(wanted);
  };
  const show = () => hide(false);
  const take = (line: string) => {
    // Input that is not typed is not echoed either: without this the answer's line would run on.
    if (prompted && !stdin.isTTY) write('\n');
    prompted = false;
    const next = waiting.shift();
    if (next) next(line);
    else lines.push(line);
  };
  const end = () => {
    if (ended) return;
    ended = true;
    show();
    if (begun !== '') take(begun);
    for (const next of waiting.splice(0)) next(undefined);
  };
  const onData = (chunk: Buffer) => {
    let text = decoder.write(chunk);
    while (text !== '') text = hidden ? typeHidden(text) : typeLine(text);
  };
  const typeLine = (text: string): string => {
    const at = text.indexOf('\n');
    if (at < 0) {
      begun += text;
      return '';
    }
    const line = begun + text.slice(0, at);
    begun = '';
    take(line.replace(/\r$/, ''));
    return text.slice(at + 1);
  };
  /** What the terminal does itself while it echoes: Backspace, Ctrl+U, Ctrl+C, Ctrl+D. @returns what comes after the line */
  const typeHidden = (text: string): string => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keys that are no text, such as the arrows
    const keys = [...text.replace(/\u001B(?:\[[0-9;?]*[A-Za-z~]|O[A-Z]|.)?/g, '')];
    for (const [at, key] of keys.entries()) {
      if (key === '\r' || key === '\n') {
        const line = begun;
        show();
        write('\n');
        take(line);
        return keys.slice(at + 1).join('');
      }
      if (key === '\u0003') {
        show();
        write('\n');
        process.kill(process.pid, 'SIGINT');
        return '';
      }
      if (key === '\u0004' && begun === '') {
        end();
        return '';
      }
      if (key === '\u007F' || key === '\b') begun = begun.slice(0, -1);
      else if (key === '\u0015') begun = '';
      else if (key >= ' ') begun += key;
    }
    return '';
  };
  stdin.on('data', onData);
  stdin.on('end', end);
  stdin.on('error', end);
  process.on('exit', show);
  return {
    say: (line) => {
      if (prompted) write('\n');
      prompted = false;
      write(`${printedText(line)}\n`);
    },
    prompt: (text, { hidden: secret = false, fresh = false } = {}) => {
      // What was typed before the question was there is no answer to it; a file or a pipe is read in order.
      if (fresh && stdin.isTTY) lines.length = 0;
      if (prompted) write('\n');
      prompted = true;
      // Before it can be read that a secret is asked for, and typed.
      hide(secret && stdin.isTTY === true);
      write(printedText(text));
    },
    nextLine: () => {
      const line = lines.shift();
      if (line !== undefined || ended) return Promise.resolve(line);
      return new Promise((resolve) => waiting.push(resolve));
    },
    lend: async (use) => {
      show();
      stdin.off('data', onData);
      stdin.pause();
      try {
        return await use();
      } finally {
        stdin.on('data', onData);
        stdin.resume();
      }
    },
    close: () => {
      show();
      // What comes after it begins with a line of its own.
      if (prompted) write('\n');
      prompted = false;
      process.off('exit', show);
      stdin.off('data', onData);
      stdin.off('end', end);
      stdin.off('error', end);
      stdin.pause();
    },
  };
}
