import { isUtf8 } from 'node:buffer';
import { clip, plainText } from '../values/text.ts';
import type { GrammarFinding, GrammarFindingCode } from './shared-file.ts';
import type { Pair, SharedText } from './shared-text.ts';

/** What is odd about the bytes of a whole file. */
export function encodingNotes(text: SharedText): Pick<GrammarFinding, 'code' | 'severity' | 'text'>[] {
  const notes: Pick<GrammarFinding, 'code' | 'severity' | 'text'>[] = [];
  if (/^(?:\u00FF\u00FE|\u00FE\u00FF)/.test(text.raw)) {
    const wide = 'the file is saved as UTF-16; AWS tools read UTF-8 only';
    notes.push({ code: 'encoding', severity: 'error', text: wide });
  } else if (!isUtf8(text.bytes)) {
    const invalid = 'the file is not valid UTF-8; AWS tools do not agree on how to read it';
    notes.push({ code: 'encoding', severity: 'warning', text: invalid });
  }
  if (text.raw.startsWith('\u00EF\u00BB\u00BF')) {
    const mark = 'the AWS CLI refuses a file that begins with a byte order mark';
    notes.push({ code: 'byte-order-mark', severity: 'warning', text: mark });
  }
  return notes;
}

/** The first character of a line that does not belong into a text file, if there is one. */
export function oddCharacter(
  line: string,
): { code: GrammarFindingCode; text: string; at: number } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  const at = line.search(/[\u0000-\u0008\u000D-\u001F\u007F]/);
  if (at < 0) return undefined;
  return line.charAt(at) === '\r'
    ? { code: 'carriage-return', text: 'a carriage return alone does not end a line for the SDKs', at }
    : { code: 'control-character', text: 'the line holds a control character', at };
}

/** Where AWS tools read a setting differently. @param repeated the key stood in its section before */
export function propertyWarnings(
  pair: Pair,
  key: string,
  value: string,
  repeated: boolean,
): { code: GrammarFindingCode; text: string }[] {
  const name = shown(key);
  const warnings: { code: GrammarFindingCode; text: string }[] = [];
  if (repeated) {
    const text = `the AWS CLI refuses a file in which ${name} comes twice in a section; the SDKs take the last`;
    warnings.push({ code: 'key-repeated', text });
  }
  if (pair.written !== key) {
    const text = `the SDK for JavaScript does not read ${shown(pair.written)}; write ${name}`;
    warnings.push({ code: 'key-case', text });
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

/** The keys of a section. Most sections have a few, for which an array is smaller and quicker than a set. */
export class KeyRecord {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  has(key: string): boolean {
    return this.#many ? this.#many.has(key) : this.#few.includes(key);
  }

  add(key: string): void {
    if (this.#many) this.#many.add(key);
    else if (this.#few.push(key) > 16) this.#many = new Set(this.#few);
  }
}

/** A name of the file as a finding shows it. */
export function shown(text: string): string {
  return clip(plainText(text), 60);
}
