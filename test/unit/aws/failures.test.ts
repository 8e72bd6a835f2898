import { describe, expect, it } from 'vitest';
import { causeOf, isCascade } from '../../../src/aws/progress/failures.ts';
import { isSettled } from '../../../src/aws/progress/status.ts';
import { resourceWords, statusWords } from '../../../src/aws/progress/words.ts';
import { eventsOf, taken } from './support/events.ts';

const cause = (type: string, reason: string) =>
  causeOf(eventsOf([[8, 'Thing', 'CREATE_FAILED', { type, reason }]])[0]!);

describe('causeOf', () => {
  it('reads a bucket name that is taken', () => {
    expect(cause('AWS::S3::Bucket', taken)).toMatchObject({
      code: 'AlreadyExists',
      nameTaken: true,
      meaning: expect.stringContaining('shared by everyone on AWS'),
    });
  });

  it('names the permission that is missing', () => {
    const reason =
      'Resource handler returned message: "User: arn:aws:iam::1:user/a is not authorized to perform: iam:CreateRole on resource: b" (RequestToken: x, HandlerErrorCode: AccessDenied)';
    expect(cause('AWS::IAM::Role', reason)).toMatchObject({
      code: 'AccessDenied',
      nameTaken: false,
      meaning: expect.stringContaining('iam:CreateRole'),
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

  it('adds nothing where it has nothing to add, and removes escape sequences', () => {
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

it('says a status in words', () => {
  expect(statusWords('UPDATE_ROLLBACK_COMPLETE')).toBe('update rollback complete');
});
