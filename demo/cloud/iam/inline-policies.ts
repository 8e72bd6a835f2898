import { brokenRule, ServiceError } from '../errors.ts';
import { type QueryCall, requiredText } from '../query-protocol.ts';
import type { XmlValue } from '../xml.ts';
import { checkIdentityPolicy } from './policy.ts';

/** The maximum size of all inline policies of one entity, in characters without white space. */
const SIZES = { user: 2048, role: 10_240 };

interface InlinePolicy {
  name: string;
  document: string;
}

/**
 * The policies with the one of the call added or replaced.
 * @throws ValidationError, MalformedPolicyDocument, or LimitExceeded if they become too long
 */
export function withInlinePolicy(
  policies: readonly InlinePolicy[],
  call: QueryCall,
  entity: 'user' | 'role',
  entityName: string,
): InlinePolicy[] {
  const name = requiredText(call, 'PolicyName');
  const document = requiredText(call, 'PolicyDocument');
  checkPolicyName(name);
  checkIdentityPolicy(document);
  const all = [...policies.filter((other) => other.name !== name), { name, document }];
  const size = all.reduce((sum, policy) => sum + policy.document.replace(/\s/g, '').length, 0);
  if (size <= SIZES[entity]) return all;
  throw new ServiceError(
    'LimitExceeded',
    `Maximum policy size of ${SIZES[entity]} bytes exceeded for ${entity} ${entityName}`,
    409,
  );
}

/** Throws ValidationError for an invalid policy name. */
export function checkPolicyName(name: string): void {
  if (/^[\w+=,.@-]{1,128}$/.test(name)) return;
  throw brokenRule(name, 'policyName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]+');
}

/** The policy that the call names. @throws NoSuchEntity */
export function inlinePolicyOf(
  policies: readonly InlinePolicy[],
  call: QueryCall,
  entity: 'user' | 'role',
): InlinePolicy {
  const name = requiredText(call, 'PolicyName');
  const policy = policies.find((candidate) => candidate.name === name);
  if (policy !== undefined) return policy;
  throw new ServiceError('NoSuchEntity', `The ${entity} policy with name ${name} cannot be found.`, 404);
}

/** An inline policy in an answer; IAM percent-encodes documents. */
export function inlinePolicyView({ name, document }: InlinePolicy): { [name: string]: XmlValue } {
  return { PolicyName: name, PolicyDocument: encodeURIComponent(document) };
}
