import type { FailureCause, ResourceProgress, StackProgress } from '../../src/aws/progress/model.ts';
import { isLiveInside, spanOf } from '../../src/aws/progress/timeline.ts';

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
  /** Whether anything can go on where it is: its stack and those around it are in work. */
  readonly live: boolean;
  /** For each stack around it, outermost first: whether the branch that leads here is the last one; its own at the end. */
  readonly lasts: readonly boolean[];
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
      const suits = !isLarge || nested.outcome === 'running' || holds(standsOn) || [...causes].some(holds);
      const open = folds.get(key) ?? suits;
      rows.push({ ...row, open });
      if (open) add(nested, [...path, resource.logicalId], key, isLiveInside(resource, live), lasts);
    }
  };
  add(progress, [], '', progress.outcome === 'running', []);
  return rows;
}

/** Every resource, wherever it is: no tree, so that each is named with the nested stacks that lead to it. */
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

/** Every resource that has failed, nested stacks themselves left out. */
export function failedResources(progress: StackProgress): FlatResource[] {
  return everyResource(progress).filter(({ resource, failed }) => failed && !resource.nested);
}

function causeKeys({ causes }: StackProgress): ReadonlySet<string> {
  return new Set(causes.map(causeKey));
}

/** The key of the row of what a failure began with. */
export function causeKey({ path = [], logicalId }: FailureCause): string {
  return `/${[...path, logicalId].join('/')}`;
}

/** The row of what a failure began with; of several the oldest that is shown. */
export function causeRow(rows: readonly FlatResource[], { causes }: StackProgress): string | undefined {
  return causes.map(causeKey).find((cause) => rows.some(({ key }) => key === cause));
}

/** A nested stack that is deleted because it failed has forgotten by then which resource it was. */
function hasFailed({ state }: ResourceProgress, key: string, causes: ReadonlySet<string>): boolean {
  return state === 'failed' || causes.has(key);
}

function resourcesIn(progress: StackProgress): number {
  return progress.resources.reduce((sum, { nested }) => sum + 1 + (nested ? resourcesIn(nested) : 0), 0);
}

/** The longest time that any resource is known to have taken so far, milliseconds, folded ones included. */
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
 * The row that a person who does nothing wants to see: the first one in work, or the one that was followed before while it
 * is still in work. A nested stack whose rows are shown is told by them.
 */
export function followedRow(rows: readonly FlatResource[], before: string | undefined): string | undefined {
  const isInWork = ({ resource: { state }, live, open }: FlatResource) =>
    live && open !== true && (state === 'running' || state === 'removing');
  const kept = before === undefined ? undefined : rows.find(({ key }) => key === before);
  return (kept && isInWork(kept) ? kept : rows.find(isInWork))?.key;
}
