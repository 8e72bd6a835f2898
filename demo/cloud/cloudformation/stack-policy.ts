import type { Cloud } from '../cloud.ts';
import { validationError } from '../errors.ts';
import { matchesPattern } from '../pattern.ts';
import { type QueryAction, type QueryCall, requiredText, textParameter } from '../query-protocol.ts';
import { isObject } from '../records.ts';
import { requireLivingStack, stackArn } from './lookup.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { storedTemplate } from './template-source.ts';

type StackAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

/** GetStackPolicy: empty if the stack never had one. */
export const getStackPolicy: QueryAction = {
  parameters: ['StackName'],
  resource: stackArn,
  run(call, cloud) {
    const stack = requireLivingStack(cloud, call, requiredText(call, 'StackName'));
    return stack.policy === undefined ? {} : { StackPolicyBody: stack.policy };
  },
};

/** SetStackPolicy: a policy can be replaced and emptied, but never removed. */
export const setStackPolicy: QueryAction = {
  parameters: ['StackName', 'StackPolicyBody', 'StackPolicyURL'],
  resource: stackArn,
  run(call, cloud) {
    const stack = requireLivingStack(cloud, call, requiredText(call, 'StackName'));
    const policy = stackPolicy(call, cloud, 'StackPolicy');
    if (policy !== undefined) stack.policy = policy;
    cloud.changed();
    return undefined;
  },
};

/** The policy that a call sends as `NameBody` or `NameURL`. @throws ValidationError if it is invalid, or if both are given */
export function stackPolicy(call: QueryCall, cloud: Cloud, name: string): string | undefined {
  const body = textParameter(call, `${name}Body`);
  const url = textParameter(call, `${name}URL`);
  if (body !== undefined && url !== undefined)
    throw validationError(`You cannot specify both ${name}URL and ${name}Body`);
  const text = url === undefined ? body : storedTemplate(cloud, call.principal.accountId, url);
  if (text === undefined || isStackPolicy(text)) return text;
  throw validationError('Error validating stack policy: Invalid stack policy');
}

/** A stack policy always applies to everybody, and only to updates (User Guide, "Prevent updates to stack resources"). */
function isStackPolicy(text: string): boolean {
  const policy = parsed(text);
  if (!isObject(policy)) return false;
  return statementsOf(policy).every(
    (statement) =>
      isObject(statement) &&
      (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
      (statement.Principal ?? statement.NotPrincipal) === '*' &&
      listOf(statement.Action ?? statement.NotAction).every((action) =>
        /^Update:(?:\*|Modify|Replace|Delete)$/.test(action),
      ),
  );
}

/** Why the policy forbids this update of a resource, as the event says it; undefined if it does not. */
export function policyRefusal(
  stack: StackState,
  { logicalId, type }: Pick<ResourceState, 'logicalId' | 'type'>,
  action: StackAction,
): string | undefined {
  const policy = parsed(stack.update?.policyDuring ?? stack.policy ?? '');
  const statements = statementsOf(policy).filter(isObject);
  // Without statements, everything may be updated; with some, only what they allow.
  if (statements.length === 0) return undefined;
  const counts = (effect: string) => (statement: Record<string, unknown>) =>
    statement.Effect === effect &&
    names(statement, 'Action', action) &&
    names(statement, 'Resource', `LogicalResourceId/${logicalId}`) &&
    isOfType(statement.Condition, type);
  const denying = statements.findIndex(counts('Deny'));
  if (denying >= 0) {
    const { Action, NotAction, Resource, NotResource } = statements[denying] ?? {};
    const [what, whom] = [listOf(Action ?? NotAction), listOf(Resource ?? NotResource)];
    return `Action denied by stack policy: Statement [#${denying + 1}] does not allow [${what.join(', ')}] for resource [${whom.join(', ')}];`;
  }
  return statements.some(counts('Allow')) ? undefined : 'Action not allowed by stack policy';
}

function names(statement: Record<string, unknown>, member: 'Action' | 'Resource', value: string): boolean {
  const fits = (pattern: string): boolean => matchesPattern(pattern, value);
  const excluded = statement[`Not${member}`];
  return excluded === undefined ? listOf(statement[member]).some(fits) : !listOf(excluded).some(fits);
}

/** The only condition that a stack policy can have. */
function isOfType(condition: unknown, type: string): boolean {
  return Object.values(isObject(condition) ? condition : {}).every((keys) =>
    listOf(isObject(keys) ? keys.ResourceType : undefined).some((pattern) => matchesPattern(pattern, type)),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statementsOf(policy: unknown): unknown[] {
  if (!isObject(policy) || policy.Statement === undefined) return [];
  return Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
}

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
