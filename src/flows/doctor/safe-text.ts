import { resolve, sep } from 'node:path';
import { redact } from '../../core/redact.ts';
import { shellPathWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';

/**
 * Makes every text of a report suitable for a public bug report: control characters are removed, secrets are hidden, the
 * home folder becomes `~`.
 *
 * @param value numbers, texts, lists and plain objects, nested
 * @param paths the paths in the report: a long one looks like a secret key to {@link redact}, and is kept whole
 */
export function safeReport<Value>(value: Value, home: string, paths: readonly string[]): Value {
  const known = [...new Set(paths.map((path) => shownPath(path, home)))]
    .filter((path) => path.length > 1)
    .sort((one, other) => other.length - one.length);
  const safe = (text: string) => around(shownHome(plainText(text), home), known);
  return mapTexts(value, safe) as Value;
}

/** A path with `~` for the home folder. */
function shownPath(path: string, home: string): string {
  return shownHome(plainText(path), home);
}

function shownHome(text: string, home: string): string {
  const folder = resolve(home);
  if (folder === resolve('/')) return text;
  // Only if the path ends there or continues with a separator: /home/ana is not part of /home/anabel.
  return text.split(folder).reduce((before, after) => {
    const ends = after === '' || after.startsWith(sep) || /^[^\w.-]/.test(after);
    return `${before}${ends ? '~' : folder}${after}`;
  });
}

/** Redacts the text between the known paths. */
function around(text: string, [first, ...others]: readonly string[]): string {
  if (first === undefined) return redact(text);
  return text
    .split(first)
    .map((part) => around(part, others))
    .join(first);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

/** The last four characters of an access key id, as the AWS CLI shows it; null if it is not one. */
export function shownKeyId(id: string | undefined): string | null {
  return id !== undefined && /^(?:AKIA|ASIA)\w{12,124}$/.test(id) ? `****************${id.slice(-4)}` : null;
}

/** An address without user name, password, query and fragment, which may hold secrets. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'not an address';
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname === '/' ? '' : pathname}`;
}

/** A path as a shell argument, with `~` for the home folder. */
export function shellPath(path: string, home: string): string {
  return shellPathWord(shownPath(path, home));
}
