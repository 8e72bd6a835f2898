import { jsonFault, lengthFault } from '../core/json-form.ts';
import { asRecord } from '../core/json-values.ts';
import { ownMember } from '../core/own-member.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { fileRemedy } from './file-remedies.ts';
import { projectPath } from './layouts/file-names.ts';
import type { Layout } from './project.ts';
import { readTolerantJson } from './tolerant-json.ts';

/**
 * Reads the text of a project's JSON file. Besides plain JSON it accepts what the Amplify CLI, which uses hjson, accepts
 * in files that people edit: `//`, `#` and block comments, and a comma after the last member.
 *
 * @param path named in the Problem
 * @param text the file's text, with or without a byte order mark
 * @param layout of the project, if known: the remedy depends on it
 * @throws Problem FILE_MALFORMED, naming the file, line and column (both from 1) and what to do
 */
export function parseProjectJson(path: string, text: string, layout?: Layout): unknown {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const tooLong = lengthFault(bare);
  if (tooLong !== undefined)
    throw malformed(`${plainText(path)} is not read.`, tooLong, fileRemedy(path, false, layout));
  try {
    if (jsonFault(bare) === undefined) return JSON.parse(bare);
  } catch {
    // Its messages have a position in some cases and on some versions of Node only; the other reader always gives one.
  }
  const read = readTolerantJson(bare);
  if (read.ok) return read.value;
  if (bare.trim() === '') {
    const next = fileRemedy(path, false, layout);
    throw malformed(`${plainText(path)} is empty.`, 'It should hold JSON.', next);
  }
  const { at, why, isConflict }: TextFault = textFault(bare) ?? read;
  const { line, column } = placeOf(bare, at);
  const what = `${plainText(path)} is not valid JSON: line ${line}, column ${column}.`;
  throw malformed(what, why, fileRemedy(path, isConflict, layout));
}

/**
 * Reads the text of a JSON file that has to hold an object.
 *
 * @throws Problem as {@link parseProjectJson}, and PROJECT_UNREADABLE if the JSON is not an object
 */
export function parseJsonObject(path: string, text: string, layout?: Layout): JsonObject {
  const value = parseProjectJson(path, text, layout);
  const object = asObject(value);
  if (object) return object;
  const { line } = placeOf(text, /\S/.exec(text)?.index ?? 0);
  throw new Problem({
    code: 'PROJECT_UNREADABLE',
    what: `${plainText(path)} cannot be used: line ${line}.`,
    why: `It holds ${kindOf(value)}, and an object ({ … }) is expected.`,
    next: fileRemedy(path, false, layout),
  });
}

/**
 * The object in a project file; undefined if there is no such file.
 *
 * @param texts of the files, by label
 * @throws Problem as {@link parseJsonObject}
 */
export function objectIn(
  root: string,
  label: string,
  texts: ReadonlyMap<string, string>,
): JsonObject | undefined {
  const text = texts.get(label);
  return text === undefined ? undefined : parseJsonObject(projectPath(root, label), text);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? 'a number' : `the word ${String(value)}`;
}

interface TextFault {
  readonly at: number;
  readonly why: string;
  readonly isConflict?: boolean;
}

/** What damaged a text that was once JSON, for damage that says more than the position where parsing stops. */
function textFault(text: string): TextFault | undefined {
  // Decoded as UTF-8, UTF-16 has a null character beside each letter; its byte order mark cannot be decoded.
  if (/^(?:\uFFFD{2})?(?:\0[^\0]|[^\0]\0){2}/.test(text))
    return { at: 0, why: 'It is in UTF-16, as PowerShell writes it, and has to be in UTF-8.' };
  const zero = text.indexOf('\0');
  if (zero >= 0) {
    const why = 'It has null characters: a computer or disk that stops while a file is written leaves them.';
    return { at: zero, why };
  }
  const conflict = /^(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)/m.exec(text);
  if (!conflict) return undefined;
  return { at: conflict.index, why: 'The marks of a merge conflict are in it.', isConflict: true };
}

/** The line and column of an offset in a text; both count from 1. */
function placeOf(text: string, at: number): { line: number; column: number } {
  let [line, start] = [1, 0];
  for (const { index, 0: end } of text.slice(0, at).matchAll(/\r\n|\r|\n/g)) {
    line += 1;
    start = index + end.length;
  }
  return { line, column: at - start + 1 };
}

/** A JSON object. Read its members with {@link member}, which is safe for names such as `constructor`. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as a JSON object, or undefined when it is something else. */
export const asObject: (value: unknown) => JsonObject | undefined = asRecord;

/** An object's own member, never an inherited one. */
export function member(object: JsonObject | undefined, name: string): unknown {
  return ownMember(object, name);
}

/** Sets a member as data whatever its name: `object.__proto__ = …` would set the prototype instead. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A member that is an object; undefined when it is missing or something else. */
export function objectMember(object: JsonObject | undefined, name: string): JsonObject | undefined {
  return asObject(member(object, name));
}

/** A member that is text and not empty; undefined when it is missing or something else. */
export function textMember(object: JsonObject | undefined, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function malformed(what: string, why: string, next: string): Problem {
  return new Problem({ code: 'FILE_MALFORMED', what, why, next });
}
