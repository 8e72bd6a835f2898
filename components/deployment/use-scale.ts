import { useMemo } from 'react';
import { estimateLeft, type Learned, type TimeLeft } from '../../src/aws/progress/estimate.ts';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import { type Axis, axisOf, extentOf, longestChain } from '../../src/aws/progress/timeline.ts';
import { longestTime } from './flatten.ts';
import type { RowScale } from './resource-row.tsx';
import { contentsOf, rowLayout } from './row-layout.ts';
import type { Rows } from './use-rows.ts';

/** What is known about the times of a deployment. */
export interface Times {
  readonly left: TimeLeft | undefined;
  readonly axis: Axis | undefined;
  readonly longest: number;
  readonly chain: ReadonlySet<string>;
}

/**
 * The times of a stack, recomputed only when it changes or a second passes.
 *
 * @param isUnsure whether something takes much longer than usual, or AWS cannot be asked, so that the remaining time is unknown
 */
export function useTimes(
  { progress }: FollowUpdate,
  awsNow: number,
  learned: Learned,
  isUnsure: boolean,
): Times {
  const running = progress.outcome === 'running';
  const extent = useMemo(() => extentOf(progress), [progress]);
  const chain = useMemo(() => longestChain(progress), [progress]);
  const left = useMemo(
    () => (running && !isUnsure ? estimateLeft(progress, awsNow, learned) : undefined),
    [progress, running, isUnsure, awsNow, learned],
  );
  const longest = useMemo(() => longestTime(progress, awsNow), [progress, awsNow]);
  const { from, length } = (extent && axisOf(extent, running, awsNow, left?.high)) ?? {};
  const axis = useMemo(
    () => (from === undefined || length === undefined ? undefined : { from, length }),
    [from, length],
  );
  return { left, axis, longest, chain };
}

/** What the rows share for drawing: the same object until any of it changes, so that they need not be drawn again. */
export function useScale({ shown, placed }: Rows, width: number, times: Times, learned: Learned): RowScale {
  const contents = useMemo(() => contentsOf(shown), [shown]);
  const { name, type, words, telling } = contents;
  const { axis, chain } = times;
  const begun = axis !== undefined;
  const layout = useMemo(
    () => rowLayout(width, { name, type, words, telling }, { placed, begun }),
    [width, name, type, words, telling, placed, begun],
  );
  // Bars on an axis do not depend on the longest duration, which grows each second.
  const longest = layout.timed ? 0 : times.longest;
  return useMemo(() => ({ layout, axis, longest, chain, learned }), [layout, axis, longest, chain, learned]);
}
