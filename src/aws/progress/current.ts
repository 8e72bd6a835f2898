import type { Fold } from './fold.ts';
import type { StackProgress, StackRecord } from './model.ts';
import { directionOf, operationOf, stageOf } from './status.ts';

/** The state of the whole operation, from the events and from DescribeStacks together. */
export type Current = Pick<
  StackProgress,
  'operation' | 'direction' | 'status' | 'reason' | 'startedAt' | 'endedAt'
>;

/** Corresponding times of DescribeStacks and of the events differ by less than this, milliseconds. */
const slack = 2_000;

/**
 * Determines the stack's current state. Events and DescribeStacks each lag at times, and neither refers to the other: the
 * one with the later operation is right, and within an operation the one that is further.
 */
export function currentOf(fold: Fold, record: StackRecord | undefined): Current {
  if (!record) return fromEvents(fold);
  if (fold.status === '' || isAhead(record, fold)) return fromRecord(fold, record);
  return fromEvents(fold);
}

function fromEvents({ operation, direction, status, reason, startedAt, endedAt }: Fold): Current {
  return { operation, direction, status, ...defined({ reason, startedAt, endedAt }) };
}

function fromRecord(fold: Fold, record: StackRecord): Current {
  const operation = operationOf(record.status);
  const same = operation === fold.operation;
  const direction = directionOf(record.status);
  return {
    operation,
    direction: same && fold.direction === 'back' ? 'back' : direction,
    status: record.status,
    ...defined({
      reason: record.reason ?? (same ? fold.reason : undefined),
      startedAt: same && fold.startedAt !== undefined ? fold.startedAt : beganAt(record, operation),
      endedAt: stageOf(record.status) % 3 === 2 ? record.deletedAt : undefined,
    }),
  };
}

function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

/** When a record's operation began, milliseconds, as far as DescribeStacks says. */
function beganAt(record: StackRecord, operation: StackProgress['operation']): number | undefined {
  if (operation === 'create') return record.createdAt;
  return operation === 'delete' ? record.deletedAt : record.updatedAt;
}

/** Later operations have higher numbers: a stack is created first, and deleted last. */
const lateness = { unknown: -1, create: 0, import: 1, update: 1, delete: 2 } as const;

function isAhead(record: StackRecord, fold: Fold): boolean {
  const operation = operationOf(record.status);
  if (lateness[operation] !== lateness[fold.operation]) return lateness[operation] > lateness[fold.operation];
  const began = beganAt(record, operation);
  if (began !== undefined && fold.startedAt !== undefined && operation !== 'create') {
    if (began < fold.startedAt - slack) return false;
    // The time of a deletion changes while it runs, so only updates can be told apart by it.
    if (operation !== 'delete' && began > fold.startedAt + slack) return true;
  }
  return stageOf(record.status) > stageOf(fold.status);
}
