import { allCauses } from './causes.ts';
import { countsOf } from './counts.ts';
import { currentOf } from './current.ts';
import { EventLog } from './event-log.ts';
import type {
  ExpectedResource,
  StackEventRecord,
  StackProgress,
  StackRecord,
  StackResourceRecord,
} from './model.ts';
import { resourcesOf } from './resources.ts';
import { type Sources, sourcesOf } from './sources.ts';
import { outcomeOf } from './status.ts';

/** How many events a progress holds. */
const shownEvents = 5_000;

/** The progress of a stack of which only the name is known, and maybe the template's resources. */
export function createProgress(stack: {
  readonly stackId: string;
  readonly stackName: string;
  readonly expected?: readonly ExpectedResource[];
}): StackProgress {
  const { stackId, stackName, expected = [] } = stack;
  return show({
    stackId,
    stackName,
    expected,
    log: new EventLog(),
    seen: 0,
    rows: new Map(),
    nested: new Map(),
  });
}

/**
 * Applies events: any number, in any order, repeated or not. The same events always result in the same progress, and a
 * progress that was returned never changes.
 */
export function applyEvents(progress: StackProgress, events: readonly StackEventRecord[]): StackProgress {
  const sources = open(progress);
  const fresh = events.some((event) => !sources.log.has(event));
  const isNewest = sources.log.size === sources.seen;
  if (isNewest && !fresh) return progress;
  const log = isNewest ? sources.log : sources.log.branch(sources.seen);
  log.add(events);
  return log.size === sources.seen ? progress : show({ ...sources, log, seen: log.size });
}

/** Applies rows of ListStackResources; of several rows for a resource the newest counts. */
export function applyResources(
  progress: StackProgress,
  resources: readonly StackResourceRecord[],
): StackProgress {
  const sources = open(progress);
  const rows = new Map(sources.rows);
  for (const row of resources) {
    const known = rows.get(row.logicalId);
    if (!known || row.at > known.at || (row.at === known.at && row.status > known.status)) {
      rows.set(row.logicalId, row);
    }
  }
  return show({ ...sources, rows });
}

/** Applies the result of DescribeStacks, which replaces the previous one. */
export function applyStack(progress: StackProgress, record: StackRecord): StackProgress {
  return show({ ...open(progress), record });
}

/** Applies the template's resources, if they become known after the stack was first read. */
export function applyExpected(progress: StackProgress, expected: readonly ExpectedResource[]): StackProgress {
  return show({ ...open(progress), expected });
}

/** Attaches the progress of a nested stack to its resource in the parent; its causes become causes of the parent. */
export function applyNested(progress: StackProgress, logicalId: string, child: StackProgress): StackProgress {
  const sources = open(progress);
  return show({ ...sources, nested: new Map(sources.nested).set(logicalId, child) });
}

/** The sources of a progress; one from elsewhere (a journal, a test) is rebuilt from its contents. */
function open(progress: StackProgress): Sources {
  const sources = sourcesOf.get(progress);
  if (sources) return sources;
  const log = new EventLog();
  log.add(progress.events);
  const { stackId, stackName } = progress;
  const expected = progress.resources.map(({ logicalId, type, waitsFor }) => ({
    logicalId,
    type,
    dependsOn: waitsFor,
  }));
  return { stackId, stackName, expected, log, seen: log.size, rows: new Map(), nested: new Map() };
}

function show(given: Sources): StackProgress {
  const isNewest = given.log.size === given.seen;
  const sources = isNewest ? given : { ...given, log: given.log.branch(given.seen) };
  const { log, record } = sources;
  const current = currentOf(log.fold, record);
  const outcome = outcomeOf(current.status);
  const resources = resourcesOf({ ...sources, fold: log.fold }, current, outcome);
  const progress: StackProgress = {
    ...current,
    stackId: sources.stackId,
    stackName: sources.stackName,
    outcome,
    resources,
    events: log.ofOperation(shownEvents),
    ...countsOf(resources, current),
    causes: allCauses(log.fold, current, resources, outcome),
    outputs: record?.outputs ?? {},
  };
  sourcesOf.set(progress, sources);
  return progress;
}
