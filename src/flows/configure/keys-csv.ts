import { dirname } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { Secret } from '../../core/secret.ts';
import { plainText } from '../../core/text.ts';
import { whyMissing } from '../../platform/file-faults.ts';
import { ensureFolder, readTextFile, writeNewFile } from '../../platform/files.ts';
import type { TypedKeys } from './keys.ts';

/**
 * Parses the keys in the console's .csv. Two forms: `Access key ID,Secret access key` of "Create access key", and the
 * older one of a new user, with `User name,Password,…,Console login link` around them. A byte order mark, CRLF and
 * quotation marks are accepted.
 *
 * @returns undefined if the text is not such a file
 */
export function keysOfCsv(text: string): Partial<TypedKeys> | undefined {
  const [header, first] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r\n|\r|\n/);
  if (!header || !first) return undefined;
  const columns = fields(header).map((name) => name.toLowerCase());
  const id = columns.indexOf('access key id');
  const secret = columns.indexOf('secret access key');
  if (id < 0 || secret < 0) return undefined;
  const values = fields(first);
  return {
    accessKeyId: values[id] ?? '',
    secretAccessKey: new Secret(values[secret] ?? ''),
  };
}

/** The fields of one .csv line, RFC 4180: a quoted field may hold commas, and two quotation marks for one. */
function fields(line: string): string[] {
  const found: string[] = [];
  const pattern = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;
  for (const [, quoted, plain] of line.matchAll(pattern)) {
    found.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
  }
  return found;
}

/** Whether a text typed in place of an access key is the path of a .csv. */
export function looksLikeCsvPath(typed: string): boolean {
  return /\.csv$/i.test(unquoted(typed));
}

/**
 * Reads the console's .csv.
 *
 * @param path absolute, or relative to the working folder; quotation marks around it are removed, as terminals add them
 * to a file that is dragged in
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED; never with the file's contents
 */
export async function readKeysCsv(path: string): Promise<Partial<TypedKeys>> {
  const file = unquoted(path);
  const text = await readTextFile(file);
  if (text === undefined) {
    throw new Problem({
      code: 'FILE_UNREADABLE',
      what: `There is no file ${plainText(file)}.`,
      why: whyMissing(file),
      next: 'Check the path; the console saves it as NAME_accessKeys.csv in your downloads.',
    });
  }
  const keys = keysOfCsv(text);
  if (keys) return keys;
  throw new Problem({
    code: 'FILE_MALFORMED',
    what: `${plainText(file)} is not the file of an access key.`,
    why: 'Its first line does not name the columns "Access key ID" and "Secret access key".',
    next: 'Choose the file that the console offers right after a key is created; it does not offer it later.',
  });
}

function unquoted(path: string): string {
  const trimmed = path.trim();
  return /^(["']).*\1$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed.replaceAll('\\ ', ' ');
}

/**
 * Writes a key in the form of the console's "Create access key", mode 0600, into a new file.
 *
 * @param path absolute
 * @throws Problem FILE_UNWRITABLE
 */
export async function writeKeysCsv(
  path: string,
  key: { readonly accessKeyId: string; readonly secretAccessKey: Secret },
): Promise<void> {
  await ensureFolder(dirname(path));
  const line = `${key.accessKeyId},${key.secretAccessKey.reveal()}`;
  await writeNewFile(path, `Access key ID,Secret access key\n${line}\n`, 0o600);
}
