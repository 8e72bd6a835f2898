import { StringDecoder } from 'node:string_decoder';

/** What a reader of lines reports, and does to the terminal. */
export interface LineReaderNeeds {
  readonly onLine: (line: string) => void;
  /** Called when there is no more input. */
  readonly onEnd: () => void;
  /** When off, keys arrive one by one, and the terminal does not show them. */
  readonly setEcho: (on: boolean) => void;
  /** Moves to the next row, as the terminal does by itself while it echoes. */
  readonly endLine: () => void;
  /** Called for Ctrl+C. */
  readonly interrupt: () => void;
}

/**
 * Splits the input of a terminal, a file or a pipe into lines. While a line is hidden, it handles the keys that the terminal
 * handles while it echoes: Backspace, Ctrl+U, Ctrl+C and Ctrl+D.
 */
export function createLineReader({ onLine, onEnd, setEcho, endLine, interrupt }: LineReaderNeeds) {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  let ended = false;
  let hidden = false;
  const setHidden = (wanted: boolean) => {
    if (hidden === wanted) return;
    hidden = wanted;
    begun = '';
    setEcho(!wanted);
  };
  const show = () => setHidden(false);
  const end = () => {
    if (ended) return;
    ended = true;
    show();
    if (begun !== '') onLine(begun);
    onEnd();
  };

  /** @returns what comes after the line */
  const typeLine = (text: string): string => {
    const at = text.indexOf('\n');
    if (at < 0) {
      begun += text;
      return '';
    }
    const line = begun + text.slice(0, at);
    begun = '';
    onLine(line.replace(/\r$/, ''));
    return text.slice(at + 1);
  };

  /** @returns what comes after the line */
  const typeHidden = (text: string): string => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keys that are no text, such as the arrows
    const keys = [...text.replace(/\u001B(?:\[[0-9;?]*[A-Za-z~]|O[A-Z]|.)?/g, '')];
    for (const [at, key] of keys.entries()) {
      if (key === '\r' || key === '\n') {
        const line = begun;
        show();
        endLine();
        onLine(line);
        return keys.slice(at + 1).join('');
      }
      if (key === '\u0003') {
        show();
        endLine();
        interrupt();
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

  return {
    push: (chunk: Buffer): void => {
      let text = decoder.write(chunk);
      while (text !== '') text = hidden ? typeHidden(text) : typeLine(text);
    },
    end,
    /** Hides the next line, a secret; at its end the terminal echoes again. */
    hide: (): void => setHidden(true),
    show,
  };
}
