import { isUtf8 } from 'node:buffer';
import { PlainSection } from '../plain-section.ts';
import type { ReadFile, SectionColumns } from '../section-columns.ts';
import { isSecretKey } from '../settings.ts';
import type { SharedFileKind, SharedSection } from '../shared-file.ts';
import type { SharedEdit } from './shared-edit.ts';
import type { Splice } from './splice.ts';

/** A stretch of a file that an excerpt includes. Offsets are in bytes. */
interface Stretch {
  /** Its offset in the excerpt, and in the file. */
  readonly at: number;
  readonly start: number;
  readonly length: number;
  /** Its first line in the excerpt, 1-based, and how many lines above it were left out. */
  readonly line: number;
  readonly leftOut: number;
}

/**
 * The part of a large shared file that a change has to check line by line. It omits sections that every tool reads alike
 * ({@link PlainSection}) and that have nothing to do with the change: such a section means the same wherever it is, and the rest
 * means the same without it.
 */
export class Excerpt {
  readonly bytes: Buffer;
  readonly #stretches: readonly Stretch[];

  constructor(bytes: Buffer, stretches: readonly Stretch[]) {
    this.bytes = bytes;
    this.#stretches = stretches;
  }

  /** Converts a line number of the excerpt to that of the file, both 1-based. */
  lineInFile(line: number): number {
    return line + (this.#stretches.findLast((stretch) => stretch.line <= line)?.leftOut ?? 0);
  }

  /**
   * Converts a splice of the excerpt to one of the file.
   *
   * @throws Error when it spans omitted sections: a bug in the caller
   */
  inFile({ start, end, text }: Splice): Splice {
    const stretch = this.#stretches.findLast(({ at }) => at <= start);
    const shift = stretch ? stretch.start - stretch.at : 0;
    if (stretch && end > stretch.at + stretch.length)
      throw new Error('an edit reaches over sections that it does not concern');
    return { start: start + shift, end: end + shift, text };
  }
}

/** A shared file to be edited. */
export interface LargeFile {
  readonly bytes: Buffer;
  /** Parsed without its lines. */
  readonly file: Pick<ReadFile, 'columns'>;
}

/** How many sections are kept on either side of a changed one: the review shows the two lines next to it. */
const neighbours = 3;

/**
 * Extracts from the two shared files what a change has to check: the profiles that it changes or depends on, everything that
 * depends on them, all sections that are not plain, and both ends of each file.
 *
 * @param files those that exist: a profile may depend on one in either file
 * @param edit the edit of the config file, where profiles name others
 */
export function excerptsFor(
  files: ReadonlyMap<SharedFileKind, LargeFile>,
  edit: SharedEdit,
): Map<SharedFileKind, Excerpt> {
  const all = [...files.values()].map(({ file }) => file.columns);
  const changed = changedNames(edit);
  const secrets = new Set(
    all.flatMap((columns) =>
      numbersNamed(columns, changed).flatMap((number) => {
        const section = columns.at(number);
        return section?.kind === 'profile' ? settingsIn(section, secretKey) : [];
      }),
    ),
  );
  const leading = new Map(all.map((columns) => [columns, leadingNumbers(columns)]));
  const names = leantOn(leading, changed, edit);
  return new Map(
    [...files].map(([kind, { bytes, file }]) => {
      const { columns } = file;
      const kept = new Uint8Array(columns.length);
      const keep = (number: number, around = 0) =>
        kept.fill(1, Math.max(0, number - around), number + around + 1);
      for (const number of [...columns.others.keys(), ...numbersNamed(columns, names)]) keep(number);
      for (const number of numbersWith(columns, secrets)) keep(number);
      for (const number of notUtf8(columns)) keep(number);
      for (const number of numbersNamed(columns, changed))
        if (columns.at(number)?.kind === 'profile') keep(number, neighbours);
      // References to a profile follow its new name, or are listed when it is removed.
      for (const number of edit.kind === 'set' ? [] : leadingAndOthers(columns, leading))
        if (references(columns.at(number)).some((name) => changed.has(name))) keep(number, neighbours);
      // Findings about the whole file are on its first line; new sections go after the last.
      kept.fill(1, 0, 1);
      kept.fill(1, -neighbours);
      const secret = firstWithSecret(columns);
      if (secret >= 0) keep(secret);
      return [kind, excerptOf(bytes, columns, kept)];
    }),
  );
}

const secretKey = 'aws_secret_access_key';

function changedNames(edit: SharedEdit): Set<string> {
  if (edit.kind === 'rename') return new Set([edit.name, edit.to]);
  return new Set(edit.kind === 'set' ? [edit, ...(edit.also ?? [])].map(({ name }) => name) : [edit.name]);
}

/** The numbers of the sections with these names. */
function numbersNamed(columns: SectionColumns, names: ReadonlySet<string>): number[] {
  const plain = [...names].map((name) => columns.find(name)).filter((number) => number >= 0);
  const others = [...columns.others].filter(([, { name }]) => names.has(name)).map(([number]) => number);
  return [...plain, ...others];
}

/** The plain sections with one of these secrets, found by searching for the secret itself. */
function numbersWith(columns: SectionColumns, secrets: ReadonlySet<string>): number[] {
  const { bytes } = columns.plain;
  const found: number[] = [];
  for (const secret of secrets)
    for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + secret.length)) {
      const number = columns.numberAt(at);
      if (number >= 0 && columns.valueOf(number, secretKey) === secret) found.push(number);
    }
  return found;
}

/** The plain sections that are not UTF-8, which only a comment can be: such a file is never edited. */
function notUtf8(columns: SectionColumns): number[] {
  const { bytes } = columns.plain;
  if (isUtf8(bytes)) return [];
  return columns
    .numbersOf(() => true)
    .filter((number) => !isUtf8(bytes.subarray(columns.startOf(number), columns.endOf(number))));
}

/** The plain sections that may refer to other profiles. */
function leadingNumbers(columns: SectionColumns): number[] {
  return columns.numbersOf(({ names }) => names.has('source_profile') || names.has('credential_process'));
}

function leadingAndOthers(
  columns: SectionColumns,
  leading: ReadonlyMap<SectionColumns, readonly number[]>,
): number[] {
  return [...(leading.get(columns) ?? []), ...columns.others.keys()];
}

/** The names of the changed profiles, and of all from which they or the sections that are kept anyway get their keys. */
function leantOn(
  leading: ReadonlyMap<SectionColumns, readonly number[]>,
  changed: ReadonlySet<string>,
  edit: SharedEdit,
): Set<string> {
  const names = new Set<string>(changed);
  const source = edit.kind === 'set' ? edit.set.get('source_profile') : undefined;
  if (source !== undefined) names.add(source);
  for (const { others } of leading.keys())
    for (const section of others.values())
      for (const name of [section.name, ...references(section)]) names.add(name);
  const led = new Map([...leading].map(([columns, numbers]) => [columns, new Set(numbers)]));
  // Iterating over a set includes what is added meanwhile.
  for (const name of names)
    for (const [columns, numbers] of led) {
      const number = columns.find(name);
      if (numbers.has(number)) for (const next of references(columns.at(number))) names.add(next);
    }
  return names;
}

/** The profiles that a section names, along with all other words of its command. */
function references(section: SharedSection | undefined): string[] {
  if (!section) return [];
  const commands = settingsIn(section, 'credential_process').flatMap((command) => command.split(/[\s"'=]+/));
  return [...settingsIn(section, 'source_profile'), ...commands];
}

/** All values of a setting: a section that is not plain may have several, and tools disagree on which one counts. */
function settingsIn(section: SharedSection, key: string): string[] {
  if (section instanceof PlainSection) return [section.value(key)].filter((value) => value !== undefined);
  return section.properties.filter((property) => property.key === key).map(({ value }) => value);
}

/** @param kept 1 for each section to include, by its number */
function excerptOf(bytes: Buffer, columns: SectionColumns, kept: Uint8Array): Excerpt {
  const stretches: Stretch[] = [];
  let [at, start, line, leftOut] = [0, 0, 1, 0];
  const keepUpTo = (end: number) => {
    if (end <= start) return;
    // Counted once per stretch, not per omitted section: those may be nearly all of the file.
    const first = columns.plain.lineAt(start);
    leftOut = first - line;
    stretches.push({ at, start, length: end - start, line, leftOut });
    line = columns.plain.lineAt(end) - leftOut;
    at += end - start;
  };
  for (let number = 0; number < columns.length; number += 1) {
    if (kept[number] === 1) continue;
    keepUpTo(columns.startOf(number));
    start = columns.endOf(number);
  }
  keepUpTo(bytes.length);
  const parts = stretches.map(({ start, length }) => bytes.subarray(start, start + length));
  return new Excerpt(Buffer.concat(parts), stretches);
}

/** Kept because the warning about a file's mode depends on whether it holds a secret; -1 when it holds none. */
function firstWithSecret(columns: SectionColumns): number {
  return columns.numbersOf(({ names }) => [...names].some(isSecretKey))[0] ?? -1;
}
