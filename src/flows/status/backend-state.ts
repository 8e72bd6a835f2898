import { outcomeOf } from '../../aws/progress/status.ts';
import { type DeployedBackend, isGone } from './deployed.ts';
import type { LocalResource } from './local-changes.ts';

/**
 * The state of a backend, for a script that has to decide: `unknown` (AWS did not say, or the files are broken), `failed`
 * (the stack is stuck and accepts no update), `in-progress`, `waiting` (for its change set to be executed), `drift` (AWS
 * differs from the files), `changed` (the next push would change something, or the last deployment was never fetched),
 * `unchanged`.
 */
export type BackendState =
  | 'unknown'
  | 'failed'
  | 'in-progress'
  | 'waiting'
  | 'drift'
  | 'changed'
  | 'unchanged';

/** What is known of a backend and its stack. */
export interface KnownBackend {
  /** Whether all answers are known and valid. */
  readonly isKnown: boolean;
  /** Undefined: there is no such stack, or none was looked up. */
  readonly deployed: Pick<DeployedBackend, 'stack'> | undefined;
  /** Whether the stack was looked up in its own account. */
  readonly isAsked: boolean;
  readonly hasDrifted: boolean;
  readonly local: readonly Pick<LocalResource, 'change'>[];
}

/** States of a settled stack in which AWS accepts no update. */
const stuck = /^(?:ROLLBACK_COMPLETE|(?:CREATE|ROLLBACK|DELETE|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_FAILED)$/;

/** One word for everything that status shows; the first that applies of those at {@link BackendState}. */
export function backendState(given: KnownBackend): BackendState {
  const { isKnown, deployed, isAsked, hasDrifted, local } = given;
  if (!isKnown || !isAsked) return 'unknown';
  if (deployed && !isGone(deployed)) {
    const { status } = deployed.stack;
    const outcome = outcomeOf(status);
    if (outcome === 'running') return 'in-progress';
    if (outcome === 'in-review') return 'waiting';
    if (stuck.test(status)) return 'failed';
  }
  if (hasDrifted) return 'drift';
  return local.some(({ change }) => change !== 'none') ? 'changed' : 'unchanged';
}
