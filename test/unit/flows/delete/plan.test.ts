import { expect, it } from 'vitest';
import { createProgress } from '../../../../src/aws/progress/reducer.ts';
import { notDeleted } from '../../../../src/flows/delete/explain.ts';
import { type FoundPieces, planDelete, stayingInAws } from '../../../../src/flows/delete/plan.ts';
import { safePaths } from '../../../../src/flows/delete/safe-names.ts';
import { withAmplifyBlock, withoutAmplifyBlock } from '../../../../src/project/layouts/git-ignore.ts';
import { someBackend, somePieces } from '../../../support/pretend-delete.ts';

const bucket = someBackend.bucket!;
const all = { keepBucket: false, keepFiles: false };
const kinds = (found: FoundPieces, choices: Parameters<typeof planDelete>[1]) =>
  planDelete(found, choices).steps.map(({ kind }) => kind);
const withBackend = (change: Partial<typeof someBackend>): FoundPieces => ({
  ...somePieces,
  backends: [{ ...someBackend, ...change }],
});

it('puts the steps in the order that AWS requires, the files last', () => {
  expect(kinds(somePieces, { ...all, download: '/backup' })).toEqual([
    ...['download', 'stack', 'bucket', 'app-environment', 'app', 'files', 'remembered'],
  ]);
  // AWS deletes that bucket with the stack, but only if it is empty.
  expect(kinds(withBackend({ bucket: { ...bucket, withStack: true } }), all)).toEqual([
    ...['empty', 'stack', 'bucket', 'app-environment', 'app', 'files', 'remembered'],
  ]);
});

it('leaves what is to be kept, and what is gone or downloaded already', () => {
  expect(kinds(somePieces, { keepBucket: true, keepFiles: true })).toEqual([
    ...['stack', 'app-environment', 'app'],
  ]);
  const { status: _, ...gone } = someBackend.stack;
  expect(kinds(withBackend({ stack: gone }), all)).toEqual([
    ...['bucket', 'app-environment', 'app', 'files', 'remembered'],
  ]);
  expect(kinds({ ...somePieces, downloaded: true }, { ...all, download: '/backup' })).not.toContain(
    'download',
  );
  expect(kinds(withBackend({ bucket: { ...bucket, state: 'gone' } }), all)).not.toContain('bucket');
});

it('completes an interrupted deletion, even if only its note is left', () => {
  const left = { ...somePieces, begunAt: 1, backends: [], files: [], remembered: [] };
  expect(kinds(left, all)).toEqual(['files']);
  expect(kinds({ ...left, scope: 'environment' }, all)).toEqual(['note']);
  expect(kinds(left, { ...all, keepFiles: true })).toEqual(['note']);
  const { begunAt: _, ...none } = left;
  expect(kinds(none, all)).toEqual([]);
});

it('says what stays in AWS, by its name there', () => {
  expect(stayingInAws({ found: somePieces, choices: { ...all, keepBucket: true } })).toEqual([
    'storagefiles/S3Bucket (AWS::S3::Bucket) stays, as its template says: shop-files.',
    `The bucket ${bucket.name} stays.`,
  ]);
});

it.each([
  ['../../etc/passwd', '%2E%2E/%2E%2E/etc/passwd'],
  ['/etc/passwd', '%/etc/passwd'],
  ['a//b/.', 'a/%/b/%2E'],
  ['..\\..\\windows', '..%5C..%5Cwindows'],
  ['C:\\x', 'C%3A%5Cx'],
  ['con', '%con'],
  ['nul.txt', '%nul.txt'],
  ['trailing. ', 'trailing%2E%20'],
  ['line\nend\u001b[31m', 'line%0Aend%1B[31m'],
  ['50%', '50%25'],
  ['#current-cloud-backend.zip', '#current-cloud-backend.zip'],
])('stores the key %j under a safe name', (key, path) => {
  expect(safePaths([key]).get(key)).toBe(path);
});

it('never stores two keys under one name, also if capitals make no difference', () => {
  const keys = ['a', 'A', 'a/b', 'A/B', 'a~2', `${'x'.repeat(300)}1`, `${'x'.repeat(300)}2`];
  const paths = [...safePaths(keys).values()].map((path) => path.toLowerCase());
  expect(new Set(paths).size).toBe(keys.length);
  for (const path of paths) {
    expect(paths.filter((other) => other.startsWith(`${path}/`))).toEqual([]);
    for (const part of path.split('/')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
  }
});

it.each(['', 'coverage/\n', 'coverage/\r\n', 'a\n\nb\n'])(
  'removes the block from .gitignore again: %j',
  (text) => {
    expect(withoutAmplifyBlock(withAmplifyBlock(text))).toBe(text);
    expect(withoutAmplifyBlock(withAmplifyBlock(text, 'documented'))).toBe(text);
    const more = `${withAmplifyBlock(text)}own/\n`;
    expect(withoutAmplifyBlock(more)).toBe(`${text}own/\n`);
  },
);

it('leaves a .gitignore whose block has no end', () => {
  const text = 'a\n#amplify-do-not-edit-begin\nbuild/\n';
  expect(withoutAmplifyBlock(text)).toBe(text);
});

it.each([
  ['The bucket you tried to delete is not empty', 'AWS::S3::Bucket', /^Empty the bucket shop-x: /],
  ['Cannot delete entity, must detach all policies first.', 'AWS::IAM::Role', /detach them in IAM/],
  ['TerminationProtection is enabled', 'AWS::CloudFormation::Stack', /termination protection/],
  [
    'User: me is not authorized to perform: dynamodb:DeleteTable',
    'AWS::DynamoDB::Table',
    /ask for the permission/,
  ],
  ['resource sg-1 has a dependent object', 'AWS::EC2::SecurityGroup', /^Something still uses shop-x/],
  ['who knows', 'AWS::X::Y', /^See in the console what holds shop-x/],
])('explains a deletion that fails with %j', (reason, type, next) => {
  const progress = {
    ...createProgress({
      stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1',
      stackName: 'shop',
    }),
    resources: [{ logicalId: 'Thing', physicalId: 'shop-x', type, state: 'failed', waitsFor: [] }],
    causes: [{ logicalId: 'Thing', type, stackName: 'shop', at: 1, reason, nameTaken: false }],
  } as Parameters<typeof notDeleted>[0];
  const { code, what, why, next: shown } = notDeleted(progress);
  expect([code, why]).toEqual(['STACK_FAILED', reason]);
  expect(what).toBe('The stack shop could not be deleted: Thing stays.');
  expect(shown).toMatch(next);
});
