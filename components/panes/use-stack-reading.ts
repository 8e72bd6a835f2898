import { useSelector } from '@xstate/react';
import type { PaneProps } from './pane-props.ts';
import { readingOf, type StackReading } from './stack-reading.ts';

/** What is known about the followed stack now; the component is drawn again when that changes. */
export function useStackReading(session: PaneProps['session']): StackReading {
  const context = useSelector(session, (snapshot) => snapshot.context);
  const watch = useSelector(context.watch, (snapshot) => snapshot);
  return readingOf(context, watch && { ...watch.context, isBroken: watch.matches('broken') });
}
