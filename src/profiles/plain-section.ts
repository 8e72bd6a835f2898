import { noBlock, noSpan } from './grammar-parts.ts';
import { isPlainName, plainNameAt, plainNameOffset } from './header.ts';
import { meantKey } from './meant-key.ts';
import { formId, formOf, formPattern, plainValue, SectionForm, type WrittenSetting } from './section-form.ts';
import type { SharedFileKind, SharedProperty, SharedSection } from './shared-file.ts';

/** How many forms are told apart by what their settings say, too. */
const mostForms = 32;
/** How many are told apart at all; a section of another one needs a closer look. */
const keptForms = 1000;
/** How many settings a section of a form has at most. */
const mostSettings = 24;

/** A setting as nearly all stand: at the margin, its value without white space. */
const setting = new RegExp(`([a-z][a-z0-9_]*) ?= ?(${plainValue})(?=\\r?\\n|$)`, 'y');
/** The same, where its key is known. */
const behindKey = new RegExp(` ?= ?(?=${plainValue})`, 'y');
const value = /[!-~]+/y;
const comment = /[^\n]*/y;

/** A form that was seen twice. */
interface SoughtForm {
  readonly form: SectionForm;
  readonly pattern: RegExp;
}

/**
 * Takes sections out of a shared file whole: those of a plain header and plain lines (`key = value` at the margin, the value
 * without white space, the key one that AWS tools or nobody knows, each key once). A file may have hundreds of thousands of them, of
 * which a person looks at a few.
 */
export class PlainSections {
  /** One character a byte. */
  readonly raw: string;
  readonly kind: SharedFileKind;
  readonly #comments: boolean;
  readonly #forms = new Map<string, SectionForm>();
  /** The one that was found last is the first: nearly always it is the same again. */
  readonly #sought: SoughtForm[] = [];
  /** Line feeds before each block of the file, counted when a line is asked for. */
  #feeds: Int32Array | undefined;

  /** @param comments whether lines of comment need no closer look */
  constructor(raw: string, kind: SharedFileKind, comments: boolean) {
    this.raw = raw;
    this.kind = kind;
    this.#comments = comments;
  }

  /** The section whose header begins at an offset; undefined where there is none, or some line needs a closer look. */
  at(start: number): PlainSection | undefined {
    if (this.raw.charCodeAt(start) !== 91) return undefined;
    for (const sought of this.#sought) {
      const end = endOf(sought.pattern, this.raw, start);
      if (end < 0) continue;
      if (sought !== this.#sought[0])
        this.#sought.unshift(...this.#sought.splice(this.#sought.indexOf(sought), 1));
      return this.#section(start, end, sought.form);
    }
    return this.#other(start);
  }

  #section(start: number, end: number, form: SectionForm): PlainSection | undefined {
    const nameStart = start + plainNameOffset(this.kind);
    const name = this.raw.slice(nameStart, this.raw.indexOf(']', nameStart));
    return isPlainName(name) ? new PlainSection(this, name, start, end, form) : undefined;
  }

  /** A section of a form that is not looked for yet. */
  #other(start: number): PlainSection | undefined {
    const name = plainNameAt(this.raw, start, this.kind);
    if (name === undefined) return undefined;
    const settings: WrittenSetting[] = [];
    const end = this.#take(this.raw.indexOf('\n', start) + 1, settings);
    const form = end < 0 ? undefined : this.#formOf(settings);
    return form && new PlainSection(this, name, start, end, form);
  }

  /**
   * Takes the lines of a section as long as they are plain.
   *
   * @param settings what they say is added
   * @returns the offset of the next header, or the end; -1 where some line needs a closer look
   */
  #take(start: number, settings: WrittenSetting[]): number {
    const { raw } = this;
    let at = start;
    while (at < raw.length) {
      const code = raw.charCodeAt(at);
      if (code === 91) break;
      if (this.#comments && (code === 35 || code === 59)) at = endOf(comment, raw, at);
      else if (code !== 10 && code !== 13) {
        setting.lastIndex = at;
        const [, key = '', says = ''] = setting.exec(raw) ?? [];
        // A key that comes twice in a section is told, and one that means another.
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

  /** @returns undefined where there are too many forms to tell them apart */
  #formOf(settings: readonly WrittenSetting[]): SectionForm | undefined {
    const isFull = this.#forms.size >= mostForms;
    const names = settings.map(([key]) => key);
    const id = formId(settings);
    const known = this.#forms.get(id);
    if (known) this.#seek(known, settings);
    // Of a file of many forms only the names are told apart.
    return (
      known ??
      (isFull
        ? // No id of a form that is told apart begins so: one of a single setting is its name.
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

  /** A form that comes again is looked for from now on. */
  #seek(form: SectionForm, settings: readonly WrittenSetting[]): void {
    if (this.#sought.length >= mostForms || this.#sought.some((sought) => sought.form === form)) return;
    this.#sought.push({ form, pattern: formPattern(settings, this.kind, this.#comments) });
  }

  /** The line of an offset, 1-based. */
  lineAt(offset: number): number {
    this.#feeds ??= feedsBeforeBlocks(this.raw);
    const block = Math.floor(offset / blockSize);
    return 1 + (this.#feeds[block] ?? 0) + feedsIn(this.raw, block * blockSize, offset);
  }
}

const blockSize = 4096;

function feedsBeforeBlocks(raw: string): Int32Array {
  const before = new Int32Array(Math.floor(raw.length / blockSize) + 1);
  for (let block = 1; block < before.length; block += 1)
    before[block] = (before[block - 1] ?? 0) + feedsIn(raw, (block - 1) * blockSize, block * blockSize);
  return before;
}

/** How many line feeds stand in a stretch of a text. */
export function feedsIn(raw: string, start: number, end: number): number {
  let feeds = 0;
  for (let at = start; at < end; at += 1) if (raw.charCodeAt(at) === 10) feeds += 1;
  return feeds;
}

/** Where a sticky pattern that begins at an offset ends; -1 where it does not match. */
function endOf(pattern: RegExp, raw: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(raw) ? pattern.lastIndex : -1;
}

/** A section that was taken whole. Its properties are made when they are asked for. */
export class PlainSection implements SharedSection {
  readonly #file: PlainSections;
  readonly name: string;
  /** Where its header begins. */
  readonly start: number;
  /** Where what stands below it begins: another header, or the end of the file. */
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

  /** How many lines it has, its header and those that say nothing included. */
  get lineCount(): number {
    const { raw } = this.#file;
    const endsInFeed = raw.charCodeAt(this.end - 1) === 10;
    return feedsIn(raw, this.start, this.end) + (endsInFeed ? 0 : 1);
  }

  get properties(): SharedProperty[] {
    const { raw } = this.#file;
    const properties: SharedProperty[] = [];
    let { line } = this;
    for (let at = this.#below(this.start); at < this.end; at = this.#below(at)) {
      line += 1;
      setting.lastIndex = at;
      const [, key, value] = setting.exec(raw) ?? [];
      if (key !== undefined && value !== undefined)
        properties.push({ key, value, line, column: 1, nested: noBlock });
    }
    return properties;
  }

  /** Where the line below an offset begins. */
  #below(at: number): number {
    const feed = this.#file.raw.indexOf('\n', at);
    return feed < 0 ? this.end : feed + 1;
  }

  /** What a setting says; undefined where it is not there. */
  value(key: string): string | undefined {
    if (!this.form.names.has(key)) return undefined;
    const known = this.form.values.get(key);
    if (known !== undefined) return known;
    const { raw } = this.#file;
    for (let at = this.#below(this.start); at < this.end; at = this.#below(at)) {
      if (!raw.startsWith(key, at)) continue;
      const start = endOf(behindKey, raw, at + key.length);
      if (start > 0) return raw.slice(start, endOf(value, raw, start));
    }
    return undefined;
  }
}
