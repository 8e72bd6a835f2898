import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError, validationError } from '../errors.ts';
import { findBucket } from '../s3/buckets.ts';
import { recordValidation } from './events.ts';
import { resolve } from './intrinsics.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { StackState } from './stack-state.ts';

/** What CloudFormation says when its checks before a deployment have found something. */
const CHECK_FAILED =
  'The following validation(s) failed: [AWS::EarlyValidation::ResourceExistenceCheck]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.';

/** A name that a template gives and that is taken already. */
interface NameConflict {
  logicalId: string;
  type: string;
  reason: string;
}

/** Which property has the name that only one can have, and whether somebody has it. */
const NAMES: Record<
  string,
  { property: string; isTaken: (cloud: Cloud, stack: StackState, name: string) => boolean }
> = {
  'AWS::S3::Bucket': {
    property: 'BucketName',
    isTaken: ({ state }, _stack, name) => findBucket(state, name) !== undefined,
  },
  'AWS::IAM::Role': {
    property: 'RoleName',
    isTaken: ({ state }, stack, wanted) =>
      accountOf(state, stack.accountId).roles.some(({ name }) => name.toLowerCase() === wanted.toLowerCase()),
  },
};

function nameConflicts(cloud: Cloud, stack: StackState): NameConflict[] {
  return templateOf(stack).resources.flatMap(({ logicalId, type, properties }) => {
    const rule = Object.hasOwn(NAMES, type) ? NAMES[type] : undefined;
    const name = rule === undefined ? undefined : nameOf(cloud, stack, properties[rule.property]);
    if (rule === undefined || name === undefined || !rule.isTaken(cloud, stack, name)) return [];
    return [
      { logicalId, type, reason: `Resource of type '${type}' with identifier '${name}' already exists.` },
    ];
  });
}

/** The name, if it is known before anything is made. */
function nameOf(cloud: Cloud, stack: StackState, value: unknown): string | undefined {
  try {
    const name = resolve(value, scopeOf(cloud.state, stack));
    return typeof name === 'string' ? name : undefined;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** The outcome without a stack: CreateStack is refused. Throws ValidationError. */
export function refuseConflicts(cloud: Cloud, stack: StackState): void {
  if (nameConflicts(cloud, stack).length > 0) throw validationError(CHECK_FAILED);
}

/** The outcome with a stack: the conflicts stand in its events. Gives what the stack fails with, if it does. */
export function recordConflicts(cloud: Cloud, stack: StackState, moment: number): string | undefined {
  const conflicts = nameConflicts(cloud, stack);
  for (const { logicalId, type, reason } of conflicts) {
    recordValidation(cloud, stack, moment, {
      logicalId,
      type,
      validation: { name: 'NAME_CONFLICT_VALIDATION', path: `/Resources/${logicalId}`, reason },
    });
  }
  return conflicts.length === 0 ? undefined : CHECK_FAILED;
}
