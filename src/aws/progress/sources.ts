import type { EventLog } from './event-log.ts';
import type { ExpectedResource, StackProgress, StackRecord, StackResourceRecord } from './model.ts';

/** What a progress was computed from; a progress itself holds only the result. */
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

/** By progress; separate from the code that reads events, which is large and not needed to show a progress. */
export const sourcesOf = new WeakMap<StackProgress, Sources>();

/** The resources of a stack's template, if it was read; undefined if they are unknown. */
export function expectedOf(progress: StackProgress): readonly ExpectedResource[] | undefined {
  const expected = sourcesOf.get(progress)?.expected;
  return expected && expected.length > 0 ? expected : undefined;
}

/** What each resource depends on, by logical id; undefined if the template was not read. */
export function dependenciesOf(progress: StackProgress): ReadonlyMap<string, readonly string[]> | undefined {
  const expected = expectedOf(progress);
  return expected && new Map(expected.map(({ logicalId, dependsOn }) => [logicalId, dependsOn]));
}
