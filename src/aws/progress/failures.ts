import { ownMember } from '../../core/own-member.ts';
import { plainText } from '../../core/text.ts';
import { iamSession } from '../problems/access.ts';
import { type Denial, denialMeaning, readDenial } from '../problems/denial.ts';
import type { FailureCause, StackEventRecord } from './model.ts';

/** Reasons that only refer to a failure elsewhere. Source: recorded event lists, and what the CDK's monitor leaves out. */
const cascades = [
  /^Resource (?:creation|update|deletion|import) cancell?ed/i,
  /^Embedded stack \S+ was not successfully \w+/i,
  /^The following resource\(s\) failed to /i,
  /^(?:Rollback|Update|Delete)(?: rollback)? (?:requested|cancelled) by user/i,
  /^User Initiated/i,
];

/** Whether a reason only says that something else has failed. */
export function isCascade(reason: string | undefined): boolean {
  return reason !== undefined && cascades.some((pattern) => pattern.test(reason.trim()));
}

/** A failure event and its meaning. */
export function causeOf(event: StackEventRecord): FailureCause {
  const reason = plainText(event.reason ?? '').trim() || 'AWS gives no reason.';
  const code = codeOf(reason);
  const nameTaken = isNameTaken(reason, code);
  const meaning = nameTaken ? takenMeaning(event, reason) : meaningOf(event, reason, code);
  return {
    logicalId: event.logicalId,
    type: event.type,
    stackName: event.stackName,
    at: event.at,
    reason,
    ...(code ? { code } : {}),
    ...(meaning ? { meaning } : {}),
    nameTaken,
  };
}

/** The code in a provider's message: `(RequestToken: …, HandlerErrorCode: AlreadyExists)`, `Error Code: NoSuchBucket`. */
function codeOf(reason: string): string | undefined {
  return /(?:HandlerErrorCode:|Error Code:) ([A-Za-z0-9:-]+)/.exec(reason)?.[1];
}

function isNameTaken(reason: string, code: string | undefined): boolean {
  if (/NAME_CONFLICT_VALIDATION|ResourceExistenceCheck/.test(reason)) return true;
  if (code && /^(AlreadyExists|BucketAlreadyExists|BucketAlreadyOwnedByYou|EntityAlreadyExists)$/.test(code))
    return true;
  return /\balready exists\b|\balready owned by you\b/i.test(reason);
}

function meaningOf(
  { type, status }: StackEventRecord,
  reason: string,
  code: string | undefined,
): string | undefined {
  const denial = readDenial(reason);
  if (denial.action) return deniedMeaning(denial);
  if (denial.how === 'explicit') return denialMeaning(denial);
  if (/security token included in the request is (?:invalid|expired)/i.test(reason)) {
    return /\bexpired\b/i.test(reason)
      ? 'The credentials that the stack works with have expired.'
      : `AWS did not take the credentials that the stack works with.${/\bIam\b|AWS::IAM::/i.test(`${reason} ${type}`) ? ` ${iamSession}` : ''}`;
  }
  if (code === 'AccessDenied' || /\bAccess ?Denied\b|HandlerErrorCode: AccessDenied/.test(reason))
    return 'Your credentials lack a permission that this resource needs.';
  if (code && /NotEmpty/.test(code)) return notEmpty;
  if (/not empty|BucketNotEmpty/i.test(reason) && type === 'AWS::S3::Bucket') return notEmpty;
  if (/IAM role \S+ doesn'?t exist|role .*cannot be assumed/i.test(reason))
    return 'New roles take some seconds to be known everywhere; trying again usually works.';
  if (code && /^(ServiceLimitExceeded|LimitExceeded)/.test(code)) return limit;
  if (/LimitExceeded|TooManyBuckets|quota/i.test(reason)) return limit;
  if (/Validation failed|EarlyValidation|DescribeEvents/i.test(reason))
    return 'AWS checked the template before it made anything; the check did not pass, and nothing was made.';
  const known = code ? ownMember(codeMeanings, code) : undefined;
  return (
    known ??
    (status === 'DELETE_FAILED' ? 'The resource is still there; something may still use it.' : undefined)
  );
}

/** A permission is reported as missing only if AWS says so. */
function deniedMeaning(denial: Denial): string {
  const { action, how, policy } = denial;
  if (how === 'explicit' || (policy && policy !== 'identity-based policy'))
    return `Your credentials may not call ${action}. ${denialMeaning(denial)}`;
  return how === 'none'
    ? `Your credentials lack the permission ${action}.`
    : `Your credentials may not call ${action}.`;
}

const notEmpty = 'A bucket can be deleted only when it is empty.';
const limit = 'A quota of the account is reached; delete what is not needed or ask AWS for more.';

/** CloudFormation's handler error codes whose meaning does not depend on the message; source: its resource provider contract. */
const codeMeanings: Readonly<Record<string, string>> = {
  Throttling: 'AWS had too many requests at once; trying again usually works.',
  ServiceInternalError: 'The service behind this resource had a fault; trying again may work.',
  InternalFailure: 'AWS had a fault of its own; trying again may work.',
  GeneralServiceException: 'The service behind this resource refused or failed; its words above say more.',
  NetworkFailure: 'AWS could not reach the service behind this resource; trying again may work.',
  NotStabilized: 'The resource did not become ready in the time that AWS waits for it.',
  ResourceConflict: 'Something else changes the same resource now; try again when that has ended.',
  NotFound: 'Something that the resource refers to does not exist.',
  NotUpdatable: 'This property cannot be changed on a resource that exists.',
  InvalidRequest: 'A property has a value that the service does not accept.',
  InvalidCredentials: 'The credentials that the stack works with are no longer valid.',
  ServiceTimeout: 'The service behind this resource did not answer in time; trying again may work.',
};

function takenMeaning({ type, physicalId }: StackEventRecord, reason: string): string {
  const name = /(?:^|["']|\bname )([\w.-]+)['"]? already exists/i.exec(reason)?.[1] ?? physicalId;
  if (type === 'AWS::S3::Bucket')
    return `The ${name ? `bucket name ${name}` : 'name of the bucket'} is taken; bucket names are shared by everyone on AWS.`;
  if (type.startsWith('AWS::IAM::'))
    return `The account has something ${name ? `named ${name}` : 'of that name'} already; names of IAM are shared by all its regions.`;
  return `Something ${name ? `named ${name}` : 'of that name'} exists already; another name is needed.`;
}
