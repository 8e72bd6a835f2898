import type { Cloud } from '../cloud.ts';
import { brokenRule, validationError } from '../errors.ts';
import type { QueryCall } from '../query-protocol.ts';
import type { StackState } from './stack-state.ts';

const NAME_OR_ARN = /^(?:[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*)$/;
const NAME_OR_ARN_TEXT = '[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*';
/** A deleted stack can be read by its ARN for 90 days. */
const READABLE_AFTER_DELETION = 90 * 24 * 3600_000;

/** Throws ValidationError if it can be neither a stack's name nor its ARN. */
export function checkStackName(name: string): void {
  if (!NAME_OR_ARN.test(name)) {
    throw brokenRule(
      name,
      'stackName',
      `Member must satisfy regular expression pattern: ${NAME_OR_ARN_TEXT}`,
    );
  }
  if (name.length > 128 && !name.startsWith('arn:')) {
    throw brokenRule(name, 'stackName', 'Member must have length less than or equal to 128');
  }
}

/** The stacks of the caller's account in the region of the call, oldest first. */
export function stacksOf(cloud: Cloud, call: QueryCall): StackState[] {
  return cloud.state.stacks.filter(
    ({ accountId, region }) => accountId === call.principal.accountId && region === call.region,
  );
}

/** The stack of this name or ARN. A deleted one is found only by its ARN and only for 90 days. */
export function findStack(cloud: Cloud, call: QueryCall, nameOrArn: string): StackState | undefined {
  checkStackName(nameOrArn);
  const oldest = cloud.clock.now() - READABLE_AFTER_DELETION;
  return stacksOf(cloud, call).find((stack) =>
    stack.status === 'DELETE_COMPLETE'
      ? stack.id === nameOrArn && (stack.deletedAt ?? 0) > oldest
      : stack.name === nameOrArn || stack.id === nameOrArn,
  );
}

/** Like findStack. @throws ValidationError, as calls that read a stack do, if it does not exist */
export function requireStack(cloud: Cloud, call: QueryCall, nameOrArn: string): StackState {
  const stack = findStack(cloud, call, nameOrArn);
  if (stack !== undefined) return stack;
  throw validationError(`Stack [${nameOrArn}] does not exist`);
}

/** The stack that a call is to change. @throws ValidationError if it does not exist or is deleted */
export function requireLivingStack(cloud: Cloud, call: QueryCall, nameOrArn: string): StackState {
  const stack = findStack(cloud, call, nameOrArn);
  if (stack !== undefined && stack.status !== 'DELETE_COMPLETE') return stack;
  throw validationError(`Stack [${nameOrArn}] does not exist`);
}

/** The ARN that a call on a stack is checked against. */
export function stackArn(call: QueryCall): string {
  const name = call.parameters.StackName;
  if (typeof name !== 'string' || name === '') return '*';
  if (name.startsWith('arn:')) return name;
  return `arn:aws:cloudformation:${call.region}:${call.principal.accountId}:stack/${name}/*`;
}
