import type { Space } from '../../frame/screen-size.ts';
import type { PartId } from './parts.ts';

/** A part of home and its room, including the border. */
export interface Place extends Space {
  readonly part: PartId | 'detail';
}

export interface LayoutInput {
  readonly space: Space;
  readonly focus: PartId;
  readonly hasProject: boolean;
  /** Whether a stack is followed or being created. */
  readonly hasStack: boolean;
  /** Whether there are rows with details. */
  readonly hasDetail: boolean;
  /** Whether the focused part has the room of all others. */
  readonly isWhole?: boolean;
  /** Whether nothing is set up yet: then a checklist is shown in place of the stack. */
  readonly isFirstRun?: boolean;
  /** How many there are of each. */
  readonly environments: number;
  readonly profiles: number;
  /** Rows of the project's tree. */
  readonly tree: number;
  /** Sentences about the project: a single one is shown in full, several have one row each. */
  readonly told: number;
  /** Resources and events of the stack, and the activity. */
  readonly resources: number;
  readonly events: number;
  readonly activity: number;
}

/** Rows of a part besides those of its list: title and border. */
const frame = 2;
/** Rows of a stack above its resources: state, bar, filter, and a blank if there is room. */
const stackHead = 4;
/** The most rows that details take from many calls. */
const moreDetail = 5;
/** Fewer calls than this are not worth a part of their own, where others could use its rows. */
const fewCalls = 4;
/** The fewest calls below lists that show everything, where these rows would be blank. */
const leastCalls = 2;

/**
 * The visible parts and their sizes, column by column: one column below 100 columns, two from there, three from 140. The details
 * of the selected row are next to the lists from 140 columns, below the stack from 120. The calls are below the activity if
 * there is room, otherwise below the details, or in two columns below the lists.
 */
export function homeLayout(input: LayoutInput): readonly (readonly Place[])[] {
  const { columns } = input.space;
  if (input.isWhole) return whole(input);
  // One column of padding on both sides is already subtracted.
  if (input.hasDetail && columns >= 138) return threeColumns(input);
  return columns < 98 ? [oneColumn(input)] : twoColumns(input);
}

/** The focused part alone, with the details of its row next to it if there is room. */
function whole({ space: { columns, rows }, focus, hasDetail }: LayoutInput): readonly (readonly Place[])[] {
  if (!hasDetail || columns < 118) return [[{ part: focus, columns, rows }]];
  const right = Math.min(56, Math.floor(columns * 0.3));
  return [[{ part: focus, columns: columns - right - 1, rows }], [{ part: 'detail', columns: right, rows }]];
}

/** The focused part gets the room; the project stays above it, the state of the stack and the activity below it. */
function oneColumn(input: LayoutInput): readonly Place[] {
  const { space, focus, hasProject, hasStack, resources, told } = input;
  const { columns, rows } = space;
  const most = hasProject ? Math.min(6, rows - 8) : 4;
  const activity = rows >= 18 ? frame + Math.min(Math.max(input.activity, 1), 3) : 0;
  // The project's facts can be opened elsewhere; a resource that is not visible cannot.
  const lacking =
    hasStack && hasProject && told === 0 ? resources + stackHead + frame - (rows - most - activity) : 0;
  const projectRows = Math.max(Math.min(most, rows < 18 ? 3 : 4), most - Math.max(0, lacking));
  const main = (part: PartId, taken: number): Place => ({ part, columns, rows: rows - taken });
  if (focus === 'project' && input.tree > 0) return projectColumn(input, activity);
  if (focus === 'project')
    return [main('project', activity + 8), { part: 'stack', columns, rows: 8 }, ...foot(activity, columns)];
  const head: Place = { part: 'project', columns, rows: projectRows };
  if (focus === 'stack' || !hasProject)
    return focus === 'activity'
      ? [head, main('activity', projectRows)]
      : [head, main(focus, projectRows + activity), ...foot(activity, columns)];
  const below = focus === 'activity' ? 0 : activity;
  // What the list does not need shows more of the stack.
  const above = Math.min(projectRows, 4);
  const needs = frame + 1 + (focus === 'calls' ? rows : input[focus]);
  const stack = Math.max(frame + 1, rows - above - below - needs);
  return [
    { ...head, rows: above },
    main(focus, above + stack + below),
    { part: 'stack', columns, rows: stack },
    ...foot(below, columns),
  ];
}

/** The project with all of its tree if possible; the state of the stack stays visible, then the activity. */
function projectColumn(input: LayoutInput, activity: number): readonly Place[] {
  const { columns, rows } = input.space;
  const project = Math.min(projectNeeds(input, columns), rows - frame - 2);
  const left = rows - project;
  const below = left - activity >= 8 ? activity : 0;
  return [
    { part: 'project', columns, rows: project },
    { part: 'stack', columns, rows: left - below },
    ...foot(below, columns),
  ];
}

/** Rows that show a project in full. */
function projectNeeds({ tree, told }: Pick<LayoutInput, 'tree' | 'told'>, columns: number): number {
  // The facts take more rows if they wrap.
  const facts = columns < 40 ? 12 : 9;
  return facts + (told === 1 ? 3 : told) + (tree > 0 ? tree + 1 : 0);
}

function foot(rows: number, columns: number): readonly Place[] {
  return rows > 0 ? [{ part: 'activity', columns, rows }] : [];
}

/**
 * Project, environments and profiles, one below the other: rows that the others do not need go to the project.
 *
 * @param hasCalls whether the calls are elsewhere; if not, they get the rows that nothing here needs
 */
function sideColumn(input: LayoutInput, columns: number, hasCalls: boolean): readonly Place[] {
  const {
    space: { rows },
    environments,
    profiles,
    hasProject,
  } = input;
  const environmentRows = environments > 0 ? Math.min(environments, 5) + frame : 0;
  const wanted = hasProject ? projectNeeds(input, columns) : 4;
  const least = Math.min(profiles, 4) + frame + 1;
  const projectRows = Math.max(Math.min(7, rows - 8), Math.min(wanted, rows - environmentRows - least));
  const left = rows - projectRows - environmentRows;
  const spare = left - profiles - frame - 1;
  const calls = hasCalls || spare < leastCalls + frame ? 0 : spare;
  return [
    { part: 'project', columns, rows: projectRows },
    ...(environments > 0 ? [{ part: 'environments' as const, columns, rows: environmentRows }] : []),
    { part: 'profiles', columns, rows: left - calls },
    ...callsOf(calls, columns),
  ];
}

/**
 * The stack with its messages, as far as it fills rows; below it the activity and, if both leave rows, the calls.
 *
 * @param detail the fewest rows for the selected row's details, which also get those that the activity does not need
 */
function mainColumn(input: LayoutInput, columns: number, detail: number): readonly Place[] {
  const { space, hasStack, isFirstRun = false, resources, events, activity } = input;
  const { rows } = space;
  const room = rows - detail - frame - Math.min(Math.max(activity, 2), 4);
  // At the first start, the words of the steps are explained there.
  const stack = hasStack
    ? Math.max(10, Math.min(room, resources + events + stackHead + 1 + frame))
    : Math.min(isFirstRun ? 26 : 11, room);
  const happened = frame + Math.min(Math.max(activity, 2), 10);
  const free = rows - stack - detail - happened;
  const least = fewCalls + frame;
  // Rows that are too few for the calls would be blank below the activity.
  const spare = free < least ? Math.max(0, free) : Math.min(moreDetail, free - least);
  const more = detail > 0 ? spare : 0;
  const told = detail + more;
  const left = rows - stack - told;
  const calls = free - more >= least ? free - more : 0;
  return [
    { part: 'stack', columns, rows: stack },
    ...(told > 0 ? [{ part: 'detail' as const, columns, rows: told }] : []),
    { part: 'activity', columns, rows: left - calls },
    ...callsOf(calls, columns),
  ];
}

function callsOf(rows: number, columns: number): readonly Place[] {
  return rows > 0 ? [{ part: 'calls', columns, rows }] : [];
}

function hasCalls(column: readonly Place[]): boolean {
  return column.some(({ part }) => part === 'calls');
}

function twoColumns(input: LayoutInput): readonly (readonly Place[])[] {
  const { columns, rows } = input.space;
  // Narrow enough that the bars of the stack have a time axis at 100 columns.
  const left = columns < 118 ? 34 : 40;
  const detail = input.hasDetail && columns >= 118 && rows >= 30 ? 9 : 0;
  const main = mainColumn(input, columns - left - 1, detail);
  return [sideColumn(input, left, hasCalls(main)), main];
}

function threeColumns(input: LayoutInput): readonly (readonly Place[])[] {
  const { columns, rows } = input.space;
  // Narrow enough that the bars of the stack have a time axis at 140 columns.
  const [left, right] = columns < 158 ? [34, 32] : [40, Math.min(56, Math.floor(columns * 0.25))];
  const main = mainColumn(input, columns - left - right - 2, 0);
  const calls = hasCalls(main) ? 0 : Math.min(14, Math.floor(rows * 0.4));
  return [
    sideColumn(input, left, true),
    main,
    [{ part: 'detail', columns: right, rows: rows - calls }, ...callsOf(calls, right)],
  ];
}
