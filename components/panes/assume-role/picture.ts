import { createContext } from 'react';

/** Rows of the QR code with the longest text. */
export const pictureRows = 20;
/** Rows of a step's title, including its blank. */
export const titleRows = 2;

/**
 * Whether a pane shows its title next to its content: the QR code takes every row of a window of 24, the most common one.
 *
 * @param rows those of the body, including the title
 */
export function takesTitle(pane: string, rows: number): boolean {
  return pane === 'assume.device' && rows >= pictureRows && rows < pictureRows + titleRows;
}

/** Whether the pane has to show its title itself. */
export const TitleInside = createContext(false);
