import type { Space } from '../../frame/screen-size.ts';
import type { PartId } from './parts.ts';

/** A part of home and its room, border included. */
export interface Place extends Space {
  readonly part: PartId | 'detail';
}

export interface LayoutInput {
  readonly space: Space;
  readonly focus: PartId;
  readonly hasProject: boolean;
  /** A stack is followed, or one is being created. */
  readonly hasStack: boolean;
  /** There are rows to tell more of. */
  readonly hasDetail: boolean;
  /** Nothing is there yet: the list of what to do stands in place of the stack. */
  readonly isFirstRun?: boolean;
  /** How many there are of each. */
  readonly environments: number;
  readonly profiles: number;
  readonly backend: number;
  /** Sentences that are told of the project: a single one is whole, of several each has a row. */
  readonly told: number;
  /** Resources and events of the stack. */
  readonly stackRows: number;
}

/** Rows of a part besides those of its list: title and border. */
const frame = 2;

/**
 * Which parts are shown, how large, column by column: one column under 100 columns, two from there, three from 140. The
 * row that the cursor is on is told beside the lists from 140 columns, under the stack from 120.
 */
export function homeLayout(input: LayoutInput): readonly (readonly Place[])[] {
  if (hasThreeColumns(input)) return threeColumns(input);
  return input.space.columns < 98 ? [oneColumn(input)] : twoColumns(input);
}

/** Whether there is a third column: the detail of a row, and the calls. */
export function hasThreeColumns({ space, hasDetail }: Pick<LayoutInput, 'space' | 'hasDetail'>): boolean {
  // One column of air on both sides is taken already.
  return hasDetail && space.columns >= 138;
}

/** The part with the focus gets the room; the project stays above it, the activity below it. */
function oneColumn({ space: { columns, rows }, focus, hasProject }: LayoutInput): readonly Place[] {
  const projectRows = hasProject ? Math.min(6, rows - 8) : 4;
  const activity = rows >= 18 ? 5 : 0;
  const main = (part: PartId, taken: number): Place => ({ part, columns, rows: rows - taken });
  if (focus === 'project')
    return [main('project', activity + 8), { part: 'stack', columns, rows: 8 }, ...foot(activity, columns)];
  const head: Place = { part: 'project', columns, rows: projectRows };
  if (focus === 'activity') return [head, main('activity', projectRows)];
  return [head, main(focus, projectRows + activity), ...foot(activity, columns)];
}

function foot(rows: number, columns: number): readonly Place[] {
  return rows > 0 ? [{ part: 'activity', columns, rows }] : [];
}

/** Project, environments and profiles, one below the other: what the others do not need is the project's. */
function sideColumn(
  { space: { rows }, environments, profiles, hasProject, backend, told }: LayoutInput,
  columns: number,
): readonly Place[] {
  const environmentRows = environments > 0 ? Math.min(environments, 5) + frame : 0;
  const wanted = hasProject ? 9 + (told === 1 ? 3 : told) + (backend > 0 ? backend + 1 : 0) : 4;
  const least = Math.min(profiles, 4) + frame + 1;
  const projectRows = Math.max(Math.min(7, rows - 8), Math.min(wanted, rows - environmentRows - least));
  return [
    { part: 'project', columns, rows: projectRows },
    ...(environments > 0 ? [{ part: 'environments' as const, columns, rows: environmentRows }] : []),
    { part: 'profiles', columns, rows: rows - projectRows - environmentRows },
  ];
}

/** Head, list and events of the stack, as far as they fill rows; the rest is for what happened. */
function stackRowsOf(
  { space: { rows }, hasStack, isFirstRun = false, stackRows }: LayoutInput,
  kept: number,
): number {
  // At the first start the words of the steps are explained there.
  if (!hasStack) return Math.min(isFirstRun ? 22 : 11, rows - kept);
  return Math.max(10, Math.min(rows - kept, stackRows + 7 + frame));
}

function twoColumns(input: LayoutInput): readonly (readonly Place[])[] {
  const { columns, rows } = input.space;
  const left = 40;
  const right = columns - left - 1;
  const detail = input.hasDetail && columns >= 118 && rows >= 30 ? 9 : 0;
  const stack = stackRowsOf(input, 8 + detail);
  return [
    sideColumn(input, left),
    [
      { part: 'stack', columns: right, rows: stack },
      ...(detail > 0 ? [{ part: 'detail' as const, columns: right, rows: detail }] : []),
      { part: 'activity', columns: right, rows: rows - stack - detail },
    ],
  ];
}

function threeColumns(input: LayoutInput): readonly (readonly Place[])[] {
  const { columns, rows } = input.space;
  const left = 40;
  const right = Math.min(56, Math.floor(columns * 0.25));
  const middle = columns - left - right - 2;
  const stack = stackRowsOf(input, 8);
  const calls = Math.min(14, Math.floor(rows * 0.4));
  return [
    sideColumn(input, left),
    [
      { part: 'stack', columns: middle, rows: stack },
      { part: 'activity', columns: middle, rows: rows - stack },
    ],
    [
      { part: 'detail', columns: right, rows: rows - calls },
      { part: 'calls', columns: right, rows: calls },
    ],
  ];
}
