/** One stretch of a file that is replaced; `start` equals `end` for an insertion. Offsets are bytes. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  /** What stands there afterwards, one character a byte. */
  readonly text: string;
}

/**
 * Replaces stretches of a file and nothing else. That every byte outside the stretches is the same as before is
 * checked on the result.
 *
 * @param splices in any order; they may touch but not overlap. Insertions at one place keep their order.
 * @throws Error when they overlap or reach outside the file: a fault of the caller
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

/** The splices from the front of the file to its end. */
export function ordered(splices: readonly Splice[]): Splice[] {
  return splices.toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** Walks both texts from stretch to stretch, independently of how the result was made. */
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
