import { asObject, type JsonObject, member, parseProjectJson } from '../project/json-text.ts';

/** One member of a JSON file that changes. */
export interface JsonEdit {
  readonly path: readonly string[];
  /** Undefined takes the member out. */
  readonly value: unknown;
}

/**
 * A JSON file with some members changed and everything else as it was.
 *
 * @param path named in the Problem
 * @throws Problem FILE_MALFORMED naming line and column
 */
export function editedJson(path: string, text: string, edits: readonly JsonEdit[]): string {
  const before = asObject(parseProjectJson(path, text)) ?? {};
  const needed = edits.filter((edit) => JSON.stringify(at(before, edit.path)) !== JSON.stringify(edit.value));
  if (needed.length === 0) return text;
  let value = before;
  for (const edit of needed) value = withMember(value, edit.path, edit.value);
  const indent = /^[{[]\r?\n([ \t]+)/.exec(text)?.[1] ?? '    ';
  const json = JSON.stringify(value, null, indent);
  const [end] = /\r?\n$/.exec(text) ?? [''];
  return (text.includes('\r\n') ? json.replaceAll('\n', '\r\n') : json) + end;
}

function at(object: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => member(asObject(value), name), object);
}

function withMember(object: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [name = '', ...rest] = path;
  if (rest.length > 0) {
    return { ...object, [name]: withMember(asObject(member(object, name)) ?? {}, rest, value) };
  }
  const { [name]: _, ...others } = object;
  return value === undefined ? others : { ...object, [name]: value };
}
