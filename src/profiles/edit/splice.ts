/** A range of a file to replace; `start` equals `end` for an insertion. Offsets are in bytes. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  /** The replacement, one character per byte. */
  readonly text: string;
}

/**
 * Replaces ranges of a file and nothing else, and checks that every other byte of the result is unchanged.
 *
 * @param splices in any order; they may touch but not overlap. Insertions at one place keep their order.
 * @throws Error when they overlap or reach outside the file: a bug in the caller
 */
export function spliced(bytes: Buffer, splices: readonly Splice[]): Buffer {
  const inOrder = ordered(splices);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, text } of inOrder) {
    if (start < at || end < start || end > bytes.length) throw new Error('splices overlap');
    parts.push(bytes.subarray(at, start), Buffer.from(text, 'latin1'));
    at = end;
  }
  parts.push(bytes.subarray(at));
  const result = Buffer.concat(parts);
  expectRestUnchanged(bytes, result, inOrder);
  return result;
}

/** The splices in file order. */
export function ordered(splices: readonly Splice[]): Splice[] {
  return splices.toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** Compares the bytes between the splices, independently of how the result was made. */
function expectRestUnchanged(before: Buffer, after: Buffer, inOrder: readonly Splice[]): void {
  let from = 0;
  let shift = 0;
  for (const { start, end, text } of [...inOrder, { start: before.length, end: before.length, text: '' }]) {
    const same = before.compare(after, from + shift, start + shift, from, start) === 0;
    if (!same) throw new Error('an edit changed bytes outside its place');
    from = end;
    shift += text.length - (end - start);
  }
  if (after.length !== before.length + shift) throw new Error('an edit changed the length of the rest');
}
