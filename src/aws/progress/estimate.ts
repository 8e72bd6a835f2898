import { duration } from '../../core/text.ts';
import type { ResourceProgress, StackProgress } from './model.ts';

/** How long something usually takes, milliseconds: the lower and upper bound of the usual range, and the middle. */
export interface Usual {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** The durations that this machine has measured for a type of resource; undefined if there are none. */
export type Learned = (type: string) => Usual | undefined;

const policy: Usual = { low: 13_000, middle: 15_000, high: 17_000 };

/** The time before a stack's first resource and after its last one, under names of their own beside the types. */
export const aroundResources = {
  before: 'stack: before its first resource',
  after: 'stack: after its last resource',
} as const;

/** How long AWS takes to create resources, as observed: role 13-17 s, bucket 22-25 s, bucket policy 1-3 s. */
export const expectedDurations: Readonly<Record<string, Usual>> = {
  'AWS::IAM::Role': { low: 13_000, middle: 15_000, high: 17_000 },
  'AWS::S3::Bucket': { low: 22_000, middle: 23_000, high: 25_000 },
  'AWS::S3::BucketPolicy': { low: 1_000, middle: 2_000, high: 3_000 },
  'AWS::IAM::Policy': policy,
  'AWS::IAM::ManagedPolicy': policy,
  [aroundResources.before]: { low: 5_000, middle: 5_000, high: 5_000 },
  [aroundResources.after]: { low: 2_000, middle: 2_000, high: 2_000 },
};

/** How long a resource of a type usually takes; undefined for nested stacks, since that depends on their contents. */
export function usualOf(type: string, learned: Learned): Usual | undefined {
  return type === 'AWS::CloudFormation::Stack' ? undefined : (learned(type) ?? expectedDurations[type]);
}

/** The remaining time, milliseconds, at least and at most; the latter undefined if the time of a type is unknown. */
export interface TimeLeft {
  readonly low: number;
  readonly high: number | undefined;
}

/**
 * How long a stack will still take: the longest chain of dependent resources, less the time that has passed.
 *
 * @param now by AWS's clock, milliseconds
 * @param learned measured durations, preferred over {@link expectedDurations}
 * @returns 0 when it is due; undefined for anything but a creation that goes forward
 */
export function estimateLeft(progress: StackProgress, now: number, learned: Learned): TimeLeft | undefined {
  const low = chainLeft(progress, now, (type) => usualOf(type, learned)?.low ?? 0);
  const high = chainLeft(progress, now, (type) => usualOf(type, learned)?.high);
  return low === undefined ? undefined : { low: Math.min(low, high ?? low), high };
}

/**
 * The remaining time in words, as a range of round numbers: `20–40s left`, `50s–1m 10s left`, `about 17s left` if both
 * ends are about the same, `due any moment`; `at least 20s left` or `time left unknown` without an upper end.
 */
export function leftWords({ low, high }: TimeLeft): string {
  if (high === undefined) {
    const least = roundedDown(low, low);
    return least > 0 ? `at least ${duration(least)} left` : 'time left unknown';
  }
  if (high <= 0) return 'due any moment';
  if (high - low < 3_000) return `about ${duration(Math.max(1_000, (low + high) / 2))} left`;
  const from = roundedDown(low, high);
  const to = -roundedDown(-high, high);
  if (from === 0) return `up to ${duration(to)} left`;
  return to < 60_000 ? `${from / 1000}–${to / 1000}s left` : `${duration(from)}–${duration(to)} left`;
}

/** A time in steps that suit a range up to `high`. */
function roundedDown(time: number, high: number): number {
  const step = (high < 60_000 ? 5 : high < 300_000 ? 10 : 60) * 1000;
  return Math.floor(time / step) * step;
}

type Times = (type: string) => number | undefined;

function chainLeft(progress: StackProgress, now: number, timeOf: Times): number | undefined {
  const { operation, direction, outcome, resources, startedAt } = progress;
  if (outcome !== 'running' || operation !== 'create' || direction === 'back' || resources.length === 0)
    return undefined;
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const left = new Map<string, number>();

  /** How long until a resource's dependents can start. */
  function leftOf(resource: ResourceProgress): number | undefined {
    const known = left.get(resource.logicalId);
    if (known !== undefined) return known;
    const own = ownTime(resource, now, timeOf);
    if (own === undefined) return undefined;
    // Set before its dependencies are visited, so that a cycle ends.
    left.set(resource.logicalId, own);
    let before = 0;
    for (const id of resource.waitsFor) {
      const awaited = byId.get(id);
      if (!awaited || awaited.state === 'settling') continue;
      const time = leftOf(awaited);
      if (time === undefined) return undefined;
      before = Math.max(before, time);
    }
    left.set(resource.logicalId, before + own);
    return before + own;
  }

  let longest = 0;
  for (const resource of resources) {
    const time = leftOf(resource);
    if (time === undefined) return undefined;
    longest = Math.max(longest, time);
  }
  const hasBegun = resources.some(({ state }) => state !== 'waiting');
  const passed = startedAt === undefined ? 0 : now - startedAt;
  const untilFirst = hasBegun ? 0 : Math.max(0, (timeOf(aroundResources.before) ?? 0) - passed);
  return Math.max(0, untilFirst + longest + (timeOf(aroundResources.after) ?? 0));
}

/** The remaining time of a resource itself; undefined if unknown. */
function ownTime(
  { state, type, startedAt, nested }: ResourceProgress,
  now: number,
  timeOf: Times,
): number | undefined {
  if (state !== 'waiting' && state !== 'running' && state !== 'settling') return 0;
  // How long a nested stack takes depends on its contents, not on other nested stacks.
  if (type === 'AWS::CloudFormation::Stack')
    return nested?.outcome === 'succeeded' ? 0 : ((nested && chainLeft(nested, now, timeOf)) ?? timeOf(type));
  const whole = timeOf(type);
  if (whole === undefined || state === 'waiting' || startedAt === undefined) return whole;
  return Math.max(0, whole - (now - startedAt));
}
