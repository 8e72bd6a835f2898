/** From this height, some events are always shown, and there is room for a second line about a stuck resource. */
const roomy = 20;
/** Below this height each row counts. */
const tight = 10;
/** The rows of the header. */
const headRows = 2;

/** What a stack has to show, and the rows for it. */
export interface RoomInput {
  /** Rows for all of it. */
  readonly rows: number;
  /** Rows of the pane, including those taken above and below. */
  readonly highest: number;
  readonly focused: boolean;
  /** Rows of the messages below the bar. */
  readonly told: number;
  readonly hasStuck: boolean;
  /** Rows of the details of a resource; 0 while they are not shown. */
  readonly details: number;
  readonly hasAxis: boolean;
  /** The number of rows in the list. */
  readonly shown: number;
  /** How many outputs can be shown below the resources, and how many rows show their values in full. */
  readonly outputs: number;
  readonly wholeOutputs: number;
  /** Rows for the newest events, at most. */
  readonly eventRows: number;
}

/** How the rows are divided. */
export interface StackRoom {
  /** Whether advice on a stuck resource is shown, in a second line. */
  readonly isAdvised: boolean;
  /** A blank before the list, unless it would hide a row of it. */
  readonly gap: number;
  /** For the labels of the axis, when there is no filter next to them. */
  readonly axisRows: number;
  readonly listRows: number;
  readonly outputs: number;
  readonly events: number;
}

/** How many rows the outputs below the resources leave to the events. */
const besideOutputs = 6;
/** Rows of outputs below the resources; `u` shows all. */
const mostOutputs = 8;

/** Resources come first; events get the rest, and on a high screen always a few rows. */
export function stackRoom(input: RoomInput): StackRoom {
  const { rows, highest, focused, told, details, hasAxis, shown, eventRows } = input;
  const isAdvised = focused && rows >= roomy;
  const stuck = input.hasStuck ? (isAdvised ? 2 : 1) : 0;
  const room = rows - told - stuck - (details > 0 ? details + 1 : 0);
  const axisRows = !focused && hasAxis && room >= 8 ? 1 : 0;
  const labels = focused ? 1 : axisRows;
  const gap = room - headRows - 1 - labels < shown && room < tight ? 0 : 1;
  const free = room - headRows - gap - labels - shown - 1;
  const { wholeOutputs } = input;
  const wanted = [
    ...(wholeOutputs > mostOutputs ? [] : [wholeOutputs]),
    Math.min(mostOutputs, input.outputs),
  ];
  // With its title and a blank.
  const outputs = wanted.find((each) => each > 0 && free - each - 2 >= besideOutputs) ?? 0;
  const left = free - (outputs > 0 ? outputs + 2 : 0);
  const events = Math.max(0, Math.min(eventRows, Math.max(left, highest >= roomy ? 4 : 0)));
  const below = (events > 0 ? events + 1 : 0) + (outputs > 0 ? outputs + 2 : 0);
  const listRows = Math.max(2, room - headRows - gap - axisRows - below);
  return { isAdvised, gap, axisRows, listRows, outputs, events };
}
