import { duration } from '../../core/text.ts';
import type { ResourceProgress, StackProgress } from './model.ts';
import { dependenciesOf } from './sources.ts';

/** When AWS worked on a resource; milliseconds since the epoch by AWS's clock. */
export interface Span {
  readonly from: number;
  /** Its end, or now if it is still running; undefined if the end is unknown. */
  readonly until: number | undefined;
  /** Whether it is still running. */
  readonly open: boolean;
}

/** The time axis of a deployment. */
export interface Axis {
  /** Milliseconds since the epoch by AWS's clock. */
  readonly from: number;
  /** Milliseconds, more than 0. */
  readonly length: number;
}

/** The times of a nested stack and of its parent differ by less than this, milliseconds. */
const slack = 2_000;
const open: ReadonlySet<string> = new Set(['running', 'settling', 'removing']);

/**
 * When AWS worked on a resource. One that ended without an event has no end, rather than now.
 *
 * @param live whether anything can be running there: its stack and those around it are active
 * @returns undefined before it has begun
 */
export function spanOf(
  { startedAt, endedAt, state }: ResourceProgress,
  live: boolean,
  now: number,
): Span | undefined {
  if (startedAt === undefined) return undefined;
  if (endedAt !== undefined) return { from: startedAt, until: Math.max(startedAt, endedAt), open: false };
  if (live && open.has(state)) return { from: startedAt, until: Math.max(startedAt, now), open: true };
  return { from: startedAt, until: undefined, open: false };
}

/** Whether anything nested in a resource may still be running, according to its stack and to itself. */
export function isLiveInside(resource: ResourceProgress, live: boolean): boolean {
  return live && open.has(resource.state);
}

/** The start of the operation and its last known end, nested stacks included. */
export interface Extent {
  readonly from: number;
  readonly until: number;
}

/** @returns undefined while nothing has begun */
export function extentOf(progress: StackProgress): Extent | undefined {
  let from = progress.startedAt ?? Number.POSITIVE_INFINITY;
  let until = progress.endedAt ?? 0;
  const take = ({ resources }: StackProgress) => {
    for (const { startedAt, endedAt, nested } of resources) {
      if (progress.startedAt === undefined && startedAt !== undefined) from = Math.min(from, startedAt);
      until = Math.max(until, endedAt ?? startedAt ?? 0);
      if (nested) take(nested);
    }
  };
  take(progress);
  return Number.isFinite(from) ? { from, until: Math.max(from, until) } : undefined;
}

const lengths = [10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1200, 1800, 2700, 3600];
const steps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400];

/**
 * The axis of a deployment: up to its end, or while it runs to a round time after the expected end, so that the drawing
 * rarely shifts.
 *
 * @param left how much longer it may take, milliseconds; 0 if unknown
 */
export function axisOf(extent: Extent, running: boolean, now: number, left = 0): Axis {
  const { from, until } = extent;
  if (!running) return { from, length: Math.max(1_000, until - from) };
  const seconds = (Math.max(now, until) - from + left) / 1000;
  const round = lengths.find((length) => length >= seconds) ?? Math.ceil(seconds / 3600) * 3600;
  return { from, length: round * 1000 };
}

/** Whether a span belongs on the axis; a nested stack that an update does not affect is older. */
export function isOnAxis({ from, until }: Span, axis: Axis): boolean {
  return (until ?? from) >= axis.from - slack;
}

/** The labelled ticks of an axis, milliseconds from its start; always the start, at most `most`. */
export function ticksOf({ length }: Axis, most: number): number[] {
  const step = (steps.find((each) => length / (each * 1000) < Math.max(1, most)) ?? length / 1000) * 1000;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, at) => at * step).slice(
    0,
    Math.max(1, most),
  );
}

/** `0s`, `20s`, `1m`, `1m 20s`, `2h`. */
export function tickWords(ms: number): string {
  return duration(ms).replace(/ 00[sm]$/, '');
}

/** A bar on the axis in columns: the columns before it, its own, and those for its expected rest. */
export interface Cells {
  readonly before: number;
  readonly bar: number;
  readonly rest: number;
}

/**
 * The columns of a bar; at least one, so that nothing seems to be missing. Undefined without an end, or if it does not
 * belong on the axis.
 *
 * @param usual its usual total duration, milliseconds, if it is running
 */
export function cellsOf(span: Span, axis: Axis, width: number, usual?: number): Cells | undefined {
  const { from, until } = span;
  if (until === undefined || !isOnAxis(span, axis)) return undefined;
  const at = (time: number) => Math.min(1, Math.max(0, (time - axis.from) / axis.length)) * width;
  const before = Math.min(width - 1, Math.floor(at(from)));
  const end = Math.min(width, Math.max(before + 1, Math.round(at(until))));
  const due = span.open && usual !== undefined ? Math.min(width, Math.round(at(from + usual))) : end;
  return { before, bar: end - before, rest: Math.max(0, due - end) };
}

/**
 * What determined how long a stack took: from the resource that ended last back through what each had to wait for, nested
 * stacks included. By row keys, `/auth/UserPool`. Only after a success, and only with the dependencies from a template:
 * without them it would be a guess.
 */
export function longestChain(progress: StackProgress): ReadonlySet<string> {
  const chain = new Set<string>();
  if (progress.outcome === 'succeeded' || progress.outcome === 'deleted') walk(progress, '', chain);
  return chain;
}

function walk(stack: StackProgress, above: string, chain: Set<string>): void {
  const dependencies = dependenciesOf(stack);
  if (!dependencies) return;
  const before = stack.operation === 'delete' ? reversed(dependencies) : dependencies;
  const byId = new Map(stack.resources.map((resource) => [resource.logicalId, resource]));
  const began = (stack.startedAt ?? 0) - slack;
  const ended = (resource: ResourceProgress | undefined): resource is ResourceProgress =>
    resource?.startedAt !== undefined && resource.startedAt >= began && resource.endedAt !== undefined;
  let at = latest(stack.resources.filter(ended));
  while (at) {
    const key = `${above}/${at.logicalId}`;
    if (chain.has(key)) return;
    chain.add(key);
    if (at.nested) walk(at.nested, key, chain);
    at = latest((before.get(at.logicalId) ?? []).map((id) => byId.get(id)).filter(ended));
  }
}

function latest(resources: readonly ResourceProgress[]): ResourceProgress | undefined {
  let last: ResourceProgress | undefined;
  for (const each of resources) if (!last || (each.endedAt ?? 0) > (last.endedAt ?? 0)) last = each;
  return last;
}

function reversed(dependencies: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const turned = new Map<string, string[]>();
  for (const [id, others] of dependencies)
    for (const other of others) turned.set(other, [...(turned.get(other) ?? []), id]);
  return turned;
}
