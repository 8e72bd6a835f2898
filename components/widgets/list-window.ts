/** The position of a list: the selected item and the first visible one. */
export interface ListWindow {
  readonly index: number;
  readonly top: number;
}

export type ListMove = 'up' | 'down' | 'page-up' | 'page-down' | 'start' | 'end';

/** Moves the selection, which stops at the ends. @param rows how many rows are visible, at least 1 */
export function moveList(window: ListWindow, move: ListMove, count: number, rows: number): ListWindow {
  const page = Math.max(1, rows - 1);
  const to: Record<ListMove, number> = {
    up: window.index - 1,
    down: window.index + 1,
    'page-up': window.index - page,
    'page-down': window.index + page,
    start: 0,
    end: count - 1,
  };
  return settleList({ ...window, index: to[move] }, count, rows);
}

/** Brings a window back into its bounds: the selection exists and is visible, and no row is wasted. */
export function settleList({ index, top }: ListWindow, count: number, rows: number): ListWindow {
  const at = Math.max(0, Math.min(index, count - 1));
  const visible = Math.max(1, rows);
  const lowest = Math.max(0, at - visible + 1);
  const highest = Math.max(0, Math.min(at, count - visible));
  return { index: at, top: Math.max(lowest, Math.min(top, highest)) };
}
