import type { SnapshotFrom } from 'xstate';
import type { DeletionName } from '../../src/core/delete-command.ts';
import type { deleteMachine } from '../delete/machine.ts';

/** A deletion that is running. */
export interface DeletingNow extends DeletionName {
  /** The project's root, absolute. */
  readonly root: string;
  /** AWS is deleting a stack and continues by itself; `perhaps` until it has confirmed that. */
  readonly inAws: 'yes' | 'no' | 'perhaps';
}

/** The deletion that a `delete` is running; undefined while it asks, and when it is over. */
export function deletingNow({ context, value }: SnapshotFrom<typeof deleteMachine>): DeletingNow | undefined {
  const { plan, step, update } = context;
  if (value !== 'running' || !plan) return undefined;
  const { name, scope, root } = plan.found;
  const isStack = step !== undefined && plan.steps[step]?.kind === 'stack';
  return { name, scope, root, inAws: isStack ? (update ? 'yes' : 'perhaps') : 'no' };
}

const leaving = {
  yes: 'AWS continues to delete the stack; the rest stays until you come back.',
  perhaps: 'If AWS has started on the stack, it continues; the rest stays until you come back.',
  no: 'What is not deleted yet stays until you come back.',
} as const satisfies Record<DeletingNow['inAws'], string>;

/** What happens to a deletion that is left now, one sentence. */
export function leftDeletion({ inAws }: DeletingNow): string {
  return leaving[inAws];
}

/** The environment whose deletion was started in the folder, as input for `delete`. */
export function begunDeletion(home: { readonly deletion?: DeletionName | undefined } | undefined): {
  readonly environment?: string;
} {
  const { deletion } = home ?? {};
  return deletion?.scope === 'environment' ? { environment: deletion.name } : {};
}
