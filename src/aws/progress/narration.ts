import { numeral } from '../../core/text.ts';
import type { ResourceProgress, StackProgress } from './model.ts';
import { directionOf, operationOf, outcomeOf } from './status.ts';

const running: Readonly<Record<StackProgress['operation'], string>> = {
  create: 'creating',
  update: 'updating',
  delete: 'deleting',
  import: 'importing',
  unknown: 'working',
};

const succeeded: Readonly<Record<StackProgress['operation'], string>> = {
  create: 'complete',
  update: 'updated',
  delete: 'deleted',
  import: 'imported',
  unknown: 'complete',
};

/** A stack's state in the same words, if only its status is known. */
export function stackWords(status: string): string {
  const [outcome, operation] = [outcomeOf(status), operationOf(status)];
  return outcomeWords({ outcome, operation, direction: directionOf(status), status });
}

/** A stack's state in a word or two, by its operation and direction. */
export function outcomeWords({
  outcome,
  operation,
  direction,
  status,
}: Pick<StackProgress, 'outcome' | 'operation' | 'direction' | 'status'>): string {
  const back = direction === 'back';
  switch (outcome) {
    case 'running':
      if (status.endsWith('_COMPLETE_CLEANUP_IN_PROGRESS'))
        return back ? 'rolled back, removing what is left over' : 'updated, removing what is replaced';
      if (!back) return running[operation];
      return operation === 'create' ? 'rolling back' : `rolling the ${operation} back`;
    case 'succeeded':
      return succeeded[operation];
    case 'rolled-back':
      return operation === 'create' ? 'rolled back' : `${operation} rolled back`;
    case 'deleted':
      return 'deleted';
    case 'delete-failed':
      return 'could not be deleted';
    case 'in-review':
      return 'nothing in it yet: a change set waits to be executed';
    case 'failed':
      if (back) return 'stuck: the rollback failed';
      return operation === 'update' || operation === 'import' ? `${operation} failed` : 'failed';
  }
}

/** The progress in numbers: `12 of 40`, `3 of 4 changed`; during a rollback what is still to be rolled back. */
export function countWords(progress: StackProgress): string {
  const { operation, direction, outcome, completed, total, resources } = progress;
  if (outcome === 'rolled-back') {
    if (operation === 'create') return leftWords(progress);
    const skipped = skippedIn(progress).length;
    return skipped === 0 ? 'as it was before' : `${numeral(skipped)} skipped`;
  }
  if (outcome === 'deleted') return keptWords(resources) ?? 'nothing left';
  if (outcome === 'in-review') return 'nothing runs';
  if (isBeingRead(progress)) return 'reading';
  if (direction === 'back') return `${numeral(completed)} of ${numeral(total)} to take back`;
  switch (operation) {
    case 'delete':
      return `${numeral(completed)} of ${numeral(total)} removed`;
    case 'update':
      if (outcome === 'succeeded') return `${numeral(completed)} changed`;
      return total === 0 ? 'no change so far' : `${numeral(completed)} of ${numeral(total)} changed`;
    case 'import':
      return total === 0 ? 'nothing imported so far' : `${numeral(completed)} of ${numeral(total)} imported`;
    default:
      return `${numeral(completed)} of ${numeral(total)}`;
  }
}

/** Whether only the status of a running stack is known so far; an operation has events. */
export function isBeingRead({ outcome, total, events }: StackProgress): boolean {
  return outcome === 'running' && total === 0 && events.length === 0;
}

function leftWords({ completed, total, resources }: StackProgress): string {
  if (completed > 0) return `${numeral(completed)} of ${numeral(total)} left`;
  return keptWords(resources) ?? 'nothing left';
}

function keptWords(resources: readonly ResourceProgress[]): string | undefined {
  const kept = keptOf(resources);
  return kept === 0 ? undefined : `${numeral(kept)} kept`;
}

function keptOf(resources: readonly ResourceProgress[]): number {
  return resources.reduce(
    (sum, { state, nested }) => sum + (state === 'kept' ? 1 : 0) + (nested ? keptOf(nested.resources) : 0),
    0,
  );
}

/** The places of the resources that a rollback was told to skip, nested stacks included. */
export function skippedIn({ resources }: StackProgress, path: readonly string[] = []): string[] {
  return resources.flatMap(({ logicalId, state, nested }) => [
    ...(state === 'skipped' ? [placeOf({ logicalId, path })] : []),
    ...(nested ? skippedIn(nested, [...path, logicalId]) : []),
  ]);
}

const changing = {
  create: 'creating',
  update: 'updating',
  replace: 'replacing',
  remove: 'removing',
  import: 'importing',
} as const;
const changed = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  remove: 'removed',
  import: 'imported',
} as const;

/**
 * What happens to a resource in one word; empty if its mark is enough, as for one that is created in a creation.
 *
 * @param stack the stack that the resource belongs to
 */
export function resourceStateWords(
  { state, change, undone }: ResourceProgress,
  { operation, direction }: Pick<StackProgress, 'operation' | 'direction'>,
): string {
  const creates = operation === 'create' || operation === 'unknown';
  if (direction === 'back' && undone && (state === 'done' || operation === 'import')) return 'taken back';
  switch (state) {
    case 'waiting':
      return '';
    case 'running':
      if (direction === 'back') return 'taking back';
      return creates || !change ? '' : changing[change];
    case 'done':
      return creates || !change ? '' : changed[change];
    default:
      return state;
  }
}

/** The place of a resource: `auth › UserPool`, or its name alone in the stack itself. */
export function placeOf({
  logicalId,
  path = [],
}: {
  readonly logicalId: string;
  readonly path?: readonly string[];
}): string {
  return [...path, logicalId].join(' › ');
}
