import type xterm from '@xterm/headless';

/** A cell of the terminal as a user sees it. Colours are `#rrggbb`, `palette-N`, or absent for the terminal's own. */
export interface ScreenCell {
  readonly text: string;
  readonly color?: string;
  readonly background?: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
}

type Line = ReturnType<xterm.Terminal['buffer']['active']['getLine']>;

/** Reads one cell of a row. */
export function cellAt(line: Line, column: number): ScreenCell {
  const cell = line?.getCell(column);
  if (cell === undefined) {
    return { text: ' ', bold: false, dim: false, inverse: false, underline: false };
  }
  const color = colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor());
  const background = colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
  return {
    text: cell.getChars() || ' ',
    ...(color === undefined ? {} : { color }),
    ...(background === undefined ? {} : { background }),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    inverse: cell.isInverse() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

function colourOf(isDefault: boolean, isRgb: boolean, value: number): string | undefined {
  if (isDefault) return undefined;
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : `palette-${value}`;
}
