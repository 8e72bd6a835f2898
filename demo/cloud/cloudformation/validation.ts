import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError, validationError } from '../errors.ts';
import { own } from '../records.ts';
import { findBucket } from '../s3/buckets.ts';
import { recordValidation } from './events.ts';
import { propertyProblems } from './failure.ts';
import { resolve } from './intrinsics.ts';
import { providerOf } from './resources/registry.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { StackState } from './stack-state.ts';

/** CloudFormation's message when its checks before a deployment have found something. */
function checksFailed(findings: readonly Finding[]): string {
  const checks = new Set(findings.map(({ name }) => CHECKS[name]));
  return `The following validation(s) failed: [${[...checks].join(', ')}]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.`;
}

/** The checks: their names in events, and in the refusal. */
const CHECKS = {
  PROPERTY_VALIDATION: 'AWS::EarlyValidation::PropertyValidation',
  NAME_CONFLICT_VALIDATION: 'AWS::EarlyValidation::ResourceExistenceCheck',
} as const;

/** A finding of a check: a name that is taken, or properties that the type does not have. */
interface Finding {
  name: keyof typeof CHECKS;
  logicalId: string;
  type: string;
  path: string;
  reason: string;
}

/** By type: the property with the unique name, and whether that name is taken. */
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

function findings(cloud: Cloud, stack: StackState): Finding[] {
  return [...wrongProperties(stack), ...nameConflicts(cloud, stack)];
}

function wrongProperties(stack: StackState): Finding[] {
  return templateOf(stack).resources.flatMap(({ logicalId, type, properties }) => {
    const problems = propertyProblems(providerOf(type), properties);
    if (problems.length === 0) return [];
    const path = `/Resources/${logicalId}/Properties`;
    return [{ name: 'PROPERTY_VALIDATION', logicalId, type, path, reason: problems.join('\n') }];
  });
}

function nameConflicts(cloud: Cloud, stack: StackState): Finding[] {
  return templateOf(stack).resources.flatMap(({ logicalId, type, properties }) => {
    const rule = own(NAMES, type);
    const name = rule === undefined ? undefined : nameOf(cloud, stack, properties[rule.property]);
    if (rule === undefined || name === undefined || !rule.isTaken(cloud, stack, name)) return [];
    // A resource that the update keeps may keep its name.
    if (stack.resources.some((own) => own.logicalId === logicalId && own.physicalId === name)) return [];
    const reason = `Resource of type '${type}' with identifier '${name}' already exists.`;
    return [{ name: 'NAME_CONFLICT_VALIDATION', logicalId, type, path: `/Resources/${logicalId}`, reason }];
  });
}

/** The name, if it can be known before anything is made. */
function nameOf(cloud: Cloud, stack: StackState, value: unknown): string | undefined {
  try {
    const name = resolve(value, scopeOf(cloud.state, stack));
    return typeof name === 'string' ? name : undefined;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** The result without a stack: CreateStack or UpdateStack is refused. @throws ValidationError */
export function refuseConflicts(cloud: Cloud, stack: StackState): void {
  const found = findings(cloud, stack);
  if (found.length > 0) throw validationError(checksFailed(found));
}

/** The result with a stack: its events show the conflicts. @returns the reason for the stack's failure, if it fails */
export function recordConflicts(cloud: Cloud, stack: StackState, moment: number): string | undefined {
  const found = findings(cloud, stack);
  for (const { name, logicalId, type, path, reason } of found) {
    recordValidation(cloud, stack, moment, { logicalId, type, validation: { name, path, reason } });
  }
  return found.length === 0 ? undefined : checksFailed(found);
}
