import { diffArrays } from 'diff';

/** One row of a diff of two texts. */
export interface DiffRow {
  /** `gap` stands for omitted lines. */
  readonly kind: 'same' | 'add' | 'remove' | 'gap';
  /** The line without its line end. */
  readonly text: string;
}

/** The marks of the rows of a diff. */
export interface DiffMarks {
  readonly added: string;
  readonly removed: string;
  /** For omitted lines. */
  readonly ellipsis: string;
}

const plainMarks: DiffMarks = { added: '+', removed: '-', ellipsis: '…' };

/** A row of a diff after its mark. @param marks those of a terminal; default: the usual ones of a diff */
export function markedRow({ kind, text }: DiffRow, marks: DiffMarks = plainMarks): string {
  if (kind === 'gap') return `  ${marks.ellipsis}`;
  return `${{ same: ' ', add: marks.added, remove: marks.removed }[kind]} ${text}`;
}

/** How many unchanged lines are shown above and below each change. */
const around = 2;
/** The most line edits to look for, since time grows with their square; beyond it everything counts as replaced. */
const most = 1000;

/** The diff of two texts, line by line, with some unchanged lines around each change. */
export function lineDiff(before: string, after: string): DiffRow[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  // Most of a large file does not change: equal lines at both ends are compared faster here.
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  const left = () => end < old.length - start && end < now.length - start;
  while (left() && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const same = (text: string): DiffRow => ({ kind: 'same', text });
  return folded([
    ...old.slice(0, start).map(same),
    ...changes(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...now.slice(now.length - end).map(same),
  ]);
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function changes(old: string[], now: string[]): DiffRow[] {
  const replaced = [
    { value: old, removed: true, added: false },
    { value: now, removed: false, added: true },
  ];
  return (diffArrays(old, now, { maxEditLength: most }) ?? replaced).flatMap(({ value, added, removed }) => {
    const kind = added ? 'add' : removed ? 'remove' : 'same';
    return value.map((text): DiffRow => ({ kind, text }));
  });
}

/** Omits what is far from every change. */
function folded(rows: readonly DiffRow[]): DiffRow[] {
  const near = new Set<number>();
  for (const [at, { kind }] of rows.entries()) {
    if (kind === 'same') continue;
    for (let by = -around; by <= around; by++) near.add(at + by);
  }
  return rows.flatMap((row, at): DiffRow[] => {
    if (near.has(at)) return [row];
    return at === 0 || near.has(at - 1) ? [{ kind: 'gap', text: '' }] : [];
  });
}
