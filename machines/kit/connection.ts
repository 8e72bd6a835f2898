import type { FollowConnection } from '../../src/aws/progress/model.ts';

/** What a flow knows of its connection to AWS. */
export interface Connected {
  /** Absent while nothing is asked. */
  readonly connection?: FollowConnection | undefined;
}

/** Told by whatever asks AWS how the connection is. */
export interface ConnectionEvent {
  readonly type: 'CONNECTION';
  readonly connection: FollowConnection;
}

/** Whether what is asked waits for its next try. */
export const isInTrouble = ({ connection }: Connected): boolean =>
  connection !== undefined && connection.kind !== 'ok';

/**
 * What can be done in every state that asks AWS, besides waiting and going back. The machine has the actions `takeConnection`
 * and `tryNow`, and {@link isInTrouble} for a guard.
 */
export const whileAsking = {
  CONNECTION: { actions: 'takeConnection' },
  TRY_NOW: {
    guard: 'isInTrouble',
    actions: 'tryNow',
    meta: { key: 'r', label: 'try now', footer: 1 },
  },
} as const;
