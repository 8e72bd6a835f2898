import { isTooMuchForOthers, readAtMost, sizeFaults } from './file-size.ts';
import {
  emptyValues,
  encodingNotes,
  hasByteOrderMark,
  keyRepeated,
  oddCharacter,
  propertyWarnings,
  Repeats,
  refusalNotes,
  shown,
} from './grammar-checks.ts';
import {
  findingTexts,
  noBlock,
  noSpan,
  type OpenProperty,
  type OpenSection,
  type Place,
  shellLine,
} from './grammar-parts.ts';
import { type Header, namePattern, readHeader } from './header.ts';
import { meantByShellLine, meantKey } from './meant-key.ts';
import { PlainSections } from './plain-section.ts';
import { type ReadFile, SectionColumns } from './section-columns.ts';
import type {
  GrammarFinding,
  GrammarFindingCode,
  SharedFileKind,
  SharedLine,
  SharedLineKind,
  SharedSection,
  Span,
} from './shared-file.ts';
import { decoded, type Pair, SharedText } from './shared-text.ts';

/**
 * Parses one of the two shared AWS files into lines with spans, sections and findings, by the cross-SDK profile grammar (the
 * one that the SDKs for Rust, Kotlin, Java and C share). It takes any bytes, never throws, and runs in linear time.
 *
 * Where that grammar refuses a whole file, this parser adds a finding and goes on, reading what the SDK for JavaScript and
 * the AWS CLI agree on. So an indented comment is a comment, and in a file that is indented throughout, a line continues a
 * value only when it is indented deeper than the value's key.
 *
 * @param options.keepLines false when nothing will be written: `lines` stays empty, which saves most of the time, and parsing
 *   stops at the limits of {@link readAtMost}
 */
export function parseSharedFile(
  bytes: Uint8Array,
  kind: SharedFileKind,
  { keepLines = true }: { readonly keepLines?: boolean } = {},
): ReadFile {
  return new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), kind, keepLines).read();
}

/** `<<<<<<< HEAD`, `=======`, `>>>>>>> branch`, and the ancestor's `|||||||`: git's conflict markers. */
const conflictMark = /^(?:<{7}|>{7}|={7}|\|{7})(?: |$)/;

/** A file is read in stretches of about this many bytes: its whole text would take its memory once more. */
const stretchSize = 64 * 1024;

/** Where the stretch that starts at an offset ends: before a header at the margin, or at the end of the file. */
function stretchEnd(bytes: Buffer, start: number): number {
  if (start + stretchSize >= bytes.length) return bytes.length;
  const before = bytes.lastIndexOf('\n[', start + stretchSize);
  if (before > start) return before + 1;
  const behind = bytes.indexOf('\n[', start + stretchSize);
  return behind < 0 ? bytes.length : behind + 1;
}

class Reader {
  readonly #bytes: Buffer;
  /** The stretch being read; offsets are relative to its start. */
  #text: SharedText;
  readonly #kind: SharedFileKind;
  readonly #keepLines: boolean;
  readonly #lines: SharedLine[] = [];
  readonly #plain: PlainSections;
  readonly #sections: SectionColumns;
  readonly #findings: GrammarFinding[] = [];
  readonly #repeats: Repeats;
  /** The nested block being read. */
  #block = new Map<string, { value: string; line: number; column: number }>();
  #section: number | undefined;
  #opened: OpenSection | undefined;
  /** The indent of the property that a deeper line would continue; -1 when there is none. */
  #continuedIndent = -1;
  /** That property; undefined when it was not read. */
  #continued: OpenProperty | undefined;
  #belowBrokenHeader = false;
  #indentNoted = false;
  /** Whether some line was neither a plain header nor a plain setting. */
  #closer = false;
  /** How many headers and settings were read one by one. */
  #closeLines = 0;
  /** Whether a comment or a line of white space was read. */
  #saysNothing = false;
  /** Whether everything read so far was ASCII. */
  #ascii = true;
  /** Whether some line may hold a character that the AWS CLI treats differently. */
  #odd = false;
  #number = 1;
  #base = 0;
  #lineStart = 0;

  constructor(bytes: Buffer, kind: SharedFileKind, keepLines: boolean) {
    this.#keepLines = keepLines;
    this.#bytes = bytes;
    this.#text = new SharedText(bytes.subarray(0, 0));
    this.#kind = kind;
    this.#plain = new PlainSections(bytes, kind);
    this.#sections = new SectionColumns(this.#plain);
    this.#repeats = new Repeats(this.#sections);
  }

  read(): ReadFile {
    const byteOrderMark = hasByteOrderMark(this.#bytes);
    for (let base = 0; base < this.#bytes.length && !this.#tooMuch(); ) {
      const end = this.#keepLines ? this.#bytes.length : stretchEnd(this.#bytes, base);
      this.#text = new SharedText(this.#bytes.subarray(base, end));
      this.#plain.goOn(this.#text.raw, base);
      this.#ascii &&= this.#text.ascii;
      this.#stretch(byteOrderMark && base === 0 ? 3 : 0, base);
      base = end;
    }
    const ofFile = encodingNotes(this.#bytes, this.#ascii).map((note) => ({ ...note, line: 1, column: 1 }));
    const all: GrammarFinding[] = [...ofFile, ...this.#findings, ...emptyValues(this.#sections.others)];
    // The AWS CLI, too, reads a file of nothing but plain headers and settings without repeats.
    const isOddToCli = this.#closer || this.#odd || all.length > 0;
    if (isOddToCli && !isTooMuchForOthers(this.#bytes)) all.push(...refusalNotes(this.#bytes));
    const wide = all.find(({ code, severity }) => code === 'encoding' && severity === 'error');
    // UTF-16 was read as single bytes, so the other findings mean nothing.
    const findings = wide ? [wide] : all.sort((one, other) => one.line - other.line);
    const tooMuch = this.#tooMuch();
    const columns = this.#sections;
    let sections: readonly SharedSection[] | undefined;
    return {
      kind: this.#kind,
      byteOrderMark,
      lines: this.#lines,
      columns,
      get sections() {
        sections ??= columns.all();
        return sections;
      },
      findings,
      ...(tooMuch ? { tooMuch } : {}),
    };
  }

  /** Reads the lines of a stretch. @param base its offset in the file */
  #stretch(begin: number, base: number): void {
    this.#base = base;
    const { raw } = this.#text;
    let start = begin;
    for (; start < raw.length; this.#number++) {
      if (!this.#keepLines) start = this.#plainSections(start, base);
      if (start >= raw.length || this.#tooMuch()) break;
      const feed = raw.indexOf('\n', start);
      const stop = feed < 0 ? raw.length : feed;
      const crlf = feed > start && raw.charCodeAt(feed - 1) === 13;
      this.#lineStart = start;
      this.#line({ start, end: crlf ? stop - 1 : stop, eol: feed < 0 ? '' : crlf ? '\r\n' : '\n' });
      start = stop + 1;
    }
    // Sections taken whole hold nothing odd, except for non-ASCII characters in comments.
    if (this.#saysNothing || !this.#text.ascii) this.#odd ||= this.#text.mayBeOdd;
    this.#saysNothing = false;
  }

  #tooMuch(): string | undefined {
    if (this.#keepLines) return undefined;
    if (this.#sections.length > readAtMost.sections) return sizeFaults.sections;
    return this.#closeLines > readAtMost.closeLines ? sizeFaults.lines : undefined;
  }

  /**
   * Takes whole sections until one needs a closer look; of ten thousand, few do.
   *
   * @returns the offset of the first line that was not taken
   */
  #plainSections(start: number, base: number): number {
    let at = start;
    while (at < this.#text.raw.length && !this.#tooMuch()) {
      const form = this.#plain.take(at);
      if (!form || !this.#repeats.openNew(base + at, base + this.#plain.end, form)) break;
      at = this.#plain.end;
    }
    if (at > start) {
      this.#section = this.#sections.length - 1;
      this.#opened = undefined;
      if (base + at < this.#bytes.length) this.#number = this.#plain.lineAt(base + at);
    }
    return at;
  }

  #line(place: Place): void {
    const { raw } = this.#text;
    const first = this.#text.skipSpace(place.start, place.end);
    const mark = raw.charAt(first);
    const indent = first - place.start;
    const says = first < place.end && mark !== '#' && mark !== ';';
    if (says) this.#closeLines += 1;
    if (says && indent === 0 && this.#plainProperty(place)) return;
    if (says && conflictMark.test(raw.slice(place.start, Math.min(place.end, place.start + 8)))) {
      this.#conflict(place);
      return;
    }
    this.#closer ||= says && mark !== '[';
    this.#saysNothing ||= !says && place.end > place.start;
    const odd = this.#text.mayBeOdd ? oddCharacter(raw.slice(place.start, place.end), says) : undefined;
    if (odd) this.#warn(odd.code, odd.text, place.start + odd.at);
    if (!says) this.#push(place, first === place.end ? 'blank' : 'comment');
    else if (this.#continuedIndent >= 0 && indent > this.#continuedIndent) this.#deeperLine(place, first);
    else if (mark === '[') this.#header(place, first);
    else this.#property(place, first, indent);
  }

  /** Adds one finding per file, and no others for the lines with the markers. */
  #conflict(place: Place): void {
    this.#continuedIndent = -1;
    this.#push(place, 'junk');
    if (this.#findings.some(({ code }) => code === 'conflict')) return;
    this.#findings.push({
      code: 'conflict',
      severity: 'error',
      text: findingTexts.conflict,
      line: this.#number,
      column: 1,
    });
  }

  #header(place: Place, first: number): void {
    this.#continuedIndent = -1;
    const header = readHeader(this.#text.raw.slice(first, place.end), this.#kind);
    this.#belowBrokenHeader = 'broken' in header;
    if ('broken' in header) {
      this.#section = undefined;
      this.#opened = undefined;
      this.#push(place, 'junk');
      this.#note('header-broken', 'error', header.broken, first);
      return;
    }
    this.#openSection(header, first);
    this.#push(place, 'header');
    for (const note of header.notes) this.#note(note.code, note.severity, note.text, first);
    if (first > place.start) this.#warn('header-indented', findingTexts.headerIndented, first);
  }

  #openSection(header: Header, first: number): void {
    const { kind, name, prefixed, visibility } = header;
    const start = first + header.nameStart;
    const nameSpan = this.#keepLines ? { start, end: first + header.nameEnd } : noSpan;
    const open = { kind, name, prefixed, visibility, line: this.#number, nameSpan, properties: [] };
    // A grown array reserves room for many more properties, which adds up over ten thousand sections; a copy does not.
    if (this.#opened) this.#opened.properties = this.#opened.properties.slice();
    this.#section = this.#sections.addOther(open, this.#base + first);
    this.#opened = open;
    if (this.#repeats.openSection(open)) this.#warn('section-repeated', findingTexts.sectionRepeated, first);
  }

  /** A fast path for most settings. @returns false for those that need a closer look */
  #plainProperty(place: Place): boolean {
    const open = this.#opened;
    const key = open && this.#text.plainKey(place.start, place.end);
    if (!open || key === undefined || meantKey(key)) return false;
    const span = { start: this.#text.plainValue(place.start + key.length), end: place.end };
    this.#addProperty(open, place, place.start, key, span);
    return true;
  }

  #addProperty(open: OpenSection, place: Place, first: number, key: string, span: Span): OpenProperty {
    const column = this.#column(first);
    const value = this.#text.text(span);
    const target: OpenProperty = { key, value, line: this.#number, column, nested: noBlock };
    this.#continuedIndent = first - place.start;
    this.#continued = target;
    if (this.#repeats.addKey(key)) this.#warn('key-repeated', keyRepeated(key), first);
    open.properties.push(target);
    this.#push(place, 'property', key, span);
    return target;
  }

  #property(place: Place, first: number, indent: number): void {
    const pair = this.#text.pair(first, place.end, true);
    const open = this.#opened;
    this.#continuedIndent = -1;
    if (!open) {
      this.#push(place, 'junk');
      const told = this.#belowBrokenHeader || this.#findings.some(({ code }) => code === 'line-outside');
      if (!told) this.#note('line-outside', 'error', findingTexts.lineOutside, first);
    } else if (typeof pair === 'string') {
      this.#push(place, 'junk');
      this.#note('line-not-read', 'error', pair, first);
    } else if (!namePattern.test(pair.written)) {
      this.#continuedIndent = indent;
      this.#continued = undefined;
      this.#push(place, 'junk');
      const meant = meantByShellLine(pair.written);
      if (meant === undefined) this.#warn('key-not-read', findingTexts.keyNotRead, first);
      else this.#warn('key-misnamed', shellLine(meant), first);
    } else if (pair.colon) this.#colon(open, place, first, pair);
    else {
      const key = pair.written.toLowerCase();
      const { value } = this.#addProperty(open, place, first, key, pair.valueSpan);
      for (const { code, text } of propertyWarnings(pair, key, value)) this.#warn(code, text, first);
      if (indent > 0) this.#noteIndent(first);
    }
  }

  /**
   * The AWS CLI reads `key: value` as a setting, and so do we, unless the section has the key already. Sign-in settings are the
   * exception: the SDK looks them up itself, and misses them. To a writer the line is junk, since the two disagree on it.
   */
  #colon(open: OpenSection, place: Place, first: number, pair: Pair): void {
    const key = pair.written.toLowerCase();
    const ofSdk = open.kind !== 'profile' || /^(?:sso|login)_/.test(key);
    const known = open.properties.some((property) => property.key === key);
    if (ofSdk) this.#note('key-colon', 'error', findingTexts.colon, first);
    else this.#warn('key-colon', findingTexts.colon, first);
    this.#push(place, 'junk');
    if (ofSdk || known) return;
    const value = this.#text.text(pair.valueSpan);
    this.#continuedIndent = first - place.start;
    this.#continued = { key, value, line: this.#number, column: this.#column(first), nested: noBlock };
    open.properties.push(this.#continued);
  }

  /** A line indented deeper than the property above it: part of its value or of its nested block. */
  #deeperLine(place: Place, first: number): void {
    const target = this.#continued;
    if (!target) this.#push(place, 'junk');
    else if (target.value === '') this.#subproperty(place, first, target);
    else {
      const valueSpan = { start: first, end: this.#text.skipSpaceBack(first, place.end) };
      const value = this.#text.text(valueSpan);
      if (/[=[]/.test(value)) {
        const text = `the line continues ${shown(target.key)}; the SDK for JavaScript reads it as a line of its own`;
        this.#warn('value-continued', text, first);
      }
      target.value += `\n${value}`;
      this.#push(place, 'continuation', target.key, valueSpan);
    }
  }

  #subproperty(place: Place, first: number, target: OpenProperty): void {
    const pair = this.#text.pair(first, place.end, false);
    if (typeof pair === 'string') {
      this.#push(place, 'junk', target.key);
      this.#note('line-not-read', 'error', pair, first);
      return;
    }
    const key = decoded(pair.written).toLowerCase();
    const value = this.#text.text(pair.valueSpan);
    if (target.nested === noBlock) target.nested = this.#block = new Map();
    this.#block.set(key, { value, line: this.#number, column: this.#column(first) });
    this.#push(place, 'subproperty', key, pair.valueSpan);
  }

  #noteIndent(first: number): void {
    if (this.#indentNoted) return;
    this.#indentNoted = true;
    this.#warn('indented', findingTexts.indented, first);
  }

  /** Every line gets the same fields in the same order: with one object shape, tens of thousands of them are quick. */
  #push({ start, end, eol }: Place, kind: SharedLineKind, key?: string, valueSpan?: Span): void {
    if (!this.#keepLines) return;
    this.#lines.push({ start, end, number: this.#number, eol, kind, section: this.#section, key, valueSpan });
  }

  #warn(code: GrammarFindingCode, text: string, at: number): void {
    this.#note(code, 'warning', text, at);
  }

  #note(code: GrammarFindingCode, severity: 'error' | 'warning', text: string, at: number): void {
    const section = this.#section === undefined ? {} : { section: this.#section };
    this.#findings.push({ code, severity, text, line: this.#number, column: this.#column(at), ...section });
  }

  /** 1-based, in characters. @param at an offset in the current line */
  #column(at: number): number {
    return at <= this.#lineStart ? 1 : this.#text.text({ start: this.#lineStart, end: at }).length + 1;
  }
}
