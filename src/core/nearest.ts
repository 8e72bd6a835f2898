/**
 * The word that was probably meant, for "did you mean": one typo away, two in words of six letters or more, or the only
 * known word that starts with it. A word that merely has the same length or first letter is not suggested.
 *
 * @param known the possible words, the most likely first
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  if (typed.length < 2 || typed.length > 40) return undefined;
  const most = typed.length < 6 ? 1 : 2;
  let nearest: { readonly name: string; readonly slips: number } | undefined;
  for (const name of known) {
    const slips = slipsBetween(typed, name.toLowerCase());
    if (slips <= most && (!nearest || slips < nearest.slips)) nearest = { name, slips };
  }
  if (nearest) return nearest.name;
  const begun = known.filter((name) => name.toLowerCase().startsWith(typed));
  return typed.length >= 3 && begun.length === 1 ? begun[0] : undefined;
}

/** The number of letters left out, added, changed or swapped with their neighbour (optimal string alignment). */
function slipsBetween(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
