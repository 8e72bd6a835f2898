import { jsonFault } from '../../core/json-form.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { asObject, type JsonObject, parseProjectJson } from '../json-text.ts';
import { readJavascriptObject } from '../tolerant-json.ts';

/** What Amplify writes before and after the object of aws-exports.js, comments left out. */
const begins = /^(?:(?:const|let|var)\s+\w+\s*=|export\s+default|module\.exports\s*=)\s*$/;
const ends = /^;?\s*(?:(?:export\s+default|module\.exports\s*=)\s+\w+\s*;?)?$/;
const comments = /\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm;

/**
 * What an existing aws-exports.js holds, read without running it: the object after `=` or `export default`.
 *
 * @param path named in the Problem
 * @throws Problem FILE_MALFORMED when the file holds code, which an update would lose
 */
export function readAwsExports(path: string, text: string): JsonObject {
  const fault = jsonFault(text);
  if (fault !== undefined) throw notReadable(path, fault);
  const start = /(?:=|export\s+default)\s*(?=\{)/.exec(text);
  const at = start ? start.index + start[0].length : 0;
  const read = start ? readJavascriptObject(text.slice(at)) : undefined;
  const around = (part: string) => part.replaceAll(comments, '').trim();
  if (read && begins.test(around(text.slice(0, at))) && ends.test(around(read.rest))) {
    const object = asObject(read.value);
    if (object) return object;
  }
  throw notReadable(path, 'It holds more than the plain object that Amplify writes.');
}

/** What an existing awsconfiguration.json or amplifyconfiguration.json holds. */
export function readConfigJson(path: string, text: string): JsonObject {
  const object = asObject(parseProjectJson(path, text));
  if (object) return object;
  throw notReadable(path, 'It holds no JSON object.');
}

/** What an existing amplifyconfiguration.dart holds: JSON between three single quotes, with Dart's escapes. */
export function readAmplifyDart(path: string, text: string): JsonObject {
  const found = /const\s+(?:String\s+)?amplifyconfig\s*=\s*(r?)'''([\s\S]*?)'''/.exec(text);
  const [whole = '', raw, json] = found ?? [];
  if (json === undefined) throw notReadable(path, "It has no line const amplifyconfig = '''.");
  if (!/^;?$/.test(text.replace(whole, '').replaceAll(comments, '').trim()))
    throw notReadable(path, 'It holds more than the text that Amplify writes.');
  return readConfigJson(path, raw ? json : json.replaceAll('\\\\', '\\'));
}

function notReadable(path: string, why: string): Problem {
  return new Problem({
    code: 'FILE_MALFORMED',
    what: `${plainText(path)} cannot be updated.`,
    why: `${why} Settings of your own in it would be lost.`,
    next: 'Move the file away or correct it, then try again.',
  });
}
