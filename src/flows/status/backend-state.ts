import { outcomeOf } from '../../aws/progress/status.ts';
import { type DeployedBackend, isGone } from './deployed.ts';
import type { LocalResource } from './local-changes.ts';

/**
 * How a backend stands, for a script that has to decide: `unknown` (AWS did not say, or the files are broken), `failed` (the stack
 * is stuck: no update of it would be taken), `in-progress`, `waiting` (for its change set to be executed), `drift` (AWS is not as the
 * files say), `changed` (the next push would change something, or what was deployed last was never fetched), `unchanged`.
 */
export type BackendState =
  | 'unknown'
  | 'failed'
  | 'in-progress'
  | 'waiting'
  | 'drift'
  | 'changed'
  | 'unchanged';

export interface StandingBackend {
  /** Whether everything that was asked is known and sound. */
  readonly isKnown: boolean;
  /** Undefined: there is no such stack, or none was asked for. */
  readonly deployed: Pick<DeployedBackend, 'stack'> | undefined;
  /** Whether the stack was looked for where it should be. */
  readonly isAsked: boolean;
  readonly hasDrifted: boolean;
  readonly local: readonly Pick<LocalResource, 'change'>[];
}

/** States of a settled stack from which AWS takes no update. */
const stuck = /^(?:ROLLBACK_COMPLETE|(?:CREATE|ROLLBACK|DELETE|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_FAILED)$/;

/** One word for all that status shows; the first that holds of the list at {@link BackendState}. */
export function backendState(given: StandingBackend): BackendState {
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
