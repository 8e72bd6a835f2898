import type { ResourceProgress, StackProgress } from './model.ts';

/**
 * How long AWS takes to create resources, milliseconds, in the middle of what was observed: role 13-17 s, bucket
 * 22-25 s, bucket policy 1-3 s.
 */
export const expectedDurations: Readonly<Record<string, number>> = {
  'AWS::IAM::Role': 15_000,
  'AWS::S3::Bucket': 23_000,
  'AWS::S3::BucketPolicy': 2_000,
  'AWS::IAM::Policy': 15_000,
  'AWS::IAM::ManagedPolicy': 15_000,
};

/** From CreateStack to the first resource, milliseconds. */
const startUp = 5_000;
/** From the last resource to the stack's own end, milliseconds. */
const completion = 2_000;

/**
 * How long a stack will still take: the longest chain of resources that wait for each other, less what has passed.
 *
 * @param now by AWS's clock, milliseconds
 * @param learned what this machine has seen a type take, milliseconds; goes before {@link expectedDurations}
 * @returns milliseconds, 0 when it is due; undefined when a type is not known, or for anything but a creation that goes
 *   forward
 */
export function estimateLeft(
  progress: StackProgress,
  now: number,
  learned: (type: string) => number | undefined,
): number | undefined {
  const { operation, direction, outcome, resources, startedAt } = progress;
  if (outcome !== 'running' || operation !== 'create' || direction === 'back' || resources.length === 0)
    return undefined;
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const left = new Map<string, number>();

  /** When a resource lets those go on that wait for it, from now. */
  function leftOf(resource: ResourceProgress): number | undefined {
    const known = left.get(resource.logicalId);
    if (known !== undefined) return known;
    const own = ownTime(resource, now, learned);
    if (own === undefined) return undefined;
    // Marked before its dependencies are looked at, so that a circle ends.
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
  const untilFirst = hasBegun ? 0 : Math.max(0, startUp - (startedAt === undefined ? 0 : now - startedAt));
  return Math.max(0, untilFirst + longest + completion);
}

/** What a resource itself still takes; undefined when nobody knows. */
function ownTime(
  { state, type, startedAt, nested }: ResourceProgress,
  now: number,
  learned: (type: string) => number | undefined,
): number | undefined {
  if (state !== 'waiting' && state !== 'running' && state !== 'settling') return 0;
  // How long a nested stack takes depends on what is in it, not on how long others took.
  if (type === 'AWS::CloudFormation::Stack')
    return nested?.outcome === 'succeeded' ? 0 : nested && estimateLeft(nested, now, learned);
  const whole = learned(type) ?? expectedDurations[type];
  if (whole === undefined || state === 'waiting' || startedAt === undefined) return whole;
  return Math.max(0, whole - (now - startedAt));
}
