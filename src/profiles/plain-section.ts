import { noBlock, noSpan } from './grammar-parts.ts';
import { isPlainName, mayBeRisky, plainNameAt, plainNameOffset } from './header.ts';
import { meantKey } from './meant-key.ts';
import {
  formId,
  formOf,
  formPattern,
  plainComment,
  plainValue,
  SectionForm,
  type WrittenSetting,
} from './section-form.ts';
import type { SharedFileKind, SharedProperty, SharedSection } from './shared-file.ts';

/** How many forms are distinguished by values as well. */
const mostForms = 32;
/** How many forms are distinguished at all; a section of any further one is read line by line. */
const keptForms = 1000;
/** The most settings that a section of a form may have. */
const mostSettings = 24;

/** A typical setting: at the margin, its value without white space. */
const setting = new RegExp(`([a-z][a-z0-9_]*) ?= ?(${plainValue})(?=\\r?\\n|$)`, 'y');
/** The part of it between a known key and its value. */
const behindKey = new RegExp(` ?= ?(?=${plainValue})`, 'y');
const value = /[!-~]+/y;
const comment = new RegExp(plainComment, 'y');

/** A form that was seen twice. */
interface SoughtForm {
  readonly form: SectionForm;
  readonly pattern: RegExp;
}

/**
 * Takes whole sections from a shared file: those with a plain header and plain lines (`key = value` at the margin, the value
 * without white space, each key once and none a misspelled one). A file may have hundreds of thousands of them, of which few are
 * ever looked at.
 */
export class PlainSections {
  readonly bytes: Buffer;
  readonly kind: SharedFileKind;
  /** Where the section taken last ends in the stretch: at the next header, or at the end of the stretch. */
  end = 0;
  /** The stretch of the file being read, one character per byte, and its offset. */
  #raw = '';
  #base = 0;
  readonly #forms = new Map<string, SectionForm>();
  /** The form found last comes first: nearly always the next section has it, too. */
  readonly #sought: SoughtForm[] = [];
  /** The number of line feeds before each block of the file, as far as line numbers were asked for. */
  readonly #feeds: number[] = [0];

  constructor(bytes: Buffer, kind: SharedFileKind) {
    this.bytes = bytes;
    this.kind = kind;
  }

  /** Moves on to another stretch, which ends before a header or at the end of the file. @param raw one character per byte */
  goOn(raw: string, base: number): void {
    this.#raw = raw;
    this.#base = base;
  }

  /**
   * Takes the section whose header begins at an offset of the stretch; {@link end} is then where it ends.
   *
   * @returns its form; undefined when there is no section, or some line needs a closer look
   */
  take(start: number): SectionForm | undefined {
    if (this.#raw.charCodeAt(start) !== 91) return undefined;
    for (const sought of this.#sought) {
      const end = endOf(sought.pattern, this.#raw, start);
      if (end < 0) continue;
      if (sought !== this.#sought[0])
        this.#sought.unshift(...this.#sought.splice(this.#sought.indexOf(sought), 1));
      this.end = end;
      const header = this.#base + start;
      const mayHarm = mayBeRisky(this.bytes, header + plainNameOffset(this.kind));
      return mayHarm && !isPlainName(this.nameAt(header)) ? undefined : sought.form;
    }
    return this.#other(start);
  }

  /** The name of the section whose plain header begins at an offset of the file. */
  nameAt(start: number): string {
    const nameStart = start + plainNameOffset(this.kind);
    let end = nameStart;
    while (this.bytes[end] !== 93) end += 1;
    return this.bytes.toString('latin1', nameStart, end);
  }

  /** A range of the file, one character per byte. */
  textOf(start: number, end: number): string {
    return this.bytes.toString('latin1', start, end);
  }

  /** Takes a section of a form that is not sought yet. */
  #other(start: number): SectionForm | undefined {
    if (plainNameAt(this.#raw, start, this.kind) === undefined) return undefined;
    const settings: WrittenSetting[] = [];
    this.end = this.#lines(this.#raw.indexOf('\n', start) + 1, settings);
    return this.end < 0 ? undefined : this.#formOf(settings);
  }

  /**
   * Takes the lines of a section as long as they are plain.
   *
   * @param settings the settings of the lines are added to it
   * @returns the offset of the next header, or the end; -1 when some line needs a closer look
   */
  #lines(start: number, settings: WrittenSetting[]): number {
    const raw = this.#raw;
    let at = start;
    while (at < raw.length) {
      const code = raw.charCodeAt(at);
      if (code === 91) break;
      if (code === 35 || code === 59) at = endOf(comment, raw, at);
      else if (code !== 10 && code !== 13) {
        setting.lastIndex = at;
        const [, key = '', says = ''] = setting.exec(raw) ?? [];
        // Repeated and misspelled keys need a closer look, which reports them.
        if (key === '' || settings.some(([known]) => known === key) || meantKey(key)) return -1;
        if (settings.push([key, says]) > mostSettings) return -1;
        at = setting.lastIndex;
      }
      if (raw.charCodeAt(at) === 13 && raw.charCodeAt(at + 1) === 10) at += 1;
      if (at < raw.length && raw.charCodeAt(at) !== 10) return -1;
      at += 1;
    }
    return Math.min(at, raw.length);
  }

  /** @returns undefined when there are too many forms to distinguish */
  #formOf(settings: readonly WrittenSetting[]): SectionForm | undefined {
    const isFull = this.#forms.size >= mostForms;
    const names = settings.map(([key]) => key);
    const id = formId(settings);
    const known = this.#forms.get(id);
    if (known) this.#seek(known, settings);
    // When a file has many forms, further ones are distinguished by their keys only.
    return (
      known ??
      (isFull
        ? // A prefix that no id of formId has.
          this.#kept(`\r${names.join('\r')}`, () => new SectionForm(names, [], false))
        : this.#kept(id, () => formOf(settings)))
    );
  }

  #kept(id: string, make: () => SectionForm): SectionForm | undefined {
    const known = this.#forms.get(id);
    if (known || this.#forms.size >= keptForms) return known;
    const form = make();
    this.#forms.set(id, form);
    return form;
  }

  /** A form seen again is sought from now on. */
  #seek(form: SectionForm, settings: readonly WrittenSetting[]): void {
    if (this.#sought.length >= mostForms || this.#sought.some((sought) => sought.form === form)) return;
    this.#sought.push({ form, pattern: formPattern(settings, this.kind) });
  }

  /** The value of a setting of a section; undefined when it is missing. */
  valueIn(start: number, end: number, form: SectionForm, key: string): string | undefined {
    if (!form.names.has(key)) return undefined;
    const known = form.values.get(key);
    if (known !== undefined) return known;
    const { bytes } = this;
    // Byte by byte, without decoding the section: a list does this for each of its rows.
    for (let at = start; at < end; at += 1) {
      if (bytes[at] !== 10) continue;
      let index = 0;
      while (index < key.length && bytes[at + 1 + index] === key.charCodeAt(index)) index += 1;
      const next = bytes[at + 1 + index];
      if (index < key.length || (next !== 32 && next !== 61)) continue;
      const line = this.textOf(at + 1, lineEndIn(bytes, at + 1, end));
      const begins = endOf(behindKey, line, key.length);
      if (begins > 0) return line.slice(begins, endOf(value, line, begins));
    }
    return undefined;
  }

  /** The 1-based line number of an offset. */
  lineAt(offset: number): number {
    const block = Math.floor(offset / blockSize);
    for (let next = this.#feeds.length; next <= block; next += 1)
      this.#feeds.push(
        (this.#feeds[next - 1] ?? 0) + feedsIn(this.bytes, (next - 1) * blockSize, next * blockSize),
      );
    return 1 + (this.#feeds[block] ?? 0) + feedsIn(this.bytes, block * blockSize, offset);
  }
}

const blockSize = 4096;

/** How many line feeds there are in a range of a file. */
function feedsIn(bytes: Uint8Array, start: number, end: number): number {
  let feeds = 0;
  for (let at = start; at < end; at += 1) if (bytes[at] === 10) feeds += 1;
  return feeds;
}

/** Where the line at an offset ends: at its line feed, or at `end`. */
function lineEndIn(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && bytes[stop] !== 10) stop += 1;
  return stop;
}

/** Where the line after that of an offset begins; the end of the text when there is none. */
function below(raw: string, at: number): number {
  const feed = raw.indexOf('\n', at);
  return feed < 0 ? raw.length : feed + 1;
}

/** Where the match of a sticky pattern at an offset ends; -1 when there is none. */
function endOf(pattern: RegExp, raw: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(raw) ? pattern.lastIndex : -1;
}

/** A section that was taken whole. Its properties are parsed at each access. */
export class PlainSection implements SharedSection {
  readonly #file: PlainSections;
  readonly name: string;
  /** Where its header begins. */
  readonly start: number;
  /** Where it ends: at the next header, or at the end of the file. */
  readonly end: number;
  readonly form: SectionForm;

  constructor(file: PlainSections, name: string, start: number, end: number, form: SectionForm) {
    this.#file = file;
    this.name = name;
    this.start = start;
    this.end = end;
    this.form = form;
  }

  get kind() {
    return 'profile' as const;
  }

  get prefixed(): boolean {
    return this.#file.kind === 'config';
  }

  get visibility() {
    return 'all' as const;
  }

  get nameSpan() {
    return noSpan;
  }

  get line(): number {
    return this.#file.lineAt(this.start);
  }

  get properties(): SharedProperty[] {
    const raw = this.#file.textOf(this.start, this.end);
    const properties: SharedProperty[] = [];
    let { line } = this;
    for (let at = below(raw, 0); at < raw.length; at = below(raw, at)) {
      line += 1;
      setting.lastIndex = at;
      const [, key, value] = setting.exec(raw) ?? [];
      if (key !== undefined && value !== undefined)
        properties.push({ key, value, line, column: 1, nested: noBlock });
    }
    return properties;
  }

  /** The value of a setting; undefined when it is missing. */
  value(key: string): string | undefined {
    return this.#file.valueIn(this.start, this.end, this.form, key);
  }
}
