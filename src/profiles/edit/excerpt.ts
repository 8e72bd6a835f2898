import { PlainSection } from '../plain-section.ts';
import type { SectionForm } from '../section-form.ts';
import { isSecretKey } from '../settings.ts';
import type { SharedFile, SharedFileKind, SharedSection } from '../shared-file.ts';
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
  readonly file: SharedFile;
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
  const sections = [...files.values()].flatMap(({ file }) => file.sections);
  const changed = changedNames(edit);
  const secrets = new Set(
    sections.flatMap((section) =>
      isProfile(section) && changed.has(section.name) ? (settingIn(section, secretKey) ?? []) : [],
    ),
  );
  const near = (section: SharedSection) =>
    (isProfile(section) && changed.has(section.name)) ||
    // Who names a profile follows its new name, or is told that it goes.
    (edit.kind !== 'set' && references(section).some((name) => changed.has(name)));
  const names = leantOn(sections, changed, edit);
  const isKept = (section: SharedSection) =>
    !(section instanceof PlainSection) ||
    names.has(section.name) ||
    (secrets.size > 0 && secrets.has(settingIn(section, secretKey) ?? ''));
  return new Map([...files].map(([kind, file]) => [kind, excerptOf(file, near, isKept)]));
}

const secretKey = 'aws_secret_access_key';

function changedNames(edit: SharedEdit): Set<string> {
  if (edit.kind === 'rename') return new Set([edit.name, edit.to]);
  return new Set(edit.kind === 'set' ? [edit, ...(edit.also ?? [])].map(({ name }) => name) : [edit.name]);
}

/** The profiles that a change is about, and those that these and all sections that are kept anyway get their keys from. */
function leantOn(
  sections: readonly SharedSection[],
  changed: ReadonlySet<string>,
  edit: SharedEdit,
): Set<string> {
  const byName = new Map<string, PlainSection[]>();
  const names = new Set<string>(changed);
  const source = edit.kind === 'set' ? edit.set.get('source_profile') : undefined;
  if (source !== undefined) names.add(source);
  for (const section of sections) {
    if (!(section instanceof PlainSection)) {
      names.add(section.name);
      for (const name of references(section)) names.add(name);
    } else if (leadsOn(section)) {
      const known = byName.get(section.name);
      if (known) known.push(section);
      else byName.set(section.name, [section]);
    }
  }
  // A set goes on over what is added to it meanwhile.
  for (const name of names)
    for (const section of byName.get(name) ?? []) for (const next of references(section)) names.add(next);
  return names;
}

function leadsOn({ form: { names } }: PlainSection): boolean {
  return names.has('source_profile') || names.has('credential_process');
}

/** The profiles that a section names, and other words of its command. */
function references(section: SharedSection): string[] {
  if (section instanceof PlainSection && !leadsOn(section)) return [];
  const source = settingIn(section, 'source_profile');
  const command = settingIn(section, 'credential_process');
  return [...(source === undefined ? [] : [source]), ...(command?.split(/[\s"'=]+/) ?? [])];
}

function settingIn(section: SharedSection, key: string): string | undefined {
  if (section instanceof PlainSection) return section.form.names.has(key) ? section.value(key) : undefined;
  return section.properties.find((property) => property.key === key)?.value;
}

function isProfile({ kind }: SharedSection): boolean {
  return kind === 'profile';
}

function excerptOf(
  { bytes, file }: LargeFile,
  near: (section: SharedSection) => boolean,
  isKept: (section: SharedSection) => boolean,
): Excerpt {
  const { sections } = file;
  const kept = new Uint8Array(sections.length);
  for (const [index, section] of sections.entries()) {
    if (near(section)) kept.fill(1, Math.max(0, index - neighbours), index + neighbours + 1);
    else if (isKept(section)) kept[index] = 1;
  }
  // What is told of the file as a whole is told of its first line; new sections go behind the last.
  kept.fill(1, 0, 1);
  kept.fill(1, -neighbours);
  const secret = firstWithSecret(sections);
  if (secret >= 0) kept[secret] = 1;

  const stretches: Stretch[] = [];
  let [at, start, line, leftOut] = [0, 0, 1, 0];
  const keepUpTo = (end: number) => {
    if (end > start) stretches.push({ at, start, length: end - start, line, leftOut });
    at += end - start;
  };
  for (const [index, section] of sections.entries()) {
    if (kept[index] === 1 || !(section instanceof PlainSection)) continue;
    if (section.start > start) {
      keepUpTo(section.start);
      line = section.line - leftOut;
    }
    leftOut += section.lineCount;
    start = section.end;
  }
  keepUpTo(bytes.length);
  const parts = stretches.map(({ start, length }) => bytes.subarray(start, start + length));
  return new Excerpt(Buffer.concat(parts), stretches);
}

/** Whether a file holds a secret at all decides who may be let at it. */
function firstWithSecret(sections: readonly SharedSection[]): number {
  const without = new Set<SectionForm>();
  return sections.findIndex((section) => {
    if (!(section instanceof PlainSection) || without.has(section.form)) return false;
    if ([...section.form.names].some(isSecretKey)) return true;
    without.add(section.form);
    return false;
  });
}
