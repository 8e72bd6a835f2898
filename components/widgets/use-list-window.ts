import { useState } from 'react';
import { type ListWindow, settleList } from './list-window.ts';

/** A window, and the key of the item that it stands on: the two are one state, so that no drawing sees half of a move. */
interface Stand extends ListWindow {
  readonly key: string | undefined;
}

/** The window over the items; when they change it follows the item it stood on. */
export function useListWindow<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  rows: number,
  initialKey: string | undefined,
  followed: string | undefined,
): [ListWindow, (next: ListWindow) => void] {
  const standAt = (window: ListWindow): Stand => {
    const item = items[window.index];
    return { ...window, key: item === undefined ? undefined : keyOf(item) };
  };
  const [stored, store] = useState<Stand>(() => {
    const index = initialKey === undefined ? 0 : items.findIndex((item) => keyOf(item) === initialKey);
    return standAt(settleList({ index: Math.max(0, index), top: 0 }, items.length, rows));
  });
  const wanted = followed === undefined || followed === stored.key ? stored : { ...stored, key: followed };
  const current = standAt(settleList(follow(wanted, items, keyOf), items.length, rows));
  if (current.index !== stored.index || current.top !== stored.top || current.key !== stored.key)
    store(current);
  return [current, (next) => store(standAt(next))];
}

function follow<T>(stood: Stand, items: readonly T[], keyOf: (item: T) => string): ListWindow {
  if (stood.key === undefined) return stood;
  const now = items[stood.index];
  if (now !== undefined && keyOf(now) === stood.key) return stood;
  const moved = items.findIndex((item) => keyOf(item) === stood.key);
  // Gone (filtered out, for instance): the best match is the first.
  return { index: Math.max(0, moved), top: stood.top };
}
