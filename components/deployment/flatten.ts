import type { FailureCause, ResourceProgress, StackProgress } from '../../src/aws/progress/model.ts';
import { isLiveInside, spanOf } from '../../src/aws/progress/timeline.ts';

/** A resource as a row: the resources of a nested stack follow it, one level deeper. */
export interface FlatResource {
  readonly key: string;
  readonly resource: ResourceProgress;
  /** The stack that it belongs to. */
  readonly stack: StackProgress;
  readonly depth: number;
  /** Logical ids of the nested stacks that lead to it, outermost first. */
  readonly path: readonly string[];
  /** Whether it failed in the last operation, even if it has been cleaned up since. */
  readonly failed: boolean;
  /** Whether anything can happen to it: its stack and those around it are in progress. */
  readonly live: boolean;
  /** For each level, outermost first and its own last: whether the branch that leads here is the last one. */
  readonly lasts: readonly boolean[];
  /** For a nested stack with contents: whether its rows are shown. */
  readonly open?: boolean;
}

/** A tree of more resources than this shows finished nested stacks as one row each. */
const large = 100;

/** The nested stacks that the user has opened (true) or folded (false), by key; the others follow the defaults. */
export type Folds = ReadonlyMap<string, boolean>;

export interface FlattenOptions {
  readonly folds: Folds;
  /** The selected row: the stacks around it stay open. */
  readonly selectedWithin?: string | undefined;
}

/** The tree of resources as rows, in order. */
export function flatten(progress: StackProgress, { folds, selectedWithin }: FlattenOptions): FlatResource[] {
  const isLarge = resourcesIn(progress) > large;
  const causes = causeKeys(progress);
  const rows: FlatResource[] = [];
  const add = (
    stack: StackProgress,
    path: readonly string[],
    above: string,
    live: boolean,
    around: readonly boolean[],
  ) => {
    const last = stack.resources.at(-1);
    const [between, end] = [
      [...around, false],
      [...around, true],
    ];
    for (const resource of stack.resources) {
      const key = `${above}/${resource.logicalId}`;
      const { nested } = resource;
      const lasts = resource === last ? end : between;
      const row = {
        key,
        resource,
        stack,
        depth: path.length,
        path,
        failed: hasFailed(resource, key, causes),
        live,
        lasts,
      };
      if (!nested || nested.resources.length === 0) {
        rows.push(row);
        continue;
      }
      const holds = (inner: string | undefined) => inner?.startsWith(`${key}/`) === true;
      const suits =
        !isLarge || nested.outcome === 'running' || holds(selectedWithin) || [...causes].some(holds);
      const open = folds.get(key) ?? suits;
      rows.push({ ...row, open });
      if (open) add(nested, [...path, resource.logicalId], key, isLiveInside(resource, live), lasts);
    }
  };
  add(progress, [], '', progress.outcome === 'running', []);
  return rows;
}

/** Every resource at any depth, not as a tree, so each is named with the nested stacks that lead to it. */
export function everyResource(progress: StackProgress): FlatResource[] {
  const causes = causeKeys(progress);
  const rows: FlatResource[] = [];
  const add = (stack: StackProgress, path: readonly string[], above: string, live: boolean) => {
    for (const resource of stack.resources) {
      const key = `${above}/${resource.logicalId}`;
      const failed = hasFailed(resource, key, causes);
      rows.push({ key, resource, stack, depth: 0, path, failed, live, lasts: [] });
      if (resource.nested)
        add(resource.nested, [...path, resource.logicalId], key, isLiveInside(resource, live));
    }
  };
  add(progress, [], '', progress.outcome === 'running');
  return rows;
}

/** Every failed resource, without the nested stacks themselves. */
export function failedResources(progress: StackProgress): FlatResource[] {
  return everyResource(progress).filter(({ resource, failed }) => failed && !resource.nested);
}

function causeKeys({ causes }: StackProgress): ReadonlySet<string> {
  return new Set(causes.map(causeKey));
}

/** The key of the row where a failure started. */
export function causeKey({ path = [], logicalId }: FailureCause): string {
  return `/${[...path, logicalId].join('/')}`;
}

/** The row where a failure started; of several, the oldest one shown. */
export function causeRow(rows: readonly FlatResource[], { causes }: StackProgress): string | undefined {
  return causes.map(causeKey).find((cause) => rows.some(({ key }) => key === cause));
}

/** Also by cause, because a nested stack that is deleted after a failure no longer says which resource failed. */
function hasFailed({ state }: ResourceProgress, key: string, causes: ReadonlySet<string>): boolean {
  return state === 'failed' || causes.has(key);
}

function resourcesIn(progress: StackProgress): number {
  return progress.resources.reduce((sum, { nested }) => sum + 1 + (nested ? resourcesIn(nested) : 0), 0);
}

/** The longest known time of any resource so far, in milliseconds, including folded ones. */
export function longestTime(progress: StackProgress, awsNow: number): number {
  const longestIn = ({ resources }: StackProgress, live: boolean): number => {
    let longest = 1;
    for (const resource of resources) {
      const span = spanOf(resource, live, awsNow);
      if (span?.until !== undefined) longest = Math.max(longest, span.until - span.from);
      if (resource.nested)
        longest = Math.max(longest, longestIn(resource.nested, isLiveInside(resource, live)));
    }
    return longest;
  };
  return longestIn(progress, progress.outcome === 'running');
}

/**
 * The row to show while the user does nothing: the first one in progress, or the one followed before while it still is. An open
 * nested stack is represented by its rows.
 */
export function followedRow(rows: readonly FlatResource[], before: string | undefined): string | undefined {
  const isInWork = ({ resource: { state }, live, open }: FlatResource) =>
    live && open !== true && (state === 'running' || state === 'removing');
  const kept = before === undefined ? undefined : rows.find(({ key }) => key === before);
  return (kept && isInWork(kept) ? kept : rows.find(isInWork))?.key;
}
