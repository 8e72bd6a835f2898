import type { ResourceProgress, StackProgress } from '../../src/aws/progress/model.ts';

/** A resource as a row: nested stacks' resources follow their stack, one step further in. */
export interface FlatResource {
  readonly key: string;
  readonly resource: ResourceProgress;
  /** The stack that it belongs to. */
  readonly stack: StackProgress;
  readonly depth: number;
  /** Logical ids of the nested stacks that lead to it, outermost first. */
  readonly path: readonly string[];
  /** It failed in what went on last, although it may have been cleared away since. */
  readonly failed: boolean;
  /** For a nested stack with something in it: whether its rows are shown. */
  readonly open?: boolean;
}

/** A tree of more resources than this shows nested stacks that have ended as one row each. */
const large = 100;

/** Which nested stacks a person has opened (true) or folded (false), by their key; all others are as it suits. */
export type Folds = ReadonlyMap<string, boolean>;

export interface FlattenOptions {
  readonly folds: Folds;
  /** The row that is stood on: what it is in stays open. */
  readonly standsOn?: string | undefined;
}

/** The tree of resources as rows, in order. */
export function flatten(progress: StackProgress, { folds, standsOn }: FlattenOptions): FlatResource[] {
  const isLarge = resourcesIn(progress) > large;
  const causes = causeKeys(progress);
  const rows: FlatResource[] = [];
  const add = (stack: StackProgress, path: readonly string[], above: string) => {
    for (const resource of stack.resources) {
      const key = `${above}/${resource.logicalId}`;
      const { nested } = resource;
      const row = {
        key,
        resource,
        stack,
        depth: path.length,
        path,
        failed: hasFailed(resource, key, causes),
      };
      if (!nested || nested.resources.length === 0) {
        rows.push(row);
        continue;
      }
      const suits = !isLarge || nested.outcome === 'running' || standsOn?.startsWith(`${key}/`) === true;
      const open = folds.get(key) ?? suits;
      rows.push({ ...row, open });
      if (open) add(nested, [...path, resource.logicalId], key);
    }
  };
  add(progress, [], '');
  return rows;
}

/** Every resource that has failed, wherever it is, nested stacks themselves left out. */
export function failedResources(progress: StackProgress): FlatResource[] {
  const causes = causeKeys(progress);
  const rows: FlatResource[] = [];
  const add = (stack: StackProgress, path: readonly string[], above: string) => {
    for (const resource of stack.resources) {
      const key = `${above}/${resource.logicalId}`;
      if (!resource.nested && hasFailed(resource, key, causes))
        rows.push({ key, resource, stack, depth: 0, path, failed: true });
      if (resource.nested) add(resource.nested, [...path, resource.logicalId], key);
    }
  };
  add(progress, [], '');
  return rows;
}

function causeKeys({ causes }: StackProgress): ReadonlySet<string> {
  return new Set(causes.map(({ path = [], logicalId }) => `/${[...path, logicalId].join('/')}`));
}

/** A nested stack that is deleted because it failed has forgotten by then which resource it was. */
function hasFailed({ state }: ResourceProgress, key: string, causes: ReadonlySet<string>): boolean {
  return state === 'failed' || causes.has(key);
}

function resourcesIn(progress: StackProgress): number {
  return progress.resources.reduce((sum, { nested }) => sum + 1 + (nested ? resourcesIn(nested) : 0), 0);
}

/** The longest time that any resource has taken so far, milliseconds, folded ones included. */
export function longestTime(progress: StackProgress, awsNow: number): number {
  let longest = 1;
  for (const { startedAt, endedAt, nested } of progress.resources) {
    if (startedAt !== undefined) longest = Math.max(longest, (endedAt ?? awsNow) - startedAt);
    if (nested) longest = Math.max(longest, longestTime(nested, awsNow));
  }
  return longest;
}
