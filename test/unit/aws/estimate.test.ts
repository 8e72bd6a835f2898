import { expect, it } from 'vitest';
import { estimateLeft, expectedDurations } from '../../../src/aws/progress/estimate.ts';
import { applyEvents, applyNested, createProgress } from '../../../src/aws/progress/reducer.ts';
import { began, created, eventsOf, rolledBack, stackId, stackName } from './support/events.ts';

const expected = [
  { logicalId: 'Bucket', type: 'AWS::S3::Bucket', dependsOn: [] },
  { logicalId: 'Policy', type: 'AWS::S3::BucketPolicy', dependsOn: ['Bucket'] },
  { logicalId: 'AuthRole', type: 'AWS::IAM::Role', dependsOn: [] },
];
const begin = createProgress({ stackId, stackName, expected });
const nothing = () => undefined;
const at = (seconds: number) => began + seconds * 1000;
const first = (count: number) => applyEvents(begin, eventsOf(created.slice(0, count)));

it('is the longest chain, about half a minute for the parent stack', () => {
  const left = estimateLeft(first(1), at(0), nothing);
  expect(left).toBeGreaterThanOrEqual(25_000);
  expect(left).toBeLessThanOrEqual(40_000);
});

it('grows shorter as time passes, second by second, and is never negative', () => {
  const progress = first(5);
  const early = estimateLeft(progress, at(10), nothing)!;
  expect(estimateLeft(progress, at(15), nothing)).toBe(early - 5000);
  expect(estimateLeft(progress, at(10_000), nothing)).toBeGreaterThanOrEqual(0);
});

it('counts what AWS takes before it begins, as long as nothing has begun', () => {
  const left = (progress: typeof begin, seconds: number) => estimateLeft(progress, at(seconds), nothing)!;
  expect(left(first(1), 0) - left(first(1), 60)).toBe(5000);
  expect(left(first(1), 2) - left(first(1), 60)).toBe(3000);
});

it('prefers what this machine has seen', () => {
  const slow = (type: string) =>
    type === 'AWS::S3::Bucket' ? expectedDurations['AWS::S3::Bucket']! + 60_000 : undefined;
  expect(estimateLeft(first(5), at(6), slow)).toBe(estimateLeft(first(5), at(6), nothing)! + 60_000);
});

it('does not guess what it does not know, nor an end that is not the one hoped for', () => {
  const odd = createProgress({
    stackId,
    stackName,
    expected: [{ logicalId: 'A', type: 'Custom::Odd', dependsOn: [] }],
  });
  expect(estimateLeft(applyEvents(odd, eventsOf(created.slice(0, 1))), at(1), nothing)).toBeUndefined();
  expect(
    estimateLeft(applyEvents(begin, eventsOf(rolledBack.slice(0, -2))), at(12), nothing),
  ).toBeUndefined();
  expect(estimateLeft(applyEvents(begin, eventsOf(created)), at(40), nothing)).toBeUndefined();
});

it('survives a circle', () => {
  const circle = createProgress({
    stackId,
    stackName,
    expected: [
      { logicalId: 'A', type: 'AWS::IAM::Role', dependsOn: ['B'] },
      { logicalId: 'B', type: 'AWS::IAM::Role', dependsOn: ['A'] },
    ],
  });
  expect(estimateLeft(applyEvents(circle, eventsOf(created.slice(0, 1))), at(1), nothing)).toBeGreaterThan(0);
});

it('asks what is in a nested stack, not how long nested stacks took elsewhere', () => {
  const type = 'AWS::CloudFormation::Stack';
  const parent = createProgress({
    stackId,
    stackName,
    expected: [{ logicalId: 'auth', type, dependsOn: [] }],
  });
  const learned = (asked: string) => (asked === type ? 1_000 : undefined);
  expect(estimateLeft(applyEvents(parent, eventsOf(created.slice(0, 1))), at(6), learned)).toBeUndefined();
  const withChild = applyNested(applyEvents(parent, eventsOf(created.slice(0, 1))), 'auth', first(5));
  const alone = estimateLeft(first(5), at(10), nothing)!;
  expect(estimateLeft(withChild, at(10), learned)).toBeGreaterThanOrEqual(alone);
});
