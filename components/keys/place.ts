import type { DOMElement } from 'ink';

/** Cells of the screen, from 0 at the top left. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** A rectangle of cells. */
export interface Place extends Cell {
  readonly columns: number;
  readonly rows: number;
}

/** Yoga's DISPLAY_NONE. */
const notDisplayed = 1;

/**
 * Where a box is on the screen according to the last layout: the part that the boxes around it do not cut off.
 *
 * @returns undefined for a box that is not on the screen
 */
export function placeOf(box: DOMElement | null): Place | undefined {
  if (!box?.yogaNode) return undefined;
  let left = 0;
  let top = 0;
  let right = box.yogaNode.getComputedWidth();
  let bottom = box.yogaNode.getComputedHeight();
  for (let node: DOMElement | undefined = box; node; node = node.parentNode) {
    const { yogaNode, style } = node;
    if (!yogaNode || yogaNode.getDisplay() === notDisplayed) return undefined;
    if (node !== box) {
      if ((style.overflowX ?? style.overflow) === 'hidden') {
        left = Math.max(left, 0);
        right = Math.min(right, yogaNode.getComputedWidth());
      }
      if ((style.overflowY ?? style.overflow) === 'hidden') {
        top = Math.max(top, 0);
        bottom = Math.min(bottom, yogaNode.getComputedHeight());
      }
    }
    const [x, y] = [yogaNode.getComputedLeft(), yogaNode.getComputedTop()];
    [left, right, top, bottom] = [left + x, right + x, top + y, bottom + y];
  }
  const place = {
    column: Math.round(left),
    row: Math.round(top),
    columns: Math.round(right - left),
    rows: Math.round(bottom - top),
  };
  return place.columns > 0 && place.rows > 0 ? place : undefined;
}

/** Whether the cell is in the rectangle. */
export function holds({ column, row, columns, rows }: Place, cell: Cell): boolean {
  return cell.column >= column && cell.column < column + columns && cell.row >= row && cell.row < row + rows;
}

/** A box that handles clicks. */
export interface ClickTarget {
  /** Dialogs are above what they cover; see `LayerSlot`. */
  readonly level: number;
  readonly place: () => Place | undefined;
  /** @param cell relative to the box's own corner */
  readonly press: (cell: Cell) => void;
}

/** The innermost box at a cell, of the highest level. @param lowest boxes of lower levels are covered */
export function targetAt(
  targets: Iterable<ClickTarget>,
  cell: Cell,
  lowest: number,
): { readonly target: ClickTarget; readonly place: Place } | undefined {
  let best: { readonly target: ClickTarget; readonly place: Place } | undefined;
  for (const target of targets) {
    if (target.level < lowest) continue;
    const place = target.place();
    if (!place || !holds(place, cell)) continue;
    const smaller = best && place.columns * place.rows <= best.place.columns * best.place.rows;
    if (!best || target.level > best.target.level || (target.level === best.target.level && smaller)) {
      best = { target, place };
    }
  }
  return best;
}
