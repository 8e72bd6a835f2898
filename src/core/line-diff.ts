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
/** With more lines than this between the first and the last change, the whole part counts as replaced. */
const most = 600;

/** What changes from one text to another, line by line, with a little of what stays the same around it. */
export function lineDiff(before: string, after: string): DiffRow[] {
  const [old, now] = [linesOf(before), linesOf(after)];
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

/** The shortest way from one list of lines to the other, by their longest common subsequence. */
function changes(old: readonly string[], now: readonly string[]): DiffRow[] {
  const remove = (text: string): DiffRow => ({ kind: 'remove', text });
  const add = (text: string): DiffRow => ({ kind: 'add', text });
  if (old.length > most || now.length > most) return [...old.map(remove), ...now.map(add)];
  const width = now.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === now[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const rows: DiffRow[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [a, b] = [old[i], now[j]];
    if (a !== undefined && a === b) {
      rows.push({ kind: 'same', text: a });
      i++;
      j++;
    } else if (
      a !== undefined &&
      (b === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      rows.push(remove(a));
      i++;
    } else {
      rows.push(add(b ?? ''));
      j++;
    }
  }
  return rows;
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
