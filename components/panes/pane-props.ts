import type { ComponentType } from 'react';
import type { ActorRefFrom, AnyActorRef } from 'xstate';
import type { deploymentMachine } from '../../machines/deployment/machine.ts';
import type { PaneId } from '../../machines/flows.ts';
import type { initMachine } from '../../machines/init/machine.ts';
import type { StateMeta } from '../../machines/meta.ts';
import type { sessionMachine } from '../../machines/session/machine.ts';
import type { RunningProject } from '../../machines/session/types.ts';
import type { NumberedCall } from '../../src/aws/calls/record.ts';
import type { Learned } from '../../src/aws/progress/estimate.ts';
import type { Silence } from '../../src/aws/silence.ts';
import type { AttachCommands, AttachTo } from '../../src/flows/init/attach.ts';
import type { PathCompletion } from '../../src/platform/complete-path.ts';

/** What a pane shows and sends events to. A pane makes no decisions. */
export interface PaneProps {
  readonly session: ActorRefFrom<typeof sessionMachine>;
  readonly meta: StateMeta;
  /** Things outside that a pane may read, but never change. */
  readonly host: Host;
}

/** A short result in one row: an address that was opened, a text that was copied. */
export interface Notice {
  readonly text: string;
  readonly tone: 'done' | 'warning';
  /** What the user may want to copy, such as an address: a key copies it. */
  readonly copy?: string;
  /** Shown in full in rows of its own, because it is not available in another way. */
  readonly whole?: string;
  /** It answers a key of the current pane, and goes with it. */
  readonly ofPane?: true;
}

/** What panes know and use of the outside world: paths, clipboard, browser, cloud. */
export interface Host {
  /** Milliseconds since the epoch by this machine's clock. */
  readonly now: () => number;
  /** How long a resource of a type takes here; undefined when unknown. */
  readonly learned: Learned;
  /** Newest last. */
  readonly logLines: () => readonly string[];
  /** Calls back at every new log line; gives a function that stops it. */
  readonly watchLog: (listener: () => void) => () => void;
  /** The calls to AWS in this run, oldest first; the same list until there is another one. */
  readonly calls: () => readonly NumberedCall[];
  readonly watchCalls: (listener: () => void) => () => void;
  /** Copies a text, and shows how that went. */
  readonly copy: (text: string) => void;
  /** The latest short result of something done outside the screen; undefined when there is none. */
  readonly notice: () => Notice | undefined;
  readonly watchNotice: (listener: () => void) => () => void;
  /** Copies what the notice is about. */
  readonly copyNotice?: () => void;
  /** Hides a notice that takes rows, when the user moves on. */
  readonly hideNotice?: () => void;
  /** Hides a notice of the pane that the user has left. */
  readonly leaveNotice?: () => void;
  /** The service that does not answer; undefined while all is well. */
  readonly silence: () => Silence | undefined;
  readonly watchSilence: (listener: () => void) => () => void;
  /** Immediately retries whatever is waited for. */
  readonly tryNow: () => void;
  /** What is in progress in open projects that are not on screen; the same value as long as nothing changes. */
  readonly elsewhere?: () => readonly RunningProject[];
  /** What is in progress in the project on screen. */
  readonly runningHere?: () => RunningProject | undefined;
  readonly watchElsewhere?: (listener: () => void) => () => void;
  /** A path for the user, with `~` for the home folder; safe to show, whatever its name. */
  readonly showPath: (path: string) => string;
  /** Completes the typed path of a folder, or with `files` of a file, relative to the folder of the project on screen. */
  readonly completePath?: (typed: string, files?: boolean) => Promise<PathCompletion>;
  /** The commands for returning to a stack from this shell. */
  readonly attach: (to: Omit<AttachTo, 'here' | 'endpointUrl'>) => AttachCommands;
  /** Whether the terminal can open links. */
  readonly hyperlinks: boolean;
  readonly version: string;
  /** In the demo: the code that a device shows now; undefined when there is no such device. */
  readonly phone?: (device: string) => Promise<string | undefined>;
}

export type Pane = ComponentType<PaneProps>;
export type PaneTable = Readonly<Record<PaneId, Pane>>;

/** The running `init`, which runs while panes of that flow are shown. */
export function initOf(session: PaneProps['session']): ActorRefFrom<typeof initMachine> {
  const { init } = session.getSnapshot().context;
  if (!init) throw new Error('a pane of init is shown, but no init runs');
  return init;
}

/** The running deployment of the `init`. */
export function deploymentOf(session: PaneProps['session']): ActorRefFrom<typeof deploymentMachine> {
  const child: AnyActorRef | undefined = initOf(session).getSnapshot().children.deployment;
  if (!child) throw new Error('a pane of a deployment is shown, but none runs');
  return child as ActorRefFrom<typeof deploymentMachine>;
}
