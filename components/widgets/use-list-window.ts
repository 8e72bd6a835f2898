import { useState } from 'react';
import { indexOfKey, type Rows } from '../../src/core/rows.ts';
import { type ListWindow, settleList } from './list-window.ts';

/** A window, and the key of its selected item: the two are one state, so that no drawing shows half of a move. */
interface KeyedWindow extends ListWindow {
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
  const keyed = (window: ListWindow): KeyedWindow => {
    const item = items.at(window.index);
    return { ...window, key: item === undefined ? undefined : keyOf(item) };
  };
  const [stored, store] = useState<KeyedWindow>(() => {
    const index = indexOfKey(items, initialKey, keyOf);
    return keyed(settleList({ index: Math.max(0, index), top: 0 }, items.length, rows));
  });
  const isFollowing = followed !== undefined && followed !== stored.key;
  const wanted = follow(isFollowing ? { ...stored, key: followed } : stored, items, keyOf);
  const isOutside = wanted.index < wanted.top || wanted.index >= wanted.top + rows;
  // What is followed also shows some of what is before it, and more of what comes next.
  const seen = isFollowing && isOutside ? { ...wanted, top: wanted.index - Math.floor(rows / 3) } : wanted;
  const current = keyed(settleList(seen, items.length, rows));
  if (current.index !== stored.index || current.top !== stored.top || current.key !== stored.key)
    store(current);
  return [current, (next) => store(keyed(next))];
}

function follow<T>(window: KeyedWindow, items: Rows<T>, keyOf: (item: T) => string): ListWindow {
  if (window.key === undefined) return window;
  const now = items.at(window.index);
  if (now !== undefined && keyOf(now) === window.key) return window;
  const moved = indexOfKey(items, window.key, keyOf);
  // The item is gone (filtered out, for instance): the best match is the first.
  return { index: Math.max(0, moved), top: window.top };
}
