import type { FollowConnection } from '../../src/aws/progress/model.ts';

/** A flow's connection to AWS. */
export interface Connected {
  /** Absent while no call is made. */
  readonly connection?: FollowConnection | undefined;
}

/** Sent by whatever calls AWS, with the state of the connection. */
export interface ConnectionEvent {
  readonly type: 'CONNECTION';
  readonly connection: FollowConnection;
}

/** Whether a call waits for its next try. */
export const isInTrouble = ({ connection }: Connected): boolean =>
  connection !== undefined && connection.kind !== 'ok';

/**
 * What is possible in every state that calls AWS, besides waiting and going back. The machine has the actions
 * `takeConnection` and `tryNow`, and {@link isInTrouble} for a guard.
 */
export const whileAsking = {
  CONNECTION: { actions: 'takeConnection' },
  TRY_NOW: {
    guard: 'isInTrouble',
    actions: 'tryNow',
    meta: { key: 'r', label: 'try now', footer: 1 },
  },
} as const;
