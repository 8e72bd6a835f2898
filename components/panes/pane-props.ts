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

/** What a pane shows and sends events to. A pane decides nothing. */
export interface PaneProps {
  readonly session: ActorRefFrom<typeof sessionMachine>;
  readonly meta: StateMeta;
  /** Outside things a pane may need to look at; never to change. */
  readonly surface: Surface;
}

/** A short result in one row: an address that was opened, a text that was copied. */
export interface Notice {
  readonly text: string;
  readonly tone: 'done' | 'warning';
  /** What a person may want to copy, as an address: a key copies it. */
  readonly copy?: string;
  /** Shown whole on rows of its own, because it cannot be had in another way. */
  readonly whole?: string;
}

/** What panes know and use of the world outside: paths, clipboard, browser, cloud. */
export interface Surface {
  /** Milliseconds since the epoch by this machine's clock. */
  readonly now: () => number;
  /** How long a resource of a type takes here; undefined when unknown. */
  readonly learned: Learned;
  /** Newest last. */
  readonly logLines: () => readonly string[];
  /** Calls back at every new log line; gives a function that stops it. */
  readonly watchLog: (listener: () => void) => () => void;
  /** The calls to AWS in this run, oldest first; the same list until another one is made. */
  readonly calls: () => readonly NumberedCall[];
  readonly watchCalls: (listener: () => void) => () => void;
  /** Copies a text, and tells how that went. */
  readonly copy: (text: string) => void;
  /** The newest short result of something that was done outside the screen; undefined when there is none. */
  readonly notice: () => Notice | undefined;
  readonly watchNotice: (listener: () => void) => () => void;
  /** Copies what the notice is about. */
  readonly copyNotice?: () => void;
  /** The person moved on: a notice that takes rows disappears. */
  readonly hideNotice?: () => void;
  /** The service that was asked and does not answer; undefined while all is well. */
  readonly silence: () => Silence | undefined;
  readonly watchSilence: (listener: () => void) => () => void;
  /** Asks again at once whatever is waited for. */
  readonly tryNow: () => void;
  /** What goes on in projects that are open and not shown; the same value as long as nothing has changed. */
  readonly elsewhere?: () => readonly RunningProject[];
  /** What goes on in the project that is shown. */
  readonly runningHere?: () => RunningProject | undefined;
  readonly watchElsewhere?: (listener: () => void) => () => void;
  /** A path as it is shown, `~` for home; whatever its name holds, it is safe to show. */
  readonly showPath: (path: string) => string;
  /** Completes the path of a folder that is typed, from the folder of the project that is shown. */
  readonly completePath?: (typed: string) => Promise<PathCompletion>;
  /** The commands that come back to a stack from this shell. */
  readonly attach: (to: Omit<AttachTo, 'here' | 'endpointUrl'>) => AttachCommands;
  /** A link that a terminal may open, where it can. */
  readonly hyperlinks: boolean;
  readonly version: string;
  /** In the demo: the code that a device shows now, undefined for a device that is not there. */
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
