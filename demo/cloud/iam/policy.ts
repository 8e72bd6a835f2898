import { notImplemented, ServiceError } from '../errors.ts';
import { matchesPattern } from '../pattern.ts';
import { isObject, own } from '../records.ts';

/** A question to a policy. */
export interface Question {
  /** Like iam:CreateRole. */
  action: string;
  resource: string;
  /** Condition keys in lower case, each with its values. */
  context: ReadonlyMap<string, readonly string[]>;
  /** The principal who asks, for policies of resources. */
  principal: { arn: string; accountId: string; role?: string };
}

/**
 * Which statements count: all, since the policy belongs to the principal; those that name the principal or the account; only
 * those that name the principal, or the role of its session; or only those that name the session itself.
 */
export type Naming = 'for its owner' | 'with principals' | 'with direct principals' | 'as itself';

/** The answer of a policy: nothing, yes, or no, which is final. */
export type Verdict = 'none' | 'allow' | 'deny';

/**
 * Evaluates one policy. With principals, it is the policy of a resource, whose statements name whom they apply to. Throws
 * NotImplemented for a condition that this cloud cannot decide: a guess could allow or deny what AWS does not.
 */
export function ask(document: string, question: Question, naming: Naming): Verdict {
  const policy: unknown = JSON.parse(document);
  const list = isObject(policy) ? listOf(policy.Statement) : [];
  const effects = list
    .filter(isObject)
    .filter(
      (statement) =>
        (naming === 'for its owner' || namesPrincipal(statement, question, naming)) &&
        namesAction(statement, question) &&
        namesResource(statement, question) &&
        meetsConditions(statement.Condition, question),
    )
    .map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : 'none';
}

/** Checks the form of a policy for identities. @throws MalformedPolicyDocument */
export function checkIdentityPolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed('Syntax errors in policy.');
  }
  const statements = isObject(policy) ? listOf(policy.Statement) : [];
  if (statements.length === 0) throw malformed('Syntax errors in policy.');
  for (const statement of statements) {
    if (!isObject(statement)) throw malformed('Syntax errors in policy.');
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
      throw malformed('Missing required field Effect');
    if (statement.Principal !== undefined) throw malformed('Policy document should not specify a principal.');
    if (statement.Action === undefined && statement.NotAction === undefined) {
      throw malformed('Policy statement must contain actions.');
    }
    if (statement.Resource === undefined && statement.NotResource === undefined) {
      throw malformed('Policy statement must contain resources.');
    }
    for (const action of [...listOf(statement.Action), ...listOf(statement.NotAction)]) {
      if (typeof action !== 'string' || !/^(?:\*|[a-z0-9-]+:.+)$/i.test(action)) {
        throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
      }
    }
  }
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message);
}

function namesPrincipal(
  statement: Record<string, unknown>,
  { principal }: Question,
  naming: Naming,
): boolean {
  const { Principal, NotPrincipal } = statement;
  if (NotPrincipal !== undefined) return !isNamed(NotPrincipal, principal, naming);
  return isNamed(Principal, principal, naming);
}

function isNamed(value: unknown, { arn, accountId, role }: Question['principal'], naming: Naming): boolean {
  if (value === '*') return true;
  const names = isObject(value) ? listOf(value.AWS).map(String) : [];
  const account = [accountId, `arn:aws:iam::${accountId}:root`];
  if (naming === 'as itself') return names.includes('*') || names.includes(arn);
  const direct = ['*', arn, ...(role === undefined ? [] : [role])];
  const wanted = naming === 'with direct principals' ? direct : [...direct, ...account];
  return names.some((name) => wanted.includes(name));
}

function namesAction({ Action, NotAction }: Record<string, unknown>, { action }: Question): boolean {
  const matches = (pattern: unknown): boolean =>
    matchesPattern(String(pattern).toLowerCase(), action.toLowerCase());
  return NotAction === undefined ? listOf(Action).some(matches) : !listOf(NotAction).some(matches);
}

function namesResource({ Resource, NotResource }: Record<string, unknown>, question: Question): boolean {
  const matches = (pattern: unknown): boolean =>
    matchesPattern(withVariables(String(pattern), question), question.resource);
  // A trust policy has no resource: it applies to its role.
  if (Resource === undefined && NotResource === undefined) return true;
  return NotResource === undefined ? listOf(Resource).some(matches) : !listOf(NotResource).some(matches);
}

/** Replaces `${aws:username}` and the like; an unknown one stays and matches nothing. */
function withVariables(text: string, { context }: Question): string {
  return text.replace(/\$\{([^}]+)\}/g, (whole, key: string) => context.get(key.toLowerCase())?.[0] ?? whole);
}

function meetsConditions(condition: unknown, question: Question): boolean {
  if (condition === undefined) return true;
  return Object.entries(isObject(condition) ? condition : {}).every(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).every(([key, wanted]) =>
      meets(operator, question.context.get(key.toLowerCase()), listOf(wanted).map(String), question),
    ),
  );
}

function meets(
  operator: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
  question: Question,
): boolean {
  const [, set, name = '', ifExists] =
    /^(ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return wanted.includes(String(actual === undefined));
  const negated = /^(?:String|Arn|Numeric)Not/.test(name);
  const compare = own(COMPARISONS, name.replace('Not', ''));
  if (compare === undefined) throw notImplemented(`the condition operator ${operator}`);
  if (actual === undefined) return ifExists !== undefined || negated || set === 'ForAllValues:';
  const fits = (value: string): boolean =>
    wanted.some((pattern) => compare(value, withVariables(pattern, question))) !== negated;
  return set === 'ForAllValues:' ? actual.every(fits) : actual.some(fits);
}

const COMPARISONS: Record<string, (value: string, wanted: string) => boolean> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => matchesPattern(wanted, value),
  ArnEquals: (value, wanted) => matchesPattern(wanted, value),
  ArnLike: (value, wanted) => matchesPattern(wanted, value),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: (value, wanted) => Number(value) === Number(wanted),
  NumericLessThan: (value, wanted) => Number(value) < Number(wanted),
  NumericLessThanEquals: (value, wanted) => Number(value) <= Number(wanted),
  NumericGreaterThan: (value, wanted) => Number(value) > Number(wanted),
  NumericGreaterThanEquals: (value, wanted) => Number(value) >= Number(wanted),
};

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
