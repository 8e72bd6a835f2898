import type { StackOutcome, StackProgress } from './model.ts';

/** Whether AWS is working; statuses that AWS adds later are judged by their ending. */
function isBusy(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

/**
 * Whether a stack of that status stays as it is until somebody starts another operation. REVIEW_IN_PROGRESS is settled:
 * the stack holds only a change set that somebody has to execute.
 */
export function isSettled(status: string): boolean {
  return status !== '' && !isBusy(status);
}

/** The operation of a stack's status; an automatic rollback belongs to the operation that failed. */
export function operationOf(status: string): StackProgress['operation'] {
  if (/^(CREATE|ROLLBACK)_/.test(status)) return 'create';
  if (status.startsWith('UPDATE_')) return 'update';
  if (status.startsWith('DELETE_')) return 'delete';
  if (status.startsWith('IMPORT_')) return 'import';
  return 'unknown';
}

/** `back` if the status is one of a rollback. */
export function directionOf(status: string): StackProgress['direction'] {
  return /(^|_)ROLLBACK_/.test(status) ? 'back' : 'forward';
}

/** The outcome of a stack's status. */
export function outcomeOf(status: string): StackOutcome {
  if (!isSettled(status)) return 'running';
  if (status === 'REVIEW_IN_PROGRESS') return 'in-review';
  if (status === 'DELETE_COMPLETE') return 'deleted';
  if (status === 'DELETE_FAILED') return 'delete-failed';
  if (!status.endsWith('_COMPLETE')) return 'failed';
  return directionOf(status) === 'back' ? 'rolled-back' : 'succeeded';
}

/** The stage of an operation by its stack's status; grows in the course of the operation. */
export function stageOf(status: string): number {
  const back = directionOf(status) === 'back' ? 3 : 0;
  if (status.endsWith('_COMPLETE_CLEANUP_IN_PROGRESS')) return back + 1;
  return back + (isSettled(status) ? 2 : 0);
}
