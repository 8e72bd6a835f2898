import type { DOMElement } from 'ink';
import { type RefObject, useContext, useEffect, useEffectEvent, useRef } from 'react';
import { LevelContext, RouterContext } from './contexts.ts';
import type { KeyName } from './keys.ts';
import { type Cell, placeOf } from './place.ts';

/**
 * Makes a box handle clicks while it is on the screen; under a dialog it handles none.
 *
 * @param press gets the cell within the box, and a function that presses a key; undefined to handle no clicks for now
 * @param overAll also while a dialog is open, for the footer, which shows the dialog's keys
 * @returns the box's `ref`
 */
export function useClick(
  press: ((cell: Cell, type: (key: KeyName) => void) => void) | undefined,
  overAll = false,
): RefObject<DOMElement | null> {
  const router = useContext(RouterContext);
  const level = useContext(LevelContext);
  const box = useRef<DOMElement>(null);
  const onPress = useEffectEvent((cell: Cell) => press?.(cell, (key) => router?.take([{ key }])));
  const takes = press !== undefined;
  useEffect(() => {
    if (!router || !takes) return;
    return router.addTarget({
      level: overAll ? Number.POSITIVE_INFINITY : level,
      place: () => placeOf(box.current),
      press: (cell) => onPress(cell),
    });
  }, [router, level, overAll, takes]);
  return box;
}
