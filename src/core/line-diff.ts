import { diffArrays } from 'diff';

/** One row of a diff of two texts. */
export interface DiffRow {
  /** `gap` stands for lines that are left out. */
  readonly kind: 'same' | 'add' | 'remove' | 'gap';
  /** As it stands in the text, without its line end. */
  readonly text: string;
}

/** What marks the rows of a diff. */
export interface DiffMarks {
  readonly added: string;
  readonly removed: string;
  /** Stands for lines that are left out. */
  readonly ellipsis: string;
}

const plainMarks: DiffMarks = { added: '+', removed: '-', ellipsis: '…' };

/** A row of a diff behind its mark. @param marks those of a terminal; default: what every reader of diffs knows */
export function markedRow({ kind, text }: DiffRow, marks: DiffMarks = plainMarks): string {
  if (kind === 'gap') return `  ${marks.ellipsis}`;
  return `${{ same: ' ', add: marks.added, remove: marks.removed }[kind]} ${text}`;
}

/** Lines that stay the same and are shown above and below each change. */
const around = 2;
/** Where more lines than these go or come, all from the first to the last of them counts as replaced: time goes with their square. */
const most = 1000;

/** What changes from one text to another, line by line, with a little of what stays the same around it. */
export function lineDiff(before: string, after: string): DiffRow[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  // A large file mostly stays as it is: what it begins and ends with is compared faster here.
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

/** Leaves out what is far from every change. */
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
