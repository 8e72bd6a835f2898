/** An item with the text that it is found by, in lower case. */
export interface Findable<T> {
  readonly item: T;
  readonly text: string;
}

/** Prepares items for {@link filterItems}, once for all queries. */
export function findable<T>(items: readonly T[], textOf: (item: T) => string): readonly Findable<T>[] {
  return items.map((item) => ({ item, text: textOf(item).toLowerCase() }));
}

/**
 * The items in which every word of the query occurs, those that start with the query first, else in their order.
 * An empty query keeps all.
 */
export function filterItems<T>(items: readonly Findable<T>[], query: string): readonly T[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return items.map(({ item }) => item);
  const words = wanted.split(/\s+/);
  const first: T[] = [];
  const rest: T[] = [];
  for (const { item, text } of items) {
    if (!words.every((word) => text.includes(word))) continue;
    (text.startsWith(wanted) ? first : rest).push(item);
  }
  return [...first, ...rest];
}
