import type { DOMElement } from 'ink';
import { type RefObject, useContext, useEffect, useEffectEvent, useRef } from 'react';
import { LevelContext, RouterContext } from './contexts.ts';
import type { KeyName } from './keys.ts';
import { type Cell, placeOf } from './place.ts';

/**
 * Makes a box take clicks while it is on the screen; under a dialog it takes none.
 *
 * @param press gets the cell within the box, and what presses a key as if it was typed; undefined: takes no clicks now
 * @param overAll true: also while a dialog is open, as the footer, which shows the dialog's keys
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
