import type { StackEventRecord, StackProgress } from './model.ts';
import { placeOf } from './narration.ts';
import { compareEvents } from './order.ts';

/** An event and its place in the tree of stacks. */
export interface PlacedEvent {
  readonly event: StackEventRecord;
  /** Logical ids of the nested stacks that lead to it, outermost first; empty in the stack itself. */
  readonly path: readonly string[];
}

/** The newest events of a stack and of everything nested in it, oldest first, at most `most`. */
export function newestEvents(progress: StackProgress, most: number): PlacedEvent[] {
  if (most <= 0) return [];
  const found: PlacedEvent[] = [];
  const collect = (stack: StackProgress, path: readonly string[]) => {
    for (const event of stack.events.slice(-most)) found.push({ event, path });
    for (const { logicalId, nested } of stack.resources) if (nested) collect(nested, [...path, logicalId]);
  };
  collect(progress, []);
  return found.sort((a, b) => compareEvents(a.event, b.event)).slice(-most);
}

/** The place of an event: `auth › UserPool`; for events of a nested stack itself `auth`. */
export function placeOfEvent({ event, path }: PlacedEvent): string {
  const isOfStack = event.logicalId === event.stackName && path.length > 0;
  return isOfStack ? path.join(' › ') : placeOf({ logicalId: event.logicalId, path });
}
