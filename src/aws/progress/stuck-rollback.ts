import type { FailureCause, ResourceProgress, StackProgress } from './model.ts';
import { placeOf } from './narration.ts';

/** A resource that could not be rolled back. */
export interface StuckInRollback {
  /** As ContinueUpdateRollback accepts it for skipping: the logical id, after the name of its nested stack. */
  readonly name: string;
  /** For display: `auth › UserPool`. */
  readonly place: string;
  readonly type: string;
  /** Why it could not be rolled back, in AWS's words. */
  readonly reason: string;
  readonly meaning?: string;
}

/** Whether a stack of that status needs ContinueUpdateRollback: AWS accepts it in no other status. */
export function isRollbackStuck({ status }: Pick<StackProgress, 'status'>): boolean {
  return status === 'UPDATE_ROLLBACK_FAILED';
}

/** The resources that block a rollback, including those in nested stacks; only these can be skipped. */
export function stuckInRollback(progress: StackProgress): StuckInRollback[] {
  if (!isRollbackStuck(progress)) return [];
  const causes = progress.causes.filter(({ inRollback }) => inRollback);
  const found: StuckInRollback[] = [];
  const collect = (stack: StackProgress, path: readonly string[]) => {
    for (const resource of stack.resources) {
      const { logicalId, type, nested, status } = resource;
      if (nested && nested.resources.length > 0) {
        if (status === 'UPDATE_FAILED') collect(nested, [...path, logicalId]);
        continue;
      }
      if (status !== 'UPDATE_FAILED') continue;
      const name = path.length === 0 ? logicalId : `${stack.stackName}.${logicalId}`;
      found.push({ name, place: placeOf({ logicalId, path }), type, ...whyOf(resource, path, causes) });
    }
  };
  collect(progress, []);
  return found;
}

function whyOf(
  { logicalId, reason }: ResourceProgress,
  path: readonly string[],
  causes: readonly FailureCause[],
): Pick<StuckInRollback, 'reason' | 'meaning'> {
  const cause = causes.find(
    (each) => each.logicalId === logicalId && placeOf(each) === placeOf({ logicalId, path }),
  );
  return {
    reason: cause?.reason ?? reason ?? 'AWS gives no reason.',
    ...(cause?.meaning ? { meaning: cause.meaning } : {}),
  };
}

/** What continuing does, and what skipping a resource means, shown before the decision. Source: ContinueUpdateRollback. */
export const continueWords = {
  what: 'AWS tries again to take back what the failed update has changed. Remove the cause first, or skip the resource.',
  skip: 'A skipped resource stays as it is now and counts as rolled back. Make it match the template again before the next update, or that fails.',
} as const;
