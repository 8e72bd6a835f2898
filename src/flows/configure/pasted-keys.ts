import { Secret } from '../../core/secret.ts';
import type { TypedKeys } from './keys.ts';
import { keysOfCsv } from './keys-csv.ts';

type Part = keyof TypedKeys;

/** The names of the parts in the places people copy from: the two AWS files, `export` lines, JSON, the console. */
const names: readonly (readonly [Part, RegExp])[] = [
  ['accessKeyId', /access[_ ]?key[_ ]?id/i],
  ['secretAccessKey', /secret[_ ]?access[_ ]?key/i],
  ['sessionToken', /(?:session|security)[_ ]?token/i],
];

/**
 * Finds keys in copied text: both with any white space between, lines of ~/.aws/credentials, `export` lines, the JSON of
 * the AWS CLI, the console's table or its .csv, in any order. A secret alone is recognised by its form, so that it is
 * never shown as if it were the id.
 *
 * @returns the parts that were found; undefined if it is not clear what the text is
 */
export function pastedKeys(pasted: string): Partial<TypedKeys> | undefined {
  const text = pasted.replace(/[\uFEFF\u200B-\u200D\u2060]/g, '').trim();
  const csv = keysOfCsv(text);
  if (csv) return csv;
  const named = namedParts(text);
  if (named) return named;
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const id = words.find((word) => /^(?:AKIA|ASIA)\w{12,124}$/.test(word));
  const rest = words.filter((word) => word !== id);
  const secret = rest.find(isSecret) ?? (id && rest.length === 1 ? rest.find(couldBeSecret) : undefined);
  const token = rest.find((word) => word !== secret && word.length > 60);
  const found = [id, secret, token].filter((part) => part !== undefined);
  // A token alone, or anything besides the keys, is not clear enough.
  if (found.length !== words.length || (!id && !secret)) return undefined;
  return {
    ...(id ? { accessKeyId: id } : {}),
    ...(secret ? { secretAccessKey: new Secret(secret) } : {}),
    ...(token ? { sessionToken: new Secret(token) } : {}),
  };
}

/** 40 characters of base64 in both cases: nothing else that people copy here looks like that. */
function isSecret(word: string): boolean {
  return /^[A-Za-z0-9/+=]{40}$/.test(word) && /[a-z]/.test(word) && /[A-Z]/.test(word);
}

/** Beside a key: a secret that lost or gained characters. It must not end up where it is shown. */
function couldBeSecret(word: string): boolean {
  return word.length >= 16;
}

/** `name = value`, `"name": "value"`, `export NAME=value`, `$Env:NAME="value"`, or a name and its value on the next line. */
function namedParts(text: string): Partial<TypedKeys> | undefined {
  const found: Partial<Record<Part, string>> = {};
  for (const [part, name] of names) {
    const match = new RegExp(
      `${name.source}["']?\\s*[:=\\s]\\s*["']?([A-Za-z0-9/+=_.-]{4,})`,
      name.flags,
    ).exec(text);
    if (match?.[1]) found[part] = match[1];
  }
  if (Object.keys(found).length === 0) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken } = found;
  return {
    ...(accessKeyId ? { accessKeyId } : {}),
    ...(secretAccessKey ? { secretAccessKey: new Secret(secretAccessKey) } : {}),
    ...(sessionToken ? { sessionToken: new Secret(sessionToken) } : {}),
  };
}

/** A single typed or pasted value: white space inside it comes from a wrapped line. */
export function cleanKeyText(typed: string): string {
  return typed.replace(/[\s\uFEFF\u200B-\u200D\u2060]+/g, '');
}
