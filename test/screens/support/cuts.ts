/** How many rows at the bottom of a pane must be free before a cut line in it is a fault. */
const manyFree = 4;

/** A line, or a column of it, that was cut at its end: nothing, a gap or a border follows. */
const cutEnd = /\S ?…(?:$| {2,}| *[│┃])/;

/** A secret in its field, which scrolls with its caret; a production project, whose complete state is below while it is selected. */
const allowed = /●…/;

/** The lines of a pane that were cut although rows below them are free. @param rows the whole screen */
export function cutThoughFree(rows: readonly string[]): string[] {
  const pane = rows.slice(2, -2).map((row) => row.trimEnd());
  const last = pane.findLastIndex((row) => row !== '');
  if (pane.length - 1 - last < manyFree) return [];
  return pane.filter((row) => cutEnd.test(row) && !allowed.test(row));
}
