import { pickedRows, type Rows } from '../core/rows.ts';

/** Rows with the lower-case text by which each is found. */
export interface Findable<T> {
  readonly rows: Rows<T>;
  readonly texts: readonly string[];
}

/** Prepares rows for {@link filterFindable}, once for all queries. @param textOf the name first, then a line feed before the rest */
export function findable<T>(rows: Rows<T>, textOf: (row: T) => string): Findable<T> {
  return { rows, texts: Array.from(rows, (row) => textOf(row).toLowerCase()) };
}

/**
 * Keeps the rows that contain every word of a query, in any letter case, and none of the words after a `!`, as in k9s. The best
 * match comes first, and equal ones keep their order. A word at the start of the name counts most, then one at the start of a
 * word in it, one anywhere in it, and the same in the rest; an earlier match and a shorter text break ties.
 *
 * @param options.keepOrder for rows with an order of their own, such as the lines of a log
 */
export function filterFindable<T>(
  { rows, texts }: Findable<T>,
  query: string,
  { keepOrder = false }: { readonly keepOrder?: boolean } = {},
): Rows<T> {
  const all = query.toLowerCase().split(/\s+/).filter(Boolean);
  const words = all.filter((word) => !word.startsWith('!'));
  const without = all.flatMap((word) => (word.startsWith('!') && word.length > 1 ? [word.slice(1)] : []));
  if (words.length + without.length === 0) return rows;
  const found: number[] = [];
  const scores = new Float64Array(texts.length);
  for (const [row, text] of texts.entries()) {
    const score = without.some((word) => text.includes(word)) ? undefined : matchScore(text, words);
    if (score === undefined) continue;
    scores[row] = score;
    found.push(row);
  }
  if (!keepOrder && words.length > 0) found.sort((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0));
  return pickedRows(rows, found);
}

/** Moves what was used recently to the front; the rest keeps its order. @param used names, most recent first */
export function lastUsedFirst<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
  used: readonly string[],
): T[] {
  if (used.length === 0) return [...items];
  const ranks = new Map(used.map((name, rank) => [name, rank]));
  const rank = (item: T) => ranks.get(nameOf(item) ?? '') ?? used.length;
  return items.toSorted((one, other) => rank(one) - rank(other));
}

/** Smaller is better; undefined when a word is missing. */
function matchScore(text: string, words: readonly string[]): number | undefined {
  let score = 0;
  for (const word of words) {
    const place = bestPlace(text, word);
    if (place === undefined) return undefined;
    score += place;
  }
  return score + Math.min(text.length, 999) / 1000;
}

function bestPlace(text: string, word: string): number | undefined {
  const first = text.indexOf(word);
  if (first < 0) return undefined;
  if (first === 0) return 0;
  const lineEnd = text.indexOf('\n');
  const name = lineEnd < 0 ? text.length : lineEnd;
  const rank = first < name ? 1_000 : 3_000;
  for (let at = first; at >= 0 && (at < name || first >= name); at = text.indexOf(word, at + 1)) {
    if (!isWordCharacter(text, at - 1)) return rank + Math.min(at, 999);
  }
  return rank + 1_000 + Math.min(first, 999);
}

/** Expects lower case. Uses a pattern only outside ASCII: this runs for every item at every key press. */
function isWordCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 127) return /[\p{L}\p{N}]/u.test(text.charAt(at));
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
