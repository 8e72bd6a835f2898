import { afterBlank } from '../core/json-form.ts';
import { sameValue } from '../core/same-value.ts';
import { type PlacedMember, type PlacedValue, placesIn } from './json-places.ts';
import { asObject, type JsonObject, member, parseJsonObject } from './json-text.ts';

/** One member of a JSON file that changes. */
export interface JsonEdit {
  readonly path: readonly string[];
  /** Undefined removes the member. */
  readonly value: unknown;
}

/**
 * A JSON file with some members changed and every other byte kept: formatting, the order of the members, comments, line
 * ends. A new member comes last in its object, indented as the others are.
 *
 * @param path named in the Problem
 * @throws Problem FILE_MALFORMED naming line and column
 */
export function editedJson(path: string, text: string, edits: readonly JsonEdit[]): string {
  let edited = text;
  for (const edit of edits) {
    const value = parseJsonObject(path, edited);
    if (sameValue(at(value, edit.path), edit.value)) continue;
    edited = withEdit(edited, placesIn(edited), edit);
  }
  return edited;
}

function at(object: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => member(asObject(value), name), object);
}

function withEdit(text: string, object: PlacedValue, { path, value }: JsonEdit): string {
  const [name = '', ...rest] = path;
  const found = object.members?.findLast((each) => each.name === name);
  if (found && rest.length > 0 && found.value.members)
    return withEdit(text, found.value, { path: rest, value });
  if (value === undefined) return found && rest.length === 0 ? without(text, object, found) : text;
  // Missing objects on the path are created.
  const whole = [...rest].reverse().reduce<unknown>((inner, key) => ({ [key]: inner }), value);
  if (!found) return withMember(text, object, name, whole);
  const { start, end } = found.value;
  const shown = rendered(text, whole, isOneLine(text, object) ? undefined : marginAt(text, found.start));
  return text.slice(0, start) + shown + text.slice(end);
}

function withMember(text: string, object: PlacedValue, name: string, value: unknown): string {
  const last = object.members?.at(-1);
  const key = JSON.stringify(name);
  if (!last) {
    const outer = marginAt(text, object.start);
    const margin = outer + unitOf(text);
    const inside = `${eolOf(text)}${margin}${key}: ${rendered(text, value, margin)}${eolOf(text)}${outer}`;
    return `${text.slice(0, object.start)}{${inside}}${text.slice(object.end)}`;
  }
  const oneLine = isOneLine(text, object);
  const margin = oneLine ? undefined : marginAt(text, last.start);
  const shown = `${key}: ${rendered(text, value, margin)}`;
  const { end } = last.value;
  const comma = commaAfter(text, end);
  const head = comma === undefined ? `${text.slice(0, end)},` : text.slice(0, comma + 1);
  const from = comma === undefined ? end : comma + 1;
  if (margin === undefined) return `${head} ${shown}${text.slice(from)}`;
  // A comment after the last member stays with it.
  const line = restOfLine(text, from, object.end - 1);
  return `${head}${text.slice(from, line)}${eolOf(text)}${margin}${shown}${text.slice(line)}`;
}

function without(text: string, object: PlacedValue, gone: PlacedMember): string {
  const members = object.members ?? [];
  const index = members.indexOf(gone);
  const before = members[index - 1];
  const comma = commaAfter(text, gone.value.end);
  const end = comma === undefined ? gone.value.end : comma + 1;
  if (members.length === 1) return `${text.slice(0, object.start)}{}${text.slice(object.end)}`;
  if (isOneLine(text, object)) {
    const next = members[index + 1];
    if (next) return text.slice(0, gone.start) + text.slice(next.start);
    return text.slice(0, before?.value.end) + text.slice(gone.value.end);
  }
  const start = text.lastIndexOf('\n', gone.start) + 1;
  const alone = text.slice(start, gone.start).trim() === '';
  const rest = /[ \t]*(?:\r?\n)?/y;
  rest.lastIndex = end;
  const lineEnd = rest.test(text) ? rest.lastIndex : end;
  const cut = text.slice(0, alone ? start : gone.start) + text.slice(alone ? lineEnd : end);
  const left = before && commaAfter(text, before.value.end);
  // The member that is now last has no comma after it, unless the last one had one.
  if (index < members.length - 1 || comma !== undefined || left === undefined) return cut;
  return cut.slice(0, left) + cut.slice(left + 1);
}

/** The offset of the comma after a value; undefined if there is none. */
function commaAfter(text: string, end: number): number | undefined {
  const next = afterBlank(text, end);
  return text[next] === ',' ? next : undefined;
}

/** The end of the line if only a comment is left on it, else `from`. @param limit the end of the object */
function restOfLine(text: string, from: number, limit: number): number {
  const rest = /[ \t]*(?:\/\/[^\r\n]*|#[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=\r?\n)/y;
  rest.lastIndex = from;
  return rest.test(text) && rest.lastIndex <= limit ? rest.lastIndex : from;
}

function isOneLine(text: string, object: PlacedValue): boolean {
  return (object.members?.length ?? 0) > 0 && !text.slice(object.start, object.end).includes('\n');
}

/** The indentation of the line that an offset is on. */
function marginAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** One indentation step: that of the first member of the file. */
function unitOf(text: string): string {
  return /\{[ \t]*\r?\n([ \t]+)/.exec(text)?.[1] ?? '  ';
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** @param margin indentation of the line that it begins on; undefined: on one line */
function rendered(text: string, value: unknown, margin: string | undefined): string {
  if (margin === undefined) return JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', `${eolOf(text)}${margin}`);
}
