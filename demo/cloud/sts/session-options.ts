import { ServiceError } from '../errors.ts';
import { managedPolicy } from '../iam/managed-policies.ts';
import { checkIdentityPolicy } from '../iam/policy.ts';
import { type QueryCall, structureList, textList, textParameter } from '../query-protocol.ts';
import type { AccountState } from '../state.ts';
import type { Tag } from '../tag.ts';

/** The parameters that limit a session, or give it tags. */
export const SESSION_PARAMETERS = ['Policy', 'PolicyArns', 'Tags', 'TransitiveTagKeys'];

/** Maximum characters of all policies of a session (STS API Reference, AssumeRole). */
const PACKED = 2_048;
const MOST_POLICIES = 10;
const MOST_TAGS = 50;

/** The limits of a session, and its tags. */
export interface SessionOptions {
  /** Documents, as JSON; absent if the session may do what its owner may. */
  policies?: string[];
  tags: Tag[];
  /** Keys of tags that are passed on to sessions of roles that this one assumes. */
  transitive: string[];
  /** Percent of the maximum size that policies and tags use; absent if there are none. */
  packed?: number;
}

/** Parses the options of a session. @throws STS's errors for invalid policies and tags */
export function sessionOptions(call: QueryCall, account: AccountState): SessionOptions {
  const policies = sessionPolicies(call, account);
  const tags = sessionTags(call);
  const transitive = textList(call, 'TransitiveTagKeys');
  const keys = tags.map(({ key }) => key.toLowerCase());
  if (transitive.some((key) => !keys.includes(key.toLowerCase()))) {
    throw invalid('The specified transitive tag key must be included in the requested tags.');
  }
  const size =
    policies.map((document) => document.length).reduce((sum, one) => sum + one, 0) +
    tags.map(({ key, value }) => key.length + value.length).reduce((sum, one) => sum + one, 0);
  if (size > PACKED) {
    throw new ServiceError(
      'PackedPolicyTooLarge',
      `Packed size of session tags and policies consumes ${Math.ceil((size * 100) / PACKED)}% of allotted space.`,
    );
  }
  const some = policies.length + tags.length > 0;
  return {
    ...(policies.length > 0 && { policies }),
    tags,
    transitive,
    ...(some && { packed: Math.ceil((size * 100) / PACKED) }),
  };
}

function sessionPolicies(call: QueryCall, account: AccountState): string[] {
  const inline = textParameter(call, 'Policy');
  const arns = structureList(call, 'PolicyArns').map(({ arn = '' }) => arn);
  if (inline !== undefined) checkIdentityPolicy(inline);
  if (arns.length > MOST_POLICIES) throw invalid(`A session can have ${MOST_POLICIES} managed policies.`);
  const managed = arns.map((arn) => {
    const policy = managedPolicy(account, arn);
    if (policy !== undefined) return policy.document;
    throw new ServiceError('MalformedPolicyDocument', `Policy ${arn} does not exist or is not attachable.`);
  });
  return inline === undefined ? managed : [inline, ...managed];
}

function sessionTags(call: QueryCall): Tag[] {
  const tags = structureList(call, 'Tags').map(({ Key: key = '', Value: value = '' }) => ({ key, value }));
  if (new Set(tags.map(({ key }) => key.toLowerCase())).size < tags.length)
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const bad = tags.find(
    ({ key, value }) => !/^.{1,128}$/s.test(key) || value.length > 256 || /^aws:/i.test(key),
  );
  if (bad !== undefined || tags.length > MOST_TAGS)
    throw invalid('The session tags break the rules for tags.');
  return tags;
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}
