import { kindWords } from './kinds.ts';
import type { Profile } from './profile.ts';

/**
 * Keeps the items that hold every word of a query, in any letter case; the best match comes first and equal ones keep
 * their order. A word at the very start of the text counts most, then one at the start of a word in it, then one
 * anywhere. An earlier place and a shorter text decide between equals.
 *
 * @param textOf what is searched; put the name first. It is called once for each item.
 */
export function filterItems<T>(items: readonly T[], query: string, textOf: (item: T) => string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...items];
  const found: { item: T; score: number }[] = [];
  for (const item of items) {
    const score = matchScore(textOf(item).toLowerCase(), words);
    if (score !== undefined) found.push({ item, score });
  }
  return found.sort((one, other) => one.score - other.score).map(({ item }) => item);
}

/** Profiles by name, kind and region, as the pickers filter them. */
export function filterProfiles(profiles: readonly Profile[], query: string): Profile[] {
  return filterItems(profiles, query, (profile) =>
    [profile.name, kindWords[profile.kind], profile.region ?? ''].join(' '),
  );
}

/** Smaller is better; undefined when a word is not there. */
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
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) {
    if (/[^\p{L}\p{N}]/u.test(text.charAt(at - 1))) return 1000 + Math.min(at, 999);
  }
  return 10_000 + Math.min(first, 999);
}
