import type { Current } from './current.ts';
import { type Fold, type FoldedResource, stateAfter } from './fold.ts';
import type {
  ExpectedResource,
  ResourceProgress,
  ResourceState,
  StackOutcome,
  StackProgress,
  StackResourceRecord,
} from './model.ts';
import { isSettled } from './status.ts';

/** The sources of resources. */
export interface ResourceSources {
  readonly expected: readonly ExpectedResource[];
  readonly fold: Fold;
  /** The newest row of ListStackResources for each logical id. */
  readonly rows: ReadonlyMap<string, StackResourceRecord>;
  readonly nested: ReadonlyMap<string, StackProgress>;
}

/** The resources in the order of the screen: the template's, then those that appeared. */
export function resourcesOf(
  sources: ResourceSources,
  current: Current,
  outcome: StackOutcome,
): ResourceProgress[] {
  const { expected, fold, rows, nested } = sources;
  const nothingSeen = fold.resources.size === 0 && rows.size === 0;
  // The end is known from elsewhere and events are missing: resources without events are still shown.
  const isBehind =
    current.operation !== 'delete' && current.status !== fold.status && !isSettled(fold.status);
  const listed = new Map<string, ResourceProgress>();
  const list = (resource: ResourceProgress) => listed.set(resource.logicalId, resource);

  for (const { logicalId, type } of expected) {
    const known = knownResource(fold.resources.get(logicalId), rows.get(logicalId), current);
    if (known) list(known);
    else if (isBehind || isStillExpected(current, outcome, nothingSeen)) {
      list({ logicalId, type, state: current.direction === 'back' ? 'cancelled' : 'waiting', waitsFor: [] });
    }
  }
  for (const [logicalId, folded] of fold.resources) {
    const known = listed.has(logicalId) ? undefined : knownResource(folded, rows.get(logicalId), current);
    if (known) list(known);
  }
  for (const row of [...rows.values()].sort((a, b) => a.at - b.at || (a.logicalId < b.logicalId ? -1 : 1))) {
    const known = listed.has(row.logicalId) ? undefined : knownResource(undefined, row, current);
    if (known) list(known);
  }

  const waits = waitsOf(expected, listed, current);
  return [...listed.values()].map((resource) => {
    const child = nested.get(resource.logicalId);
    const state = settledState(resource.state, current, outcome);
    const waitsFor =
      state === 'waiting' && outcome === 'running' ? (waits.get(resource.logicalId) ?? []) : noOne;
    if (!child && state === resource.state && waitsFor.length === 0) return resource;
    const own = state === resource.state ? resource : withoutLastWords(resource);
    return { ...own, state, waitsFor, ...(child ? { nested: child } : {}) };
  });
}

/** Drops the words of the last event, which are outdated: the event that says how it ended has not been read. */
function withoutLastWords({ status: _, reason: __, ...resource }: ResourceProgress): ResourceProgress {
  return resource;
}

const noOne: readonly string[] = [];

/** Whether an unreported resource of the template may still come; if not, a condition has excluded it. */
function isStillExpected({ operation }: Current, outcome: StackOutcome, nothingSeen: boolean): boolean {
  if (nothingSeen) return true;
  return operation !== 'delete' && outcome !== 'succeeded';
}

/** The state of one resource: from its events, or from a row of the list if that is newer. */
function knownResource(
  folded: FoldedResource | undefined,
  row: StackResourceRecord | undefined,
  current: Current,
): ResourceProgress | undefined {
  const fromRow = row && rowResource(row, current);
  if (!folded) return fromRow;
  folded.shown ??= shownResource(folded);
  const fromEvents = folded.shown;
  if (!row || !fromRow) return fromEvents;
  const isNewer = row.at > folded.lastAt && row.at >= (current.startedAt ?? 0);
  if (!isNewer) {
    return fromEvents.physicalId === undefined && fromRow.physicalId !== undefined
      ? { ...fromEvents, physicalId: fromRow.physicalId }
      : fromEvents;
  }
  // A row has no word for what was skipped.
  const stays = folded.state === 'skipped' || (folded.state === 'failed' && current.direction === 'back');
  const ended = fromRow.state === 'done' || fromRow.state === 'removed' || fromRow.state === 'failed';
  return {
    ...fromEvents,
    ...fromRow,
    ...(stays ? { state: folded.state, ...(folded.reason ? { reason: folded.reason } : {}) } : {}),
    ...(ended && !stays ? { endedAt: row.at } : {}),
  };
}

/** A resource according to its events; the same object until it changes, because most do not between reads. */
function shownResource(folded: FoldedResource): ResourceProgress {
  return {
    logicalId: folded.logicalId,
    type: folded.type,
    state: folded.state,
    waitsFor: [],
    ...(folded.physicalId !== undefined ? { physicalId: folded.physicalId } : {}),
    ...(folded.status !== undefined ? { status: folded.status } : {}),
    ...(folded.reason !== undefined ? { reason: folded.reason } : {}),
    ...(folded.startedAt !== undefined ? { startedAt: folded.startedAt } : {}),
    ...(folded.endedAt !== undefined ? { endedAt: folded.endedAt } : {}),
    ...(folded.change !== undefined ? { change: folded.change } : {}),
    ...(folded.undone ? { undone: true } : {}),
  };
}

/** A row shows a resource's state, not the operation: in a deletion whatever is not removed still has to be. */
function rowResource(row: StackResourceRecord, { operation }: Current): ResourceProgress {
  const { logicalId, type, status, physicalId, reason } = row;
  const state = operation === 'delete' && !status.startsWith('DELETE_') ? 'waiting' : stateAfter(row);
  return {
    logicalId,
    type,
    state,
    status,
    waitsFor: [],
    ...(physicalId !== undefined ? { physicalId } : {}),
    ...(reason !== undefined ? { reason } : {}),
  };
}

/** In a settled stack nothing is in progress any more, whatever a resource's last event says. */
function settledState(state: ResourceState, current: Current, outcome: StackOutcome): ResourceState {
  const isOpen = state === 'waiting' || state === 'running' || state === 'settling';
  switch (outcome) {
    case 'running':
    case 'delete-failed':
    case 'in-review':
      return state;
    case 'succeeded':
      if (isOpen) return 'done';
      return state === 'removing' ? 'removed' : state;
    case 'deleted':
      return state === 'kept' ? 'kept' : 'removed';
    case 'rolled-back':
      if (current.operation !== 'create') return isOpen ? 'done' : state === 'removing' ? 'removed' : state;
      if (isOpen) return 'cancelled';
      return state === 'done' || state === 'removing' ? 'removed' : state;
    case 'failed':
      return isOpen ? 'cancelled' : state;
  }
}

/** What each resource still waits for: its references or, in a deletion, the resources that refer to it. */
function waitsOf(
  expected: readonly ExpectedResource[],
  listed: ReadonlyMap<string, ResourceProgress>,
  { operation, direction }: Current,
): Map<string, string[]> {
  const waits = new Map<string, string[]>();
  if (direction === 'back') return waits;
  const isIn = (logicalId: string, ...states: ResourceState[]) => {
    const state = listed.get(logicalId)?.state;
    return state !== undefined && states.includes(state);
  };
  const add = (waiting: string, awaited: string) => {
    const list = waits.get(waiting);
    if (list) list.push(awaited);
    else waits.set(waiting, [awaited]);
  };
  for (const { logicalId, dependsOn } of expected) {
    for (const other of dependsOn) {
      if (operation === 'delete') {
        if (isIn(logicalId, 'waiting', 'removing')) add(other, logicalId);
      } else if (isIn(other, 'waiting', 'running')) add(logicalId, other);
    }
  }
  return waits;
}
