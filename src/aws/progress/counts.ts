import type { ResourceProgress, StackProgress } from './model.ts';

type Going = Pick<StackProgress, 'operation' | 'direction'>;
type Counts = Pick<StackProgress, 'total' | 'completed'>;

/**
 * The progress of an operation, nested stacks included: each resource counts once, and so does a nested stack itself.
 *
 * A creation and a deletion count all resources, an update and an import those that they change. During a rollback the
 * count falls to what remains to be rolled back.
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
  // What could not be rolled back still has to be.
  const isLeft = state === 'done' || state === 'running' || status === 'UPDATE_FAILED';
  if (direction === 'back') return change !== undefined && !undone && isLeft;
  return change !== undefined && (state === 'done' || isOver);
}

/**
 * How the resources of a nested stack are counted; undefined: not at all, because its last operation is not part of the
 * current one.
 */
function goingInside({ nested, change }: ResourceProgress, outside: Going): Going | undefined {
  if (!nested) return undefined;
  const { operation, direction } = nested;
  if (outside.operation === 'delete') return { operation: 'delete', direction: 'forward' };
  if (outside.operation === 'create') {
    // Rolling back a creation deletes its nested stacks: resources still waiting for removal are what remains.
    return operation === 'delete'
      ? { operation: 'delete', direction: 'back' }
      : { operation: 'create', direction };
  }
  if (operation === 'delete')
    return change === 'remove' ? { operation, direction } : { operation, direction: 'back' };
  if (operation === 'create' && change !== 'create') return undefined;
  return { operation, direction };
}
