import { enterScreen, writeTerminal } from './terminal.ts';

export interface FirstPaint {
  readonly columns: number;
  readonly rows: number;
  /** False: ASCII rules. */
  readonly unicode: boolean;
}

/**
 * Paints the skeleton of the screen before Ink is loaded: top line, rule, a quiet line, rule, footer. It has the layout
 * of the first real frame, so nothing jumps. Raw mode and restore handlers are set before its first byte; keys typed
 * meanwhile wait in the terminal's own buffer.
 */
export function paintFirst(size: FirstPaint): void {
  enterScreen();
  writeTerminal(skeleton(size));
}

/** The bytes of the skeleton. Rows are positioned one by one, so a wrong size cannot scroll the screen. */
export function skeleton({ columns, rows, unicode }: FirstPaint): string {
  const rule = (unicode ? '─' : '-').repeat(columns);
  const opening = unicode ? 'Opening…' : 'Opening...';
  const at = (row: number, text: string) => `\u001B[${row};1H${text}`;
  const dim = (text: string) => `\u001B[2m${text}\u001B[22m`;
  const parts = [at(1, ' \u001B[1mamplify-tui\u001B[22m'), at(2, dim(rule))];
  if (rows >= 8) parts.push(at(4, `  ${dim(opening)}`));
  parts.push(at(rows - 1, dim(rule)));
  // Ink draws its first frame from the cursor's position.
  return `\u001B[2J${parts.join('')}\u001B[H`;
}
