import { isUtf8 } from 'node:buffer';
import { PlainSection } from '../plain-section.ts';
import type { ReadFile, SectionColumns } from '../section-columns.ts';
import { isSecretKey } from '../settings.ts';
import type { SharedFileKind, SharedSection } from '../shared-file.ts';
import type { SharedEdit } from './shared-edit.ts';
import type { Splice } from './splice.ts';

/** A stretch of a file that an excerpt has. Offsets are bytes. */
interface Stretch {
  /** Where it begins in the excerpt, and in the file. */
  readonly at: number;
  readonly start: number;
  readonly length: number;
  /** Its first line in the excerpt, 1-based, and how many lines above it were left out. */
  readonly line: number;
  readonly leftOut: number;
}

/**
 * What a change of a large shared file has to look at line by line. Left out are sections that every tool reads alike
 * ({@link PlainSection}) and that have nothing to do with the change: such a section says the same whatever stands around it, and
 * the rest says the same without it.
 */
export class Excerpt {
  readonly bytes: Buffer;
  readonly #stretches: readonly Stretch[];

  constructor(bytes: Buffer, stretches: readonly Stretch[]) {
    this.bytes = bytes;
    this.#stretches = stretches;
  }

  /** The number in the file of a line of the excerpt, both 1-based. */
  lineInFile(line: number): number {
    return line + (this.#stretches.findLast((stretch) => stretch.line <= line)?.leftOut ?? 0);
  }

  /**
   * A splice of the excerpt as one of the file.
   *
   * @throws Error when it reaches over what was left out: a fault of the caller
   */
  inFile({ start, end, text }: Splice): Splice {
    const stretch = this.#stretches.findLast(({ at }) => at <= start);
    const shift = stretch ? stretch.start - stretch.at : 0;
    if (stretch && end > stretch.at + stretch.length)
      throw new Error('an edit reaches over sections that it does not concern');
    return { start: start + shift, end: end + shift, text };
  }
}

/** A shared file that is to be edited. */
export interface LargeFile {
  readonly bytes: Buffer;
  /** Read without its lines. */
  readonly file: Pick<ReadFile, 'columns'>;
}

/** How many sections on either side of what changes are kept: the review shows the two lines next to it. */
const neighbours = 3;

/**
 * Takes out of the two shared files what a change has to look at: the profiles that it changes or leans on, whatever leans on
 * them, all that is not plain, and the two ends of each file.
 *
 * @param files both, as far as they are there: what a profile leans on may stand in either
 * @param edit as it is in the config file, where profiles name others
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
      // Who names a profile follows its new name, or is told that it goes.
      for (const number of edit.kind === 'set' ? [] : leadingAndOthers(columns, leading))
        if (references(columns.at(number)).some((name) => changed.has(name))) keep(number, neighbours);
      // What is told of the file as a whole is told of its first line; new sections go behind the last.
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

/** The sections of some names. */
function numbersNamed(columns: SectionColumns, names: ReadonlySet<string>): number[] {
  const plain = [...names].map((name) => columns.find(name)).filter((number) => number >= 0);
  const others = [...columns.others].filter(([, { name }]) => names.has(name)).map(([number]) => number);
  return [...plain, ...others];
}

/** The plain sections that hold one of some secrets, looked for where the secret stands. */
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

/** The plain sections with a comment that is not UTF-8: no part of such a file is edited. */
function notUtf8(columns: SectionColumns): number[] {
  const { bytes } = columns.plain;
  if (isUtf8(bytes)) return [];
  return columns
    .numbersOf(() => true)
    .filter((number) => !isUtf8(bytes.subarray(columns.startOf(number), columns.endOf(number))));
}

/** The plain sections that lead to other profiles. */
function leadingNumbers(columns: SectionColumns): number[] {
  return columns.numbersOf(({ names }) => names.has('source_profile') || names.has('credential_process'));
}

function leadingAndOthers(
  columns: SectionColumns,
  leading: ReadonlyMap<SectionColumns, readonly number[]>,
): number[] {
  return [...(leading.get(columns) ?? []), ...columns.others.keys()];
}

/** The profiles that a change is about, and those that these and all sections that are kept anyway get their keys from. */
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
  // A set goes on over what is added to it meanwhile.
  for (const name of names)
    for (const [columns, numbers] of led) {
      const number = columns.find(name);
      if (numbers.has(number)) for (const next of references(columns.at(number))) names.add(next);
    }
  return names;
}

/** The profiles that a section names, and other words of its command. */
function references(section: SharedSection | undefined): string[] {
  if (!section) return [];
  const commands = settingsIn(section, 'credential_process').flatMap((command) => command.split(/[\s"'=]+/));
  return [...settingsIn(section, 'source_profile'), ...commands];
}

/** All values of a setting: a section that is not plain may have it several times, and tools do not agree which one counts. */
function settingsIn(section: SharedSection, key: string): string[] {
  if (section instanceof PlainSection) return [section.value(key)].filter((value) => value !== undefined);
  return section.properties.filter((property) => property.key === key).map(({ value }) => value);
}

/** @param kept by number; what was read line by line stays anyway */
function excerptOf(bytes: Buffer, columns: SectionColumns, kept: Uint8Array): Excerpt {
  const stretches: Stretch[] = [];
  let [at, start, line, leftOut] = [0, 0, 1, 0];
  const keepUpTo = (end: number) => {
    if (end <= start) return;
    // The lines of a stretch are counted where it begins: what is left out before it may be nearly all of the file.
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

/** Whether a file holds a secret at all decides who may be let at it. */
function firstWithSecret(columns: SectionColumns): number {
  return columns.numbersOf(({ names }) => [...names].some(isSecretKey))[0] ?? -1;
}
