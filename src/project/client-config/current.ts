import { Problem } from '../../values/problem.ts';
import { plainText } from '../../values/text.ts';
import { asObject, type JsonObject, parseProjectJson } from '../json-text.ts';
import { readJavascriptObject } from '../tolerant-json.ts';

/**
 * What an existing aws-exports.js holds, read without running it: the first object after `=` or `export default`.
 *
 * @param path named in the Problem
 * @throws Problem FILE_MALFORMED when the file holds code, so that nothing a person wrote there is lost
 */
export function readAwsExports(path: string, text: string): JsonObject {
  const start = /(?:=|export\s+default)\s*(?=\{)/.exec(text);
  const read = start ? readJavascriptObject(text, start.index + start[0].length) : undefined;
  const object = read?.ok ? asObject(read.value) : undefined;
  if (object) return object;
  throw notReadable(path, 'It holds more than the plain object that Amplify writes.');
}

/** What an existing awsconfiguration.json or amplifyconfiguration.json holds. */
export function readConfigJson(path: string, text: string): JsonObject {
  const object = asObject(parseProjectJson(path, text));
  if (object) return object;
  throw notReadable(path, 'It holds no JSON object.');
}

/** What an existing amplifyconfiguration.dart holds: JSON between three single quotes, read as Dart reads it. */
export function readAmplifyDart(path: string, text: string): JsonObject {
  const found = /const\s+(?:String\s+)?amplifyconfig\s*=\s*(r?)'''([\s\S]*?)'''/.exec(text);
  const [, raw, json] = found ?? [];
  if (json === undefined) throw notReadable(path, "It has no line const amplifyconfig = '''.");
  return readConfigJson(path, raw ? json : json.replaceAll('\\\\', '\\'));
}

function notReadable(path: string, why: string): Problem {
  return new Problem({
    code: 'FILE_MALFORMED',
    what: `${plainText(path)} cannot be brought up to date.`,
    why: `${why} Settings of your own in it would be lost.`,
    next: 'Move the file away or correct it, then try again.',
  });
}
