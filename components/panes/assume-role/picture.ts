import { createContext } from 'react';

/** Rows of the QR code, as long as its text may be. */
export const pictureRows = 20;
/** Of the title of a step, with its blank. */
export const titleRows = 2;

/**
 * Whether a pane has its own title beside what it shows: the QR code takes every row of a window of 24, the commonest one.
 *
 * @param rows of the body, title included
 */
export function takesTitle(pane: string, rows: number): boolean {
  return pane === 'assume.device' && rows >= pictureRows && rows < pictureRows + titleRows;
}

/** True where the pane has to show its title itself. */
export const TitleInside = createContext(false);
