import type { ResourceProgress, StackProgress } from './model.ts';

type Going = Pick<StackProgress, 'operation' | 'direction'>;
type Counts = Pick<StackProgress, 'total' | 'completed'>;

/**
 * How far an operation is, nested stacks included: each resource counts once, a nested stack once itself.
 *
 * A creation and a deletion are about all resources, an update and an import about those that they change. On the way
 * back the count goes down to what is left to be taken back.
 */
export function countsOf(resources: readonly ResourceProgress[], going: Going): Counts {
  let total = 0;
  let completed = 0;
  for (const resource of resources) {
    if (!isPart(resource, going)) continue;
    total += 1;
    if (isThrough(resource, going)) completed += 1;
    const inside = resource.nested && goingInside(resource, going);
    if (!inside || !resource.nested) continue;
    const counts = countsOf(resource.nested.resources, inside);
    total += counts.total;
    completed += counts.completed;
  }
  return { total, completed };
}

function isPart({ change, state }: ResourceProgress, { operation }: Going): boolean {
  if (operation === 'create' || operation === 'delete') return true;
  return change !== undefined || state === 'waiting';
}

function isThrough(
  { state, status, change, undone }: ResourceProgress,
  { operation, direction }: Going,
): boolean {
  if (operation === 'create') return state === 'done';
  const isOver = state === 'removed' || state === 'kept';
  if (operation === 'delete') return direction === 'back' ? state === 'waiting' : isOver;
  // What could not be taken back still has to be.
  const isLeft = state === 'done' || state === 'running' || status === 'UPDATE_FAILED';
  if (direction === 'back') return change !== undefined && !undone && isLeft;
  return change !== undefined && (state === 'done' || isOver);
}

/**
 * How the resources of a nested stack are counted; undefined: not at all, since what the nested stack went through last
 * is no part of the operation under way.
 */
function goingInside({ nested, change }: ResourceProgress, outside: Going): Going | undefined {
  if (!nested) return undefined;
  const { operation, direction } = nested;
  if (outside.operation === 'delete') return { operation: 'delete', direction: 'forward' };
  if (outside.operation === 'create') {
    // Taking a creation back deletes its nested stacks: what still waits for its removal is what is left.
    return operation === 'delete'
      ? { operation: 'delete', direction: 'back' }
      : { operation: 'create', direction };
  }
  if (operation === 'delete')
    return change === 'remove' ? { operation, direction } : { operation, direction: 'back' };
  if (operation === 'create' && change !== 'create') return undefined;
  return { operation, direction };
}
