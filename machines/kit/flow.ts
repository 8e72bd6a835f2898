import type { AnyStateMachine, InputFrom, OutputFrom, SnapshotFrom } from 'xstate';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { ActivityEntry } from '../../src/state/activity.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import type { CommandWords } from './command.ts';
import type { Stake } from './stake.ts';

/** What the list of what happened says of an end. */
export type Told = Pick<ActivityEntry, 'text' | 'tone' | 'passing' | 'announced'>;

/** What is told of a flow that was left with nothing done: shown, and not kept. @param what it is called in sentences */
export function toldLeft(what: string): Told {
  return { text: `left ${what}`, tone: 'plain', passing: true };
}

/** What the session knows that a flow may begin with. */
export interface FlowStart {
  readonly folder: string;
  readonly access?: { readonly choice: AccessChoice } | undefined;
  /** The folder to share the backend with, absolute, when one was named. */
  readonly shareWith?: string | undefined;
}

/** How the session shows a flow that begins on home and leads back to it. */
export interface FlowView<Machine extends AnyStateMachine = AnyStateMachine> {
  /** What is shown until the flow itself says what. */
  readonly meta: StateMeta;
  /** What has to be there for its key. */
  readonly needs?: 'project';
  readonly input?: (from: FlowStart) => InputFrom<Machine>;
}

/** What the program knows of a flow besides its machine: what opens it, what it is called where, how it ended. */
export interface Flow<Machine extends AnyStateMachine = AnyStateMachine> {
  /** In sentences, and in the list of what happened. */
  readonly label: string;
  /** What it is for, in a sentence or two: the help begins with it. */
  readonly about: string;
  /** Heading of its keys in the help. */
  readonly group: string;
  /** What the ids of its panes begin with. */
  readonly panes: string;
  /** Its place among the flows, wherever they are listed: by use, the most used first. */
  readonly place: number;
  /** Title of the list of its steps; absent: it has none. */
  readonly steps?: string;
  /** It goes on while another pane is shown. */
  readonly background?: true;
  /** What the session is told to open it. */
  readonly event: `OPEN_${string}`;
  /** The key that opens it, on home or where what it is about is chosen. */
  readonly opens: TransitionMeta;
  /** What opens it from the command line; absent: nothing does. */
  readonly command?: CommandWords;
  /** Absent where the session has a view of its own for it, because it leads to other flows. */
  readonly view?: FlowView<Machine>;
  /** What would end with the program where the flow stands: leaving asks then. Absent: it never asks anything worth that. */
  readonly stake?: (snapshot: SnapshotFrom<Machine>) => Stake | undefined;
  /** How it ended, for the list of what happened; absent: that is not told. */
  readonly ended?: (output: OutputFrom<Machine>) => Told;
}

/** The types of a flow: no machine is loaded for them. */
interface FlowTypes<Machine, Pane> {
  readonly types?: { readonly machine: Machine; readonly pane: Pane };
}

/** A flow, as the list of them has it: the types of its machine and of its panes, then the rest. */
export const defineFlow =
  <Machine extends AnyStateMachine, Pane extends string>() =>
  <const Given extends Flow<Machine>>(given: Given): Given & FlowTypes<Machine, Pane> =>
    given;
