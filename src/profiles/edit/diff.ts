import { parseSharedFile } from '../grammar.ts';
import type { SharedFile, SharedLine } from '../shared-file.ts';
import type { EditedFile } from './edit.ts';
import { maskedLine } from './mask.ts';
import { lineEnd } from './opened.ts';
import type { Splice } from './splice.ts';

/** One row of a diff. */
export interface DiffLine {
  /** `gap` stands for omitted lines. */
  readonly kind: 'same' | 'add' | 'remove' | 'gap';
  /** Safe to show: secrets are masked. Empty for a gap. */
  readonly text: string;
  /** 1-based: of the old file for `remove`, else of the new one. */
  readonly line: number;
}

/** How many unchanged lines are shown above and below each change. */
const contextLines = 2;

/** Whole lines that an edit replaces, by 0-based index; `oldEnd` and `newEnd` are exclusive. */
interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** The diff of an edit, line by line, secrets masked. @param secretKeys see {@link maskedLine} */
export function maskedDiff(edited: EditedFile, secretKeys: ReadonlySet<string>): DiffLine[] {
  const before = edited.opened.file;
  const { lineInFile } = edited.opened;
  const after = parseSharedFile(edited.after, edited.opened.kind);
  const show = (bytes: Buffer, line: SharedLine) =>
    maskedLine(bytes.toString('utf8', line.start, line.end), line, secretKeys);
  const rows: DiffLine[] = [];
  /** How many lines the rest of the file has moved down so far. */
  let lower = 0;
  const inFile = (line: number) => lineInFile(line - lower) + lower;
  const same = (from: number, to: number) => {
    for (const line of after.lines.slice(from, to))
      rows.push({ kind: 'same', text: show(edited.after, line), line: inFile(line.number) });
  };
  let shown = 0;
  const changes = changedLines(edited, after);
  for (const [index, change] of changes.entries()) {
    const from = Math.max(shown, change.newStart - contextLines);
    if (from > shown) rows.push({ kind: 'gap', text: '', line: inFile(shown + 1) });
    same(from, change.newStart);
    for (const line of before.lines.slice(change.oldStart, change.oldEnd))
      rows.push({ kind: 'remove', text: show(edited.opened.bytes, line), line: lineInFile(line.number) });
    const first = inFile(change.newStart + 1);
    for (const [index, line] of after.lines.slice(change.newStart, change.newEnd).entries())
      rows.push({ kind: 'add', text: show(edited.after, line), line: first + index });
    lower = change.newEnd - change.oldEnd;
    const next = changes[index + 1]?.newStart ?? after.lines.length;
    shown = Math.min(next, change.newEnd + contextLines);
    same(change.newEnd, shown);
  }
  if (changes.length > 0 && shown < after.lines.length)
    rows.push({ kind: 'gap', text: '', line: inFile(shown + 1) });
  return rows;
}

/** The lines that an edit adds, unmasked. */
export function addedLines(edited: EditedFile): string[] {
  const after = parseSharedFile(edited.after, edited.opened.kind);
  return changedLines(edited, after)
    .flatMap(({ newStart, newEnd }) => after.lines.slice(newStart, newEnd))
    .map((line) => edited.after.toString('utf8', line.start, line.end));
}

/** The removed and added lines, unmasked, regardless of place and spacing: two edits with the same text are the same change. */
export function changedText(edited: EditedFile): string {
  const after = parseSharedFile(edited.after, edited.opened.kind);
  const rows = (sign: string, bytes: Buffer, lines: readonly SharedLine[]) =>
    lines
      .map((line) =>
        lineText(bytes, line)
          .trim()
          .replace(/\s*=\s*/, '='),
      )
      .filter((line) => line !== '')
      .map((line) => sign + line);
  return changedLines(edited, after)
    .flatMap(({ oldStart, oldEnd, newStart, newEnd }) => [
      ...rows('-', edited.opened.bytes, edited.opened.file.lines.slice(oldStart, oldEnd)),
      ...rows('+', edited.after, after.lines.slice(newStart, newEnd)),
    ])
    .join('\n');
}

/** The changes as whole lines, each as small as possible, in file order. */
function changedLines({ opened, splices, after: bytes }: EditedFile, after: SharedFile): Change[] {
  const old = opened.file.lines;
  const changes: Change[] = [];
  let shift = 0;
  for (const group of touchedLines(old, splices, opened.bytes.length)) {
    const startOffset = old[group.first]?.start ?? opened.bytes.length;
    const endOffset = old[group.end]?.start ?? opened.bytes.length;
    const newStart = lineIndexAt(after.lines, startOffset + shift);
    shift += group.grown;
    const newEnd = lineIndexAt(after.lines, endOffset + shift);
    changes.push(
      trimmed(
        { oldStart: group.first, oldEnd: group.end, newStart, newEnd },
        (index) => lineText(opened.bytes, old[index]),
        (index) => lineText(bytes, after.lines[index]),
      ),
    );
  }
  return changes;
}

/** Groups of adjacent lines that splices touch, by 0-based index, with the bytes that they gain. */
function touchedLines(lines: readonly SharedLine[], splices: readonly Splice[], length: number) {
  const groups: { first: number; end: number; grown: number }[] = [];
  for (const { start, end, text } of splices) {
    const atEnd = start === length && lines.at(-1)?.eol === '' ? lines.length - 1 : undefined;
    const first = atEnd ?? lineIndexAt(lines, start);
    const between = start === end && (first === lines.length || lines[first]?.start === start);
    const beyond = between ? first : lineIndexAt(lines, Math.max(start, end - 1)) + 1;
    const grown = text.length - (end - start);
    const group = groups.at(-1);
    if (group && first <= group.end) {
      group.end = Math.max(group.end, beyond);
      group.grown += grown;
    } else groups.push({ first, end: Math.min(beyond, lines.length), grown });
  }
  return groups;
}

/** The index of the line that holds an offset, or of the one that would begin there. */
function lineIndexAt(lines: readonly SharedLine[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle];
    if (line && lineEnd(line) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Trims equal lines from both ends of a change. */
function trimmed(
  change: Change,
  oldText: (index: number) => string,
  newText: (index: number) => string,
): Change {
  let { oldStart, oldEnd, newStart, newEnd } = change;
  const left = () => oldStart < oldEnd && newStart < newEnd;
  for (; left() && oldText(oldStart) === newText(newStart); oldStart++) newStart++;
  for (; left() && oldText(oldEnd - 1) === newText(newEnd - 1); oldEnd--) newEnd--;
  return { oldStart, oldEnd, newStart, newEnd };
}

function lineText(bytes: Buffer, line: SharedLine | undefined): string {
  return line ? bytes.toString('latin1', line.start, line.end) : '';
}
