import { ServiceError } from '../errors.ts';
import { isObject } from '../records.ts';

/**
 * Checks a role's trust policy as IAM does when the role is created. Throws MalformedPolicyDocument. What the policy
 * means is not looked at here.
 */
export function checkTrustPolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  if (!isObject(policy)) throw malformed('Syntax errors in policy.');
  const version = policy.Version;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed('Syntax errors in policy.');
  }
  const statement = policy.Statement;
  const list = Array.isArray(statement) ? statement : [statement];
  if (list.length === 0) throw malformed('Syntax errors in policy.');
  for (const item of list) {
    if (!isObject(item)) throw malformed('Missing required field Statement');
    if (item.Effect !== 'Allow' && item.Effect !== 'Deny') throw malformed('Missing required field Effect');
    if (item.Resource !== undefined) throw malformed('Has prohibited field Resource');
    if (item.Principal === undefined && item.NotPrincipal === undefined) {
      throw malformed('Missing required field Principal');
    }
    const actions = Array.isArray(item.Action) ? item.Action : [item.Action];
    for (const action of actions) {
      if (action === undefined) throw malformed('Missing required field Action');
      if (typeof action !== 'string' || !/^sts:/i.test(action)) {
        throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
      }
    }
  }
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message);
}
