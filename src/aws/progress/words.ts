import { ownMember } from '../../core/own-member.ts';
import { plainText } from '../../core/text.ts';
import type { StackEventRecord } from './model.ts';

/** Types whose plain words differ from their last part. */
const known: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'S3 bucket',
  'AWS::S3::BucketPolicy': 'S3 bucket policy',
  'AWS::IAM::Role': 'IAM role',
  'AWS::IAM::Policy': 'IAM policy',
  'AWS::IAM::ManagedPolicy': 'IAM managed policy',
  'AWS::CloudFormation::Stack': 'nested stack',
  'AWS::Lambda::Function': 'Lambda function',
  'AWS::DynamoDB::Table': 'DynamoDB table',
  'AWS::AppSync::GraphQLApi': 'GraphQL API',
  'AWS::ApiGateway::RestApi': 'REST API',
  'AWS::Cognito::UserPool': 'user pool',
  'AWS::Cognito::IdentityPool': 'identity pool',
};

/**
 * A resource type in plain words.
 *
 * @param type as `AWS::S3::BucketPolicy`
 * @returns `S3 bucket policy`; for types without an entry the last part in lower case: `user pool client`
 */
export function resourceWords(type: string): string {
  return ownMember(known, type) ?? spaced(type.split('::').at(-1) ?? type);
}

/** `UserPoolClient` as `user pool client`, `GraphQLSchema` as `graph ql schema`. */
function spaced(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase();
}

const notes: Readonly<Partial<Record<string, string>>> = {
  REVIEW_IN_PROGRESS:
    'Nothing runs and nothing is made yet: the stack waits for its change set to be executed, or deleted, by whoever made it.',
  UPDATE_ROLLBACK_FAILED:
    'The rollback is stuck; `amplify-tui watch STACK --continue-rollback` continues it.',
  ROLLBACK_COMPLETE: 'It was never complete: it can only be deleted, then created again.',
  ROLLBACK_FAILED: 'What it had made is not all removed; delete the stack to try that again.',
  DELETE_FAILED: 'Something of it could not be deleted; delete it again once that is out of the way.',
  IMPORT_ROLLBACK_FAILED: 'Something could not be put back out of the stack; the console shows what.',
};

/** What a status means for what follows, a sentence or two; undefined if it is self-explanatory. */
export function statusNote(status: string): string | undefined {
  return ownMember(notes, status);
}

/**
 * A status of a stack or a resource in plain words.
 *
 * @param status as `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`
 * @returns `update complete cleanup in progress`; statuses that AWS adds later get the same form
 */
export function statusWords(status: string): string {
  return status.toLowerCase().replaceAll('_', ' ');
}

const operations: Readonly<Record<string, string>> = {
  CREATE: 'creation',
  UPDATE: 'update',
  DELETE: 'deletion',
  IMPORT: 'import',
};

/**
 * An event in one line. Most of AWS's reasons repeat the status; here everything appears once, so that less is cut.
 *
 * @returns `creation initiated` for CREATE_IN_PROGRESS with `Resource creation Initiated`; else the status, its details
 * and AWS's reason
 */
export function eventWords({
  status,
  detailedStatus,
  reason = '',
}: Pick<StackEventRecord, 'status' | 'detailedStatus' | 'reason'>): string {
  // It occurs within a creation or an update, and is clear by itself.
  if (detailedStatus === 'CONFIGURATION_COMPLETE' && status.endsWith('_IN_PROGRESS') && reason === '')
    return statusWords(detailedStatus);
  const [, verb = ''] = /^([A-Z]+)_(?:IN_PROGRESS|FAILED)$/.exec(status) ?? [];
  const { said, operation } = saidBy(reason, operations[verb]);
  const isSaid = operation !== undefined && operation === operations[verb] && !detailedStatus;
  const known = isSaid ? [] : [statusWords(status), detailedStatus && statusWords(detailedStatus)];
  return [...known, said].filter(Boolean).join(' · ');
}

/** A reason as shown beside its status, and the operation that it names. @param own the operation of the status */
function saidBy(
  reason: string,
  own: string | undefined,
): { readonly said: string; readonly operation?: string | undefined } {
  const text = plainText(reason);
  if (/^User Initiated$/i.test(text))
    return { said: [own, 'initiated by a user'].filter(Boolean).join(' '), operation: own };
  const [all, operation, how] =
    /^Resource (creation|update|deletion|import) (initiated|cancell?ed)\b/i.exec(text) ?? [];
  if (all === undefined || !operation || !how) return { said: text };
  const said = `${operation} ${how}`.toLowerCase() + text.slice(all.length);
  return { said, operation: operation.toLowerCase() };
}

/** Why a resource is in its state; undefined if AWS's reason only says that it was initiated. */
export function reasonWords(reason: string | undefined): string | undefined {
  return reason && !/^Resource \w+ Initiated\.?$/i.test(reason) ? plainText(reason) : undefined;
}
