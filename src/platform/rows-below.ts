import type { TerminalStream } from './terminal.ts';

/** The smallest terminal that can be shared, in columns and rows. */
export const smallestShared = { columns: 60, rows: 20 } as const;
/** The limits of the rows that are kept below. */
const fewest = 8;
const most = 16;

/** How many rows at the bottom of a terminal are kept from the program above; 0 if it is too small for both. */
export function rowsKept({ columns = 0, rows = 0 }: TerminalStream): number {
  if (columns < smallestShared.columns || rows < smallestShared.rows) return 0;
  return Math.min(most, Math.max(fewest, Math.floor(rows / 3)));
}

/** The rows at the bottom of a terminal, below a program that writes to the same terminal. */
export interface RowsBelow {
  /** Draws them again in one write; claims them first if they are not held, or the size has changed. */
  readonly draw: () => void;
  /** Returns them to the program, empty; the next {@link draw} claims them again. */
  readonly giveBack: () => void;
}

/**
 * Keeps the last rows of a terminal for something else than the program that runs in it. The program has the terminal
 * itself, so its output is not seen here: each draw sets the scrolling region again (DECSTBM), in case the program has
 * changed it, and preserves cursor and attributes (DECSC, DECRC).
 *
 * @param terminal its current size, and how to write to it
 * @param render the rows for a size, at most as many as it has, each with its attributes reset at its end
 */
export function rowsBelow(
  terminal: { readonly size: () => TerminalStream; readonly write: (text: string) => void },
  render: (size: { readonly columns: number; readonly rows: number }) => readonly string[],
): RowsBelow {
  let taken: { readonly columns: number; readonly rows: number; readonly kept: number } | undefined;
  const giveBack = () => {
    if (!taken) return;
    const { rows, kept } = taken;
    taken = undefined;
    terminal.write(`${save}${wholeScrolls}${reset}${rowAt(rows - kept + 1)}${clearBelow}${restore}`);
  };
  return {
    giveBack,
    draw: () => {
      const size = terminal.size();
      const { columns = 0, rows = 0 } = size;
      const kept = rowsKept(size);
      if (kept === 0) return giveBack();
      const isTaken = taken?.columns === columns && taken.rows === rows;
      taken = { columns, rows, kept };
      const top = rows - kept;
      const lines = render({ columns, rows: kept });
      const drawn = Array.from(
        { length: kept },
        (_, index) => `${rowAt(top + index + 1)}${lines[index] ?? ''}${reset}${clearRight}`,
      );
      const room = isTaken ? '' : `${save}${wholeScrolls}${restore}${down.repeat(kept)}${up(kept)}`;
      terminal.write(`${room}${save}${reset}${scrolls(top)}${drawn.join('')}${restore}`);
    },
  };
}

const save = '\u001B7';
const restore = '\u001B8';
const reset = '\u001B[0m';
const clearRight = '\u001B[K';
const clearBelow = '\u001B[J';
/** Both this and {@link scrolls} move the cursor to the top left corner. */
const wholeScrolls = '\u001B[r';
const scrolls = (rows: number) => `\u001B[1;${rows}r`;
/** One row down in the same column, scrolling at the bottom (IND). */
const down = '\u001BD';
const up = (rows: number) => `\u001B[${rows}A`;
const rowAt = (row: number) => `\u001B[${row};1H`;

/** Moves to the beginning of an empty row, whatever column a program has left the cursor in. */
export function freshRow({ columns = 0 }: TerminalStream): string {
  return `${reset}${' '.repeat(Math.max(0, columns - 1))}\r${clearRight}`;
}
