import type { AnyStateMachine, InputFrom, OutputFrom, SnapshotFrom } from 'xstate';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { ActivityEntry } from '../../src/state/activity.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import type { CommandWords } from './command.ts';
import type { Stake } from './stake.ts';

/** The entry of the activity list for an end. */
export type Told = Pick<ActivityEntry, 'text' | 'tone' | 'passing' | 'announced'>;

/** The entry for a flow that was left with nothing done: shown, but not kept. @param what its name in sentences */
export function toldLeft(what: string): Told {
  return { text: `left ${what}`, tone: 'plain', passing: true };
}

/** The session's facts for starting a flow. */
export interface FlowStart {
  readonly folder: string;
  readonly access?: { readonly choice: AccessChoice } | undefined;
  /** The folder to share the backend with, absolute, if one was named. */
  readonly shareWith?: string | undefined;
}

/** How the session shows a flow that starts on home and returns to it. */
export interface FlowView<Machine extends AnyStateMachine = AnyStateMachine> {
  /** Shown until the flow itself has a state. */
  readonly meta: StateMeta;
  /** What its key requires. */
  readonly needs?: 'project';
  readonly input?: (from: FlowStart) => InputFrom<Machine>;
}

/** The definition of a flow besides its machine: what opens it, its names, its end. */
export interface Flow<Machine extends AnyStateMachine = AnyStateMachine> {
  /** Its name in sentences, and in the activity list. */
  readonly label: string;
  /** Its purpose, in a sentence or two: the help begins with it. */
  readonly about: string;
  /** The heading of its keys in the help. */
  readonly group: string;
  /** The prefix of its panes' ids. */
  readonly panes: string;
  /** Its place in every list of flows: the most used first. */
  readonly place: number;
  /** The title of its list of steps; absent if it has none. */
  readonly steps?: string;
  /** Whether it continues while another pane is shown. */
  readonly background?: true;
  /** The session's event that opens it. */
  readonly event: `OPEN_${string}`;
  /** The key that opens it, on home or where its subject is selected. */
  readonly opens: TransitionMeta;
  /** The command that opens it; absent if there is none. */
  readonly command?: CommandWords;
  /** Absent if the session has its own view for it, because it leads to other flows. */
  readonly view?: FlowView<Machine>;
  /** What would be lost if the program ended now, so that leaving asks. Absent: it never asks. */
  readonly stake?: (snapshot: SnapshotFrom<Machine>) => Stake | undefined;
  /** The entry of the activity list for its end; absent if there is none. */
  readonly ended?: (output: OutputFrom<Machine>) => Told;
  /** How its entries in the activity list begin, and the footer's word for opening the flow from one. Kept entries are words only. */
  readonly entries?: { readonly words: RegExp; readonly label: string };
}

/** The types of a flow; they load no machine. */
interface FlowTypes<Machine, Pane> {
  readonly types?: { readonly machine: Machine; readonly pane: Pane };
}

/** A flow's definition for the list: the types of its machine and panes, then the rest. */
export const defineFlow =
  <Machine extends AnyStateMachine, Pane extends string>() =>
  <const Given extends Flow<Machine>>(given: Given): Given & FlowTypes<Machine, Pane> =>
    given;
