import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { causeOf, isCascade } from '../../../../src/aws/progress/failures.ts';
import { outcomeWords } from '../../../../src/aws/progress/narration.ts';
import { applyStack, createProgress } from '../../../../src/aws/progress/reducer.ts';
import { isSettled } from '../../../../src/aws/progress/status.ts';
import { resourceWords, statusNote, statusWords } from '../../../../src/aws/progress/words.ts';
import { eventsOf, stackId, stackName, taken } from '../support/events.ts';
import { record } from '../support/progress.ts';

const cause = (type: string, reason: string) =>
  causeOf(eventsOf([[8, 'Thing', 'CREATE_FAILED', { type, reason }]])[0]!);

describe('causeOf', () => {
  it('recognises a bucket name that is taken', () => {
    expect(cause('AWS::S3::Bucket', taken)).toMatchObject({
      code: 'AlreadyExists',
      nameTaken: true,
      meaning: 'The bucket name shop-deployment is taken; bucket names are shared by everyone on AWS.',
    });
  });

  it.each([
    [
      'AWS::S3::Bucket',
      "Resource of type 'AWS::S3::Bucket' with identifier 'a.b-c' already exists.",
      'a.b-c',
    ],
    ['AWS::S3::Bucket', 'a-b already exists', 'a-b'],
    ['AWS::IAM::Role', 'Role with name shop_authRole already exists. (Service: Iam)', 'shop_authRole'],
    ['AWS::SNS::Topic', 'with identifier "news" already exists', 'named news exists'],
  ])('names what is taken: %s, %s', (type, reason, name) => {
    expect(cause(type, reason).meaning).toContain(name);
  });

  it('names what is taken by the id of the resource if AWS does not say it', () => {
    const reason =
      'Your previous request succeeded and you already own it. (Error Code: BucketAlreadyOwnedByYou)';
    const [event] = eventsOf([[8, 'Bucket', 'CREATE_FAILED', { reason, physicalId: 'shop-files' }]]);
    expect(causeOf(event!).meaning).toContain('The bucket name shop-files is taken');
    expect(cause('AWS::S3::Bucket', reason).meaning).toContain('The name of the bucket is taken');
    expect(cause('AWS::S3::Bucket', 'The bucket policy already exists on it').meaning).toContain(
      'The name of',
    );
  });

  it('names the missing permission', () => {
    const reason =
      'Resource handler returned message: "User: arn:aws:iam::1:user/a is not authorized to perform: iam:CreateRole on resource: b" (RequestToken: x, HandlerErrorCode: AccessDenied)';
    expect(cause('AWS::IAM::Role', reason)).toMatchObject({
      code: 'AccessDenied',
      nameTaken: false,
      meaning: 'Your credentials may not call iam:CreateRole.',
    });
  });

  it.each([
    ['Role limit (Service: Iam, HandlerErrorCode: ServiceLimitExceeded)', 'ServiceLimitExceeded', 'quota'],
    ['x (RequestToken: y, HandlerErrorCode: NotStabilized)', 'NotStabilized', 'ready'],
    [
      'x (Service: Amazon S3; Status Code: 404; Error Code: NotFound; Request ID: z)',
      'NotFound',
      'does not exist',
    ],
  ])('%s', (reason, code, words) => {
    expect(cause('AWS::IAM::Role', reason)).toMatchObject({ code, meaning: expect.stringContaining(words) });
  });

  it('adds nothing if there is nothing to add, and removes escape sequences', () => {
    expect(cause('AWS::X::Y', 'odd \u001B[31mwords')).toMatchObject({ reason: 'odd words' });
    expect(cause('AWS::X::Y', 'odd words')).not.toHaveProperty('meaning');
  });
});

it.each([
  ['Resource creation cancelled', true],
  ['Resource update cancelled', true],
  ['Embedded stack arn:a was not successfully created: x', true],
  ['The following resource(s) failed to create: [A]. Rollback requested by user.', true],
  [taken, false],
  [undefined, false],
])('%s is a cascade: %s', (reason, expected) => {
  expect(isCascade(reason)).toBe(expected);
});

it.each([
  ['CREATE_COMPLETE', true],
  ['CREATE_FAILED', true],
  ['REVIEW_IN_PROGRESS', true],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', false],
  ['NEW_WORD_IN_PROGRESS', false],
  ['', false],
])('%s is settled: %s', (status, expected) => {
  expect(isSettled(status)).toBe(expected);
});

it.each([
  ['AWS::S3::Bucket', 'S3 bucket'],
  ['AWS::S3::BucketPolicy', 'S3 bucket policy'],
  ['AWS::IAM::Role', 'IAM role'],
  ['AWS::CloudFormation::Stack', 'nested stack'],
  ['AWS::Cognito::UserPoolClient', 'user pool client'],
])('%s is called %s', (type, words) => {
  expect(resourceWords(type)).toBe(words);
});

it('shows a status in words', () => {
  expect(statusWords('UPDATE_ROLLBACK_COMPLETE')).toBe('update rollback complete');
});

const words: Readonly<Record<StackStatus, readonly [outcome: string, words: string]>> = {
  CREATE_IN_PROGRESS: ['running', 'creating'],
  CREATE_COMPLETE: ['succeeded', 'complete'],
  CREATE_FAILED: ['failed', 'failed'],
  ROLLBACK_IN_PROGRESS: ['running', 'rolling back'],
  ROLLBACK_COMPLETE: ['rolled-back', 'rolled back'],
  ROLLBACK_FAILED: ['failed', 'stuck: the rollback failed'],
  DELETE_IN_PROGRESS: ['running', 'deleting'],
  DELETE_COMPLETE: ['deleted', 'deleted'],
  DELETE_FAILED: ['delete-failed', 'could not be deleted'],
  REVIEW_IN_PROGRESS: ['in-review', 'nothing in it yet: a change set waits to be executed'],
  UPDATE_IN_PROGRESS: ['running', 'updating'],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['running', 'updated, removing what is replaced'],
  UPDATE_COMPLETE: ['succeeded', 'updated'],
  UPDATE_FAILED: ['failed', 'update failed'],
  UPDATE_ROLLBACK_IN_PROGRESS: ['running', 'rolling the update back'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['running', 'rolled back, removing what is left over'],
  UPDATE_ROLLBACK_COMPLETE: ['rolled-back', 'update rolled back'],
  UPDATE_ROLLBACK_FAILED: ['failed', 'stuck: the rollback failed'],
  IMPORT_IN_PROGRESS: ['running', 'importing'],
  IMPORT_COMPLETE: ['succeeded', 'imported'],
  IMPORT_ROLLBACK_IN_PROGRESS: ['running', 'rolling the import back'],
  IMPORT_ROLLBACK_COMPLETE: ['rolled-back', 'import rolled back'],
  IMPORT_ROLLBACK_FAILED: ['failed', 'stuck: the rollback failed'],
};

it.each(Object.values(StackStatus))('a stack in %s is described in its own words', (status) => {
  const progress = applyStack(createProgress({ stackId, stackName }), record(status));
  expect([progress.outcome, outcomeWords(progress)]).toEqual(words[status]);
});

it.each([
  ['REVIEW_IN_PROGRESS', /change set/],
  ['UPDATE_ROLLBACK_FAILED', /--continue-rollback/],
  ['ROLLBACK_COMPLETE', /only be deleted/],
  ['CREATE_COMPLETE', undefined],
])('what comes after %s', (status, note) => {
  if (note) expect(statusNote(status)).toMatch(note);
  else expect(statusNote(status)).toBeUndefined();
});
