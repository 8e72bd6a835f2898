import { ServiceError } from '../errors.ts';
import { isSomebody } from '../iam/trust-policy.ts';
import { isObject } from '../records.ts';
import type { BucketState, CloudState } from '../state.ts';

/**
 * Checks a bucket policy as S3 does when it is stored: its form, that it refers to this bucket and has principals, and that it
 * does not open the bucket to everybody while public access is blocked.
 *
 * @param who the ARN of the caller who stores it
 * @throws MalformedPolicy or AccessDenied
 */
export function checkBucketPolicy(bucket: BucketState, text: string, state: CloudState, who: string): void {
  const policy = readJson(text);
  if (!isObject(policy)) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  if (Buffer.byteLength(text) > 20_480) {
    throw new ServiceError('PolicyTooLarge', 'The policy exceeds the maximum allowed document size.');
  }
  const version = policy.Version;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed(`The policy must contain a valid version string`);
  }
  const list = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  for (const statement of list) {
    if (!isObject(statement)) throw malformed('Missing required field Statement');
    checkStatement(bucket, statement, who);
    checkPrincipal(statement.Principal ?? statement.NotPrincipal, state);
  }
}

/** S3 turns principals into ids when it stores them, so all have to exist, except for short-lived federated users. */
function checkPrincipal(principal: unknown, state: CloudState): void {
  if (!isObject(principal)) return;
  for (const name of texts(principal.AWS)) {
    const comesAndGoes = /^arn:aws:(?:sts::\d{12}:federated-user|iam::cloudfront:user)\/./.test(name);
    if (!comesAndGoes && !isSomebody(name, state)) throw malformed('Invalid principal in policy');
  }
}

function checkStatement(bucket: BucketState, statement: Record<string, unknown>, who: string): void {
  for (const field of ['Effect', 'Principal', 'Action', 'Resource']) {
    if (statement[field] === undefined && statement[`Not${field}`] === undefined) {
      throw malformed(`Missing required field ${field}`);
    }
  }
  const effect = statement.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Invalid effect: ${String(effect)}`);
  for (const action of texts(statement.Action)) {
    if (action !== '*' && !action.startsWith('s3:')) throw malformed('Policy has invalid action');
  }
  const arn = `arn:aws:s3:::${bucket.name}`;
  for (const resource of texts(statement.Resource)) {
    if (resource !== arn && !resource.startsWith(`${arn}/`)) throw malformed('Policy has invalid resource');
  }
  if (effect === 'Allow' && isEverybody(statement.Principal) && statement.Condition === undefined) {
    if (bucket.publicAccessBlock?.blockPublicPolicy === true) {
      throw new ServiceError(
        'AccessDenied',
        `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "${arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
        403,
      );
    }
  }
}

function isEverybody(principal: unknown): boolean {
  if (principal === '*') return true;
  return isObject(principal) && texts(principal.AWS).includes('*');
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicy', message);
}
