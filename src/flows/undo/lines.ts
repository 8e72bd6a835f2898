import { createHash } from 'node:crypto';
import { redact } from '../../core/redact.ts';
import { plainText } from '../../core/text.ts';
import { maskedLine } from '../../profiles/edit/mask.ts';
import { parseSharedFile } from '../../profiles/grammar.ts';
import type { ChangedFile, ChangedFileKind } from '../../state/changes.ts';
import { shownText } from '../configure-project/shown.ts';

/** A line of a file with its end, one character per byte. */
export interface FileLine {
  readonly raw: string;
  /** For display: secrets hidden, without its end. */
  readonly shown: string;
  /** Whether it may hold a secret, so that it is not copied. */
  readonly isSecret: boolean;
}

const utf8 = (raw: string) => Buffer.from(raw, 'latin1').toString('utf8');
const bare = (raw: string) => raw.replace(/\r?\n$/, '');

/** The lines of a file; none if there is no file. */
export function linesOf(bytes: Buffer | undefined, kind: ChangedFileKind): FileLine[] {
  if (!bytes) return [];
  if (kind === 'text')
    return (bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []).map((raw) => {
      const text = utf8(bare(raw));
      const shown = redact(plainText(shownText(text)));
      return { raw, shown, isSecret: shown !== plainText(text) };
    });
  const { lines } = parseSharedFile(bytes, kind);
  return lines.map((line, index) => {
    // Includes a byte order mark before the first line.
    const start = index === 0 ? 0 : line.start;
    const raw = bytes.toString('latin1', start, lines[index + 1]?.start ?? bytes.length);
    const text = bytes.toString('utf8', line.start, line.end);
    const shown = maskedLine(text, line, new Set());
    return { raw, shown, isSecret: shown !== plainText(text) };
  });
}

/** A line as it is stored: the digest if it may hold a secret. */
export function sealed({ raw, isSecret }: FileLine, salt: string): string {
  return isSecret ? digestOf(raw, salt) : raw;
}

function digestOf(raw: string, salt: string): string {
  return `\0${createHash('sha256').update(salt).update(bare(raw), 'latin1').digest('hex')}`;
}

export function isSealed(kept: string): boolean {
  return kept.startsWith('\0');
}

/** What a change did to a file: the lines that differ, with up to three on each side. @returns undefined if nothing differs */
export function changeOf(
  path: string,
  kind: ChangedFileKind,
  salt: string,
  [before, after]: readonly [Buffer | undefined, Buffer | undefined],
): ChangedFile | undefined {
  if (before === after || (before && after?.equals(before))) return undefined;
  const [old, now] = [linesOf(before, kind), linesOf(after, kind)];
  let start = 0;
  while (start < old.length && start < now.length && old[start]?.raw === now[start]?.raw) start++;
  let end = 0;
  const left = () => end < old.length - start && end < now.length - start;
  while (left() && old[old.length - 1 - end]?.raw === now[now.length - 1 - end]?.raw) end++;
  const keep = (lines: readonly FileLine[]) => lines.map((line) => sealed(line, salt));
  const below = now.length - end;
  return {
    path,
    kind,
    existed: before !== undefined,
    exists: after !== undefined,
    lead: keep(now.slice(Math.max(0, start - 3), start)),
    before: keep(old.slice(start, old.length - end)),
    after: keep(now.slice(start, below)),
    tail: keep(now.slice(below, below + 3)),
  };
}

/**
 * The place of a change's lines in the current file, whatever else was changed there since.
 *
 * @returns the index of its first line; undefined if the lines, with those around them, are not there exactly once
 */
export function placeOf(
  { lead, after, tail }: ChangedFile,
  lines: readonly FileLine[],
  salt: string,
): number | undefined {
  const wanted = [...lead, ...after, ...tail];
  const now = lines.map((line) => sealed(line, salt));
  if (wanted.every((line) => isSealed(line) === false && line.trim() === ''))
    return now.length === wanted.length && now.every((line, index) => line === wanted[index])
      ? lead.length
      : undefined;
  const found: number[] = [];
  for (let at = 0; at + wanted.length <= now.length; at++)
    if (wanted.every((line, index) => now[at + index] === line)) found.push(at);
  const [first] = found;
  return found.length === 1 && first !== undefined ? first + lead.length : undefined;
}

/** Finds the line for a digest among the lines on this machine. */
export function finder(lines: readonly FileLine[], salt: string): (kept: string) => FileLine | undefined {
  const bySeal = new Map(lines.map((line) => [digestOf(line.raw, salt), line]));
  return (kept) => bySeal.get(kept);
}
