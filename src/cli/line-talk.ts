import { createInterface } from 'node:readline';
import type { Talk } from '../headless/talk/talk.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import { printedText } from '../values/text.ts';

/** A conversation on the standard streams. The terminal stays as it is: its own line editing, no control characters. */
export function openLineTalk(): Talk & { close(): void } {
  const { stdin } = process;
  const write = (text: string) => standardStreams.out(shownLines(text, 'stdout'));
  const reader = createInterface({ input: stdin, terminal: false });
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let ended = false;
  let prompted = false;
  reader.on('line', (line) => {
    // Input that is not typed is not echoed either: without this the answer's line would run on.
    if (prompted && !stdin.isTTY) write('\n');
    prompted = false;
    const next = waiting.shift();
    if (next) next(line);
    else lines.push(line);
  });
  reader.on('close', () => {
    ended = true;
    for (const next of waiting.splice(0)) next(undefined);
  });
  return {
    say: (line) => {
      if (prompted) write('\n');
      prompted = false;
      write(`${printedText(line)}\n`);
    },
    prompt: (text) => {
      prompted = true;
      write(printedText(text));
    },
    nextLine: () => {
      const line = lines.shift();
      if (line !== undefined || ended) return Promise.resolve(line);
      return new Promise((resolve) => waiting.push(resolve));
    },
    close: () => reader.close(),
  };
}
