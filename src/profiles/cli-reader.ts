import type { SharedFileKind } from './shared-file.ts';

/** One reason why the AWS CLI refuses a file, valid profiles included. */
export interface CliRefusal {
  /** A clause, safe to show. */
  readonly why: string;
  /** The reason with the names of section and setting: two refusals with the same text are the same. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** What the AWS CLI makes of one shared file. */
export interface CliFile {
  /** Settings by section name as its header spells it, then by lower-case key. Nested blocks stay unparsed text. */
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The settings of `[DEFAULT]`, which every section inherits unless it sets its own. */
  readonly inherited: ReadonlyMap<string, string>;
  /**
   * Why it refuses the whole file; empty when it reads it. The sections are still what its rules make of the lines, so that a
   * change to a file that is refused anyway can be checked.
   */
  readonly refusals: readonly CliRefusal[];
}

/** White space to Python (`str.isspace`), which differs from JavaScript's. */
const space = '\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';
const spacePattern = new RegExp(`[${space}]`);
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Where Python's `splitlines` ends a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python takes them for line ends
const nestedLineEnd = /\r\n|[\n\r\v\f\x1C-\x1E\x85\u2028\u2029]/;

/** The lines of a value. */
interface Lines {
  readonly texts: string[];
  /** The line number of each text, 1-based. */
  readonly at: number[];
}

/** Why the AWS CLI refuses a whole shared file, and at which line; undefined when it reads it. */
export function cliRefusal(bytes: Uint8Array): CliRefusal | undefined {
  const parsed = parse(bytes);
  return parsed.refusals[0] ?? nestedRefusals(parsed)[0];
}

/**
 * Reads a file by the rules of the AWS CLI and boto3, which are those of Python's `RawConfigParser` (strict, `=` and `:`
 * between key and value, whole-line comments, indented continuation lines) as botocore's `configloader` uses it.
 * It shares no code with our own parser (grammar.ts), so that two independent readers check each edit.
 *
 * @see https://docs.python.org/3/library/configparser.html
 */
export function readAsCli(bytes: Uint8Array): CliFile {
  const parsed = parse(bytes);
  const joined = (settings: Settings) =>
    new Map([...settings].map(([key, lines]) => [key, joinedValue(lines)]));
  return {
    sections: new Map([...parsed.sections].map(([name, settings]) => [name, joined(settings)])),
    inherited: joined(parsed.inherited),
    refusals: [...parsed.refusals, ...nestedRefusals(parsed)],
  };
}

type Settings = Map<string, Lines>;

/** A file before its nested blocks are parsed. */
interface Parsed {
  readonly sections: ReadonlyMap<string, Settings>;
  readonly inherited: Settings;
  readonly refusals: readonly CliRefusal[];
}

function joinedValue({ texts }: Lines): string {
  return texts.length === 1 ? (texts[0] ?? '') : strippedEnd(texts.join('\n'));
}

/** Nested blocks that cannot be parsed. Those of `[DEFAULT]` count only when a section inherits them. */
function nestedRefusals({ sections, inherited }: Parsed): CliRefusal[] {
  const refusals: CliRefusal[] = [];
  for (const [name, settings] of sections.size > 0 ? [...sections, ['DEFAULT', inherited] as const] : []) {
    for (const [key, lines] of settings) {
      if (lines.texts.length === 1 || lines.texts[0] !== '' || nestedBlock(joinedValue(lines))) continue;
      refusals.push({
        why: 'an indented line has no = sign',
        text: `${key} of [${name}] has a line without =`,
        line: lines.at[lines.texts.findIndex((text) => !nestedBlock(text))] ?? 1,
      });
    }
  }
  return refusals;
}

function parse(bytes: Uint8Array): Parsed {
  const sections = new Map<string, Map<string, Lines>>();
  const inherited = new Map<string, Lines>();
  const refusals: CliRefusal[] = [];
  let number = 0;
  const refuse = (why: string, text = why, line = Math.max(1, number)) => refusals.push({ why, text, line });
  let text = '';
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    refuse('it is not UTF-8');
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
  if (text.startsWith('\uFEFF')) {
    refuse('it begins with a byte order mark');
    text = text.slice(1);
  }
  let section: { readonly name: string; readonly settings: Map<string, Lines> } | undefined;
  /** The lines of the value that an indented line would continue. */
  let open: Lines | undefined;
  let indent = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    number += 1;
    const value = stripped(line);
    if (value === '') {
      open?.texts.push('');
      open?.at.push(number);
      continue;
    }
    if (value.startsWith('#') || value.startsWith(';')) continue;
    const here = firstOfText(line);
    if (open && here > indent) {
      open.texts.push(value);
      open.at.push(number);
      continue;
    }
    indent = here;
    const close = value.lastIndexOf(']');
    if (value.startsWith('[') && close > 1) {
      const name = value.slice(1, close);
      const known = name === 'DEFAULT' ? inherited : sections.get(name);
      if (known && known !== inherited) refuse('a section comes twice', `[${name}] comes twice`);
      section = { name, settings: known ?? new Map() };
      if (!known) sections.set(name, section.settings);
      open = undefined;
    } else if (!section) refuse('a line is above the first header');
    else {
      const equals = value.search(/[=:]/);
      const key = stripped(value.slice(0, Math.max(0, equals))).toLowerCase();
      if (equals < 0) refuse('a line has no = sign', `[${section.name}] has a line without =`);
      else {
        if (key === '') refuse('nothing is before an = sign', `[${section.name}] has a line without a key`);
        if (section.settings.has(key))
          refuse('a setting comes twice in a section', `[${section.name}] has ${key} twice`);
        const lines = { texts: [stripped(value.slice(equals + 1))], at: [number] };
        section.settings.set(key, lines);
        open = key === '' ? undefined : lines;
      }
    }
  }
  return { sections, inherited, refusals };
}

/** The nested block of a setting (`s3 =`) as the AWS CLI parses it; undefined when it refuses the file because of it. */
export function nestedBlock(value: string): ReadonlyMap<string, string> | undefined {
  const block = new Map<string, string>();
  for (const line of value.split(nestedLineEnd).map(stripped)) {
    if (line === '') continue;
    const equals = line.indexOf('=');
    if (equals < 0) return undefined;
    block.set(stripped(line.slice(0, equals)), stripped(line.slice(equals + 1)));
  }
  return block;
}

/**
 * The profile that a section is to the AWS CLI; undefined when it is none. In the credentials file every section is one, in
 * the config file `default` and every name that starts with `profile` and is two words to a shell.
 */
export function cliProfileName(section: string, kind: SharedFileKind): string | undefined {
  if (kind === 'credentials' || section === 'default') return section;
  if (!section.startsWith('profile')) return undefined;
  const words = shellWords(section);
  return words?.length === 2 ? words[1] : undefined;
}

/** Like Python's `shlex.split`; undefined for an unterminated quote or escape. */
function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === ' ' || char === '\t' || char === '\r' || char === '\n') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '\\') {
      at += 1;
      if (at >= text.length) return undefined;
      word = (word ?? '') + text.charAt(at);
    } else if (char === "'" || char === '"') {
      const part = quoted(text, at);
      if (!part) return undefined;
      word = (word ?? '') + part.text;
      at = part.end;
    } else word = (word ?? '') + char;
  }
  return word === undefined ? words : [...words, word];
}

/** The text between quotes and the offset of the closing one; undefined when that is missing. */
function quoted(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const quote = text.charAt(start);
  let inside = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) return { text: inside, end: at };
    const escapes = char === '\\' && quote === '"' && ['"', '\\'].includes(text.charAt(at + 1));
    if (escapes) at += 1;
    inside += text.charAt(at);
  }
  return undefined;
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // A fast path for nearly all characters.
  return code === 32 || ((code < 32 || code > 126) && spacePattern.test(text.charAt(at)));
}

function firstOfText(line: string): number {
  let at = 0;
  while (at < line.length && isSpace(line, at)) at++;
  return at;
}

function strippedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text, end - 1)) end--;
  return text.slice(0, end);
}

/** Like Python's `str.strip`. Not a regular expression, which takes quadratic time on a long run of spaces. */
function stripped(text: string): string {
  return strippedEnd(text).slice(firstOfText(text));
}
