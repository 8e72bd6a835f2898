import { useState } from 'react';
import { indexOfKey, type Rows } from '../../src/core/rows.ts';
import { type ListWindow, settleList } from './list-window.ts';

/** A window, and the key of its selected item: the two are one state, so that no drawing shows half of a move. */
interface Stand extends ListWindow {
  readonly key: string | undefined;
}

/** The window over the items; when they change, it follows its selected item. */
export function useListWindow<T>(
  items: Rows<T>,
  keyOf: (item: T) => string,
  rows: number,
  initialKey: string | undefined,
  followed: string | undefined,
): [ListWindow, (next: ListWindow) => void] {
  const standAt = (window: ListWindow): Stand => {
    const item = items.at(window.index);
    return { ...window, key: item === undefined ? undefined : keyOf(item) };
  };
  const [stored, store] = useState<Stand>(() => {
    const index = indexOfKey(items, initialKey, keyOf);
    return standAt(settleList({ index: Math.max(0, index), top: 0 }, items.length, rows));
  });
  const isFollowing = followed !== undefined && followed !== stored.key;
  const wanted = follow(isFollowing ? { ...stored, key: followed } : stored, items, keyOf);
  const isOutside = wanted.index < wanted.top || wanted.index >= wanted.top + rows;
  // What is followed also shows some of what is before it, and more of what comes next.
  const seen = isFollowing && isOutside ? { ...wanted, top: wanted.index - Math.floor(rows / 3) } : wanted;
  const current = standAt(settleList(seen, items.length, rows));
  if (current.index !== stored.index || current.top !== stored.top || current.key !== stored.key)
    store(current);
  return [current, (next) => store(standAt(next))];
}

function follow<T>(stood: Stand, items: Rows<T>, keyOf: (item: T) => string): ListWindow {
  if (stood.key === undefined) return stood;
  const now = items.at(stood.index);
  if (now !== undefined && keyOf(now) === stood.key) return stood;
  const moved = indexOfKey(items, stood.key, keyOf);
  // The item is gone (filtered out, for instance): the best match is the first.
  return { index: Math.max(0, moved), top: stood.top };
}
