import { expect, it } from 'vitest';
import {
  estimateLeft,
  expectedDurations,
  leftWords,
  type Usual,
} from '../../../../src/aws/progress/estimate.ts';
import { applyEvents, applyNested, createProgress } from '../../../../src/aws/progress/reducer.ts';
import { began, created, eventsOf, rolledBack, stackId, stackName } from '../support/events.ts';

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
  expect(left?.low).toBeGreaterThanOrEqual(25_000);
  expect(left?.high).toBeLessThanOrEqual(40_000);
  expect(left!.high!).toBeGreaterThan(left!.low);
});

it('gets shorter second by second, and is never negative', () => {
  const progress = first(5);
  const early = estimateLeft(progress, at(10), nothing)!;
  expect(estimateLeft(progress, at(15), nothing)).toEqual({
    low: early.low - 5000,
    high: early.high! - 5000,
  });
  expect(estimateLeft(progress, at(10_000), nothing)?.low).toBeGreaterThanOrEqual(0);
});

it('includes the time before AWS starts, as long as nothing has started', () => {
  const left = (progress: typeof begin, seconds: number) =>
    estimateLeft(progress, at(seconds), nothing)!.high!;
  expect(left(first(1), 0) - left(first(1), 60)).toBe(5000);
  expect(left(first(1), 2) - left(first(1), 60)).toBe(3000);
});

it('prefers times measured on this machine', () => {
  const bucket = expectedDurations['AWS::S3::Bucket']!;
  const slow = (type: string): Usual | undefined =>
    type === 'AWS::S3::Bucket'
      ? { low: bucket.low + 60_000, middle: bucket.middle + 70_000, high: bucket.high + 80_000 }
      : undefined;
  const known = estimateLeft(first(5), at(6), nothing)!;
  expect(estimateLeft(first(5), at(6), slow)).toEqual({
    low: known.low + 60_000,
    high: known.high! + 80_000,
  });
});

it.each([
  [20_400, 38_000, '20–40s left'],
  [16_000, 18_000, 'about 17s left'],
  [0, 8_000, 'up to 10s left'],
  [52_000, 68_000, '50s–1m 10s left'],
  [400_000, 700_000, '6m 00s–12m 00s left'],
  [0, 0, 'due any moment'],
  [26_000, undefined, 'at least 25s left'],
  [4_000, undefined, 'time left unknown'],
])('shows a remaining time between %i and %i ms as "%s"', (low, high, words) => {
  expect(leftWords({ low, high })).toBe(words);
});

it('tells the least time if that of a type is unknown', () => {
  const custom = { logicalId: 'A', type: 'Custom::Odd', dependsOn: ['Bucket'] };
  const odd = createProgress({ stackId, stackName, expected: [...expected, custom] });
  const known = estimateLeft(first(1), at(1), nothing)!;
  expect(estimateLeft(applyEvents(odd, eventsOf(created.slice(0, 1))), at(1), nothing)).toEqual({
    low: known.low,
    high: undefined,
  });
});

it('does not guess unknown times, nor the end of a failing operation', () => {
  const odd = createProgress({
    stackId,
    stackName,
    expected: [{ logicalId: 'A', type: 'Custom::Odd', dependsOn: [] }],
  });
  const alone = estimateLeft(applyEvents(odd, eventsOf(created.slice(0, 1))), at(1), nothing);
  expect(alone && leftWords(alone)).toBe('at least 5s left');
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
  expect(
    estimateLeft(applyEvents(circle, eventsOf(created.slice(0, 1))), at(1), nothing)?.low,
  ).toBeGreaterThan(0);
});

it('uses the contents of a nested stack, not how long nested stacks took elsewhere', () => {
  const type = 'AWS::CloudFormation::Stack';
  const parent = createProgress({
    stackId,
    stackName,
    expected: [{ logicalId: 'auth', type, dependsOn: [] }],
  });
  const learned = (asked: string) =>
    asked === type ? { low: 1_000, middle: 1_000, high: 1_000 } : undefined;
  expect(
    estimateLeft(applyEvents(parent, eventsOf(created.slice(0, 1))), at(6), learned)?.high,
  ).toBeUndefined();
  const withChild = applyNested(applyEvents(parent, eventsOf(created.slice(0, 1))), 'auth', first(5));
  const alone = estimateLeft(first(5), at(10), nothing)!;
  expect(estimateLeft(withChild, at(10), learned)?.low).toBeGreaterThanOrEqual(alone.low);
});
