import { isUtf8 } from 'node:buffer';
import { clip, plainText } from '../core/text.ts';
import { cliRefusal } from './cli-reader.ts';
import { meantKey } from './meant-key.ts';
import type { SectionColumns } from './section-columns.ts';
import type { SectionForm } from './section-form.ts';
import type { GrammarFinding, GrammarFindingCode, SharedSection } from './shared-file.ts';
import type { Pair } from './shared-text.ts';

/** Whether a file begins with the byte order mark of UTF-8. */
export function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 3) === '\u00EF\u00BB\u00BF';
}

/** Findings about the encoding of a whole file. @param ascii whether all of it is ASCII */
export function encodingNotes(
  bytes: Buffer,
  ascii: boolean,
): Pick<GrammarFinding, 'code' | 'severity' | 'text'>[] {
  const notes: Pick<GrammarFinding, 'code' | 'severity' | 'text'>[] = [];
  if (/^(?:\u00FF\u00FE|\u00FE\u00FF)/.test(bytes.toString('latin1', 0, 2))) {
    const wide = 'the file is saved as UTF-16; AWS tools read UTF-8 only';
    notes.push({ code: 'encoding', severity: 'error', text: wide });
  } else if (!ascii && !isUtf8(bytes)) {
    const invalid = 'the file is not valid UTF-8; AWS tools do not agree on how to read it';
    notes.push({ code: 'encoding', severity: 'warning', text: invalid });
  }
  if (hasByteOrderMark(bytes)) {
    const mark = 'the AWS CLI refuses this whole file: it begins with a byte order mark';
    notes.push({ code: 'byte-order-mark', severity: 'warning', text: mark });
  }
  return notes;
}

/** The finding that the AWS CLI refuses the whole file, if it does. */
export function refusalNotes(bytes: Buffer): GrammarFinding[] {
  const refusal = cliRefusal(bytes);
  if (!refusal || hasByteOrderMark(bytes)) return [];
  const text = `the AWS CLI refuses this whole file: ${refusal.why}`;
  return [{ code: 'cli-refuses', severity: 'warning', text, line: refusal.line, column: 1 }];
}

// One character per byte. U+0085, U+2028 and U+2029 are line ends to Python's `splitlines`, with which the AWS CLI parses
// nested blocks; to others they are white space.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const odd = /[\u0000-\u0008\u000B-\u001F\u007F]|\u00C2\u0085|\u00E2\u0080[\u00A8\u00A9]/;
const lineEndsForSome = '\u000B\u000C\u001C\u001D\u001E\u00C2\u00E2';

/**
 * The first character of a line that does not belong in a text file, if there is one.
 *
 * @param line one character per byte
 * @param says false for a comment or a blank line, where only a carriage return matters
 */
export function oddCharacter(
  line: string,
  says: boolean,
): { code: GrammarFindingCode; text: string; at: number } | undefined {
  const at = says ? line.search(odd) : line.indexOf('\r');
  if (at < 0) return undefined;
  const character = line.charAt(at);
  if (character === '\r') {
    const text = 'a carriage return alone ends a line for the AWS CLI, but not for the SDKs';
    return { code: 'carriage-return', text, at };
  }
  const text = lineEndsForSome.includes(character)
    ? 'the line holds a character that ends a line for some programs'
    : 'the line holds a control character';
  return { code: 'control-character', text, at };
}

/** The finding about a key that its section already has. */
export function keyRepeated(key: string): string {
  return `${shown(key)} comes twice in the section: the SDKs take the last, the AWS CLI refuses the whole file`;
}

/** Warnings about what AWS tools read differently in a setting. */
export function propertyWarnings(
  pair: Pair,
  key: string,
  value: string,
): { code: GrammarFindingCode; text: string }[] {
  const name = shown(key);
  const warnings: { code: GrammarFindingCode; text: string }[] = [];
  if (pair.written !== key) {
    const text = `the SDK for JavaScript does not read ${shown(pair.written)}; write ${meantKey(key) ?? name}`;
    warnings.push({ code: 'key-case', text });
  } else {
    const meant = meantKey(key);
    if (meant !== undefined)
      warnings.push({ code: 'key-misnamed', text: `no AWS tool reads ${name}; write ${meant}` });
  }
  if (pair.comment && value !== '') {
    const text = `the AWS CLI reads the comment behind ${name} as part of its value`;
    warnings.push({ code: 'value-comment', text });
  }
  if (/^(["']).*\1$/.test(value) && key !== 'credential_process') {
    const text = `the quotation marks around ${name} are part of its value for AWS tools`;
    warnings.push({ code: 'value-quoted', text });
  }
  return warnings;
}

/** Findings for settings without a value or a nested block. @param sections by number; plain ones have no such settings */
export function emptyValues(sections: ReadonlyMap<number, SharedSection>): GrammarFinding[] {
  const findings: GrammarFinding[] = [];
  for (const [section, { properties }] of sections) {
    for (const { key, value, nested, line, column } of properties) {
      if (value !== '' || nested.size > 0) continue;
      const text = `${shown(key)} has no value; AWS tools do not agree on what that means`;
      findings.push({ code: 'value-empty', severity: 'warning', text, line, column, section });
    }
  }
  return findings;
}

type SectionName = Pick<SharedSection, 'kind' | 'name' | 'prefixed'>;

/** A section whose properties are being read. */
interface KeyedSection extends SectionName {
  readonly properties: readonly { readonly key: string }[];
}

/** Finds repeated sections and keys. Sections with the same name count as parts of one. */
export class Repeats {
  readonly #sections: SectionColumns;
  readonly #prefixed = new Map<string, KeyedSection>();
  readonly #plain = new Map<string, KeyedSection>();
  readonly #others = new Map<string, KeyedSection>();
  readonly #joined = new Map<KeyedSection, Set<string>>();
  #open: KeyedSection | undefined;
  /** Only for sections with many keys: a few are quicker to search one by one. */
  #keys: Set<string> | undefined;

  /** @param sections the sections read so far; plain ones are recorded only there */
  constructor(sections: SectionColumns) {
    this.#sections = sections;
  }

  /** Adds a section that was taken whole, unless one like it exists. @returns whether it was added */
  openNew(start: number, end: number, form: SectionForm): boolean {
    const { plain } = this.#sections;
    const alike = this.#sectionsLike({ kind: 'profile', prefixed: plain.kind === 'config' });
    if (alike.size > 0 && alike.has(plain.nameAt(start))) return false;
    if (!this.#sections.addPlain(start, end, form)) return false;
    this.#open = undefined;
    this.#keys = undefined;
    return true;
  }

  /** Separate maps, because building a key for each of ten thousand sections would take time. */
  #sectionsLike({ kind, prefixed }: Pick<SectionName, 'kind' | 'prefixed'>): Map<string, KeyedSection> {
    return kind === 'profile' ? (prefixed ? this.#prefixed : this.#plain) : this.#others;
  }

  /** @returns true when the section is a repeated one */
  openSection(section: KeyedSection): boolean {
    const sections = this.#sectionsLike(section);
    const id = idOf(section);
    const first = sections.get(id) ?? this.#plainLike(section);
    this.#open = section;
    this.#keys = undefined;
    if (!first) {
      sections.set(id, section);
      return false;
    }
    this.#keys = this.#joined.get(first) ?? keysOf(first);
    this.#joined.set(first, this.#keys);
    return true;
  }

  #plainLike({ kind, name, prefixed }: SectionName): KeyedSection | undefined {
    const { plain } = this.#sections;
    if (kind !== 'profile' || prefixed !== (plain.kind === 'config')) return undefined;
    return this.#sections.at(this.#sections.find(name));
  }

  /** Call it before the property is added. @returns true when the open section already has the key */
  addKey(key: string): boolean {
    if (!this.#open) return false;
    const { properties } = this.#open;
    if (!this.#keys && properties.length > 16) this.#keys = keysOf(this.#open);
    if (!this.#keys) {
      for (const property of properties) if (property.key === key) return true;
      return false;
    }
    const had = this.#keys.has(key);
    this.#keys.add(key);
    return had;
  }
}

/** Unambiguous, because no name contains a line feed. */
function idOf({ kind, name }: SectionName): string {
  return kind === 'profile' ? name : `${kind}\n${name}`;
}

function keysOf({ properties }: Pick<KeyedSection, 'properties'>): Set<string> {
  return new Set(properties.map(({ key }) => key));
}

/** A name from the file, safe to show in a finding. */
export function shown(text: string): string {
  return clip(plainText(text), 60);
}
