import type { EventLog } from './event-log.ts';
import type { ExpectedResource, StackProgress, StackRecord, StackResourceRecord } from './model.ts';

/** What a progress was made from; a progress itself is only what it looks like. */
export interface Sources {
  readonly stackId: string;
  readonly stackName: string;
  readonly expected: readonly ExpectedResource[];
  /** Shared with later progresses of the same stack: only the first `seen` events belong to this one. */
  readonly log: EventLog;
  readonly seen: number;
  readonly rows: ReadonlyMap<string, StackResourceRecord>;
  readonly record?: StackRecord;
  readonly nested: ReadonlyMap<string, StackProgress>;
}

/** By progress; kept apart from what reads events, which is large and not needed to show a progress. */
export const sourcesOf = new WeakMap<StackProgress, Sources>();

/** What the template of a stack holds, as far as it was read; undefined: nobody knows. */
export function expectedOf(progress: StackProgress): readonly ExpectedResource[] | undefined {
  const expected = sourcesOf.get(progress)?.expected;
  return expected && expected.length > 0 ? expected : undefined;
}

/** What each resource needs to be there first, by logical id; undefined where the template was not read. */
export function dependenciesOf(progress: StackProgress): ReadonlyMap<string, readonly string[]> | undefined {
  const expected = expectedOf(progress);
  return expected && new Map(expected.map(({ logicalId, dependsOn }) => [logicalId, dependsOn]));
}
