import {
  type ActorRefFrom,
  type AnyActorRef,
  type AnyMachineSnapshot,
  getNextTransitions,
  type SnapshotFrom,
} from 'xstate';
import type { FollowConnection, FollowUpdate } from '../src/aws/progress/model.ts';
import type { ProblemText } from '../src/core/problem.ts';
import { choiceKey } from '../src/credentials/access.ts';
import type { AccessOption } from '../src/credentials/access-option.ts';
import { type FlowId, flowIds, flows, type PaneId } from './flows.ts';
import { leafMeta } from './leaf-meta.ts';
import type { StateMeta, TransitionMeta } from './meta.ts';
import type { ProfilesContext } from './profiles/types.ts';
import type { sessionMachine } from './session/machine.ts';
import { offOnHome } from './session/off-on-home.ts';
import type { ModalId, SessionContext } from './session/types.ts';
import { signIn } from './sign-in.ts';

/** What a key can do right now: an event that one of the running machines accepts in its current state. */
export interface MachineCommand extends Omit<TransitionMeta, 'decides'> {
  /** The event's type; it carries nothing else. */
  readonly id: string;
  /** Its name in `[keys]` of settings.ini; absent for a dialog's commands, whose keys are fixed. */
  readonly binds?: string;
  /** Heading in the help. */
  readonly group: string;
  /** The state that asks, if the command decides something. */
  readonly decides?: string;
  /** Why the command is switched off in this session, in a clause. */
  readonly off?: string;
  readonly run: () => void;
}

/** The reason shown for what this session may not do. */
export const readOnlyWords = 'Nothing is changed in this session: it was started with --read-only';

/** A machine that takes part in what is shown, with its current state. */
export interface ActiveState {
  readonly actor: AnyActorRef;
  readonly snapshot: AnyMachineSnapshot;
  readonly meta: StateMeta<PaneId>;
}

/** The dialog that is open. */
export function openModal(session: SnapshotFrom<typeof sessionMachine>): ModalId {
  return session.value.modal as ModalId;
}

/**
 * The machines behind the current pane, the innermost first: a deployment before its `init`, then the session. The meta
 * of the first one names the pane.
 */
export function activeStates(session: ActorRefFrom<typeof sessionMachine>): ActiveState[] {
  const snapshot = session.getSnapshot();
  const front = frontOf(snapshot);
  return front ? [{ actor: session, snapshot, meta: front }] : viewStates(session);
}

/** Like {@link activeStates}, for the view: it stays unchanged while the calls or the log are in front of it. */
export function viewStates(session: ActorRefFrom<typeof sessionMachine>): ActiveState[] {
  const snapshot = session.getSnapshot();
  const states: ActiveState[] = [{ actor: session, snapshot, meta: viewMeta(snapshot) }];
  const view = snapshot.value.view as FlowId | 'home';
  const child: AnyActorRef | undefined = view === 'home' ? undefined : snapshot.children[view];
  for (let actor = child; actor; ) {
    const inner: AnyMachineSnapshot = actor.getSnapshot();
    if (inner.status !== 'active') break;
    states.unshift({ actor, snapshot: inner, meta: leafMeta(inner) as ActiveState['meta'] });
    actor = inner.children.deployment as AnyActorRef | undefined;
  }
  return states;
}

function viewMeta(snapshot: SnapshotFrom<typeof sessionMachine>): ActiveState['meta'] {
  const metas: Record<string, StateMeta | undefined> = snapshot.getMeta();
  return (
    (metas[`session.view.${snapshot.value.view}`] as ActiveState['meta']) ?? { pane: 'home', title: 'Home' }
  );
}

/** What is in front of the view: the calls or the log; undefined if nothing is. */
export function frontOf(snapshot: SnapshotFrom<typeof sessionMachine>): ActiveState['meta'] | undefined {
  const { front } = snapshot.value;
  if (front === 'none') return undefined;
  const metas: Record<string, StateMeta | undefined> = snapshot.getMeta();
  return metas[`session.front.${front}`] as ActiveState['meta'] | undefined;
}

/** Everything that a key can do in the panes now, whether or not a dialog is in front of them. */
export function machineCommands(session: ActorRefFrom<typeof sessionMachine>): MachineCommand[] {
  if (frontOf(session.getSnapshot())) return commandsOf(session, session.getSnapshot(), isInFront);
  const states = activeStates(session);
  const { readOnly } = session.getSnapshot().context;
  const commands = states
    .flatMap(({ actor, snapshot }) => commandsOf(actor, snapshot, (path) => !isDialog(path)))
    .map((command) => (readOnly && changes(command) ? switchedOff(command) : command));
  const wanted = signInWanted(states);
  if (!wanted) return commands;
  const { profile, goesOn } = wanted;
  const again = commands.find(({ id }) => retries.has(id));
  const { decides: _, ...shown } = signIn;
  const run = () => session.send({ type: 'SIGN_IN_HERE', profile, goesOn, again: again?.run });
  // Replaces the command that signs in the access of home.
  const here = {
    ...shown,
    id: 'SIGN_IN_HERE',
    binds: keysId('session', 'SIGN_IN'),
    group: again?.group ?? 'Program',
    run,
  };
  return [...commands.filter(({ key }) => key !== signIn.key), readOnly ? switchedOff(here) : here];
}

/** What decides something, and the sign-in of the AWS CLI, which it keeps in ~/.aws. */
function changes({ decides, onlyReads, id }: MachineCommand): boolean {
  return (decides !== undefined && !onlyReads) || id === 'SIGN_IN';
}

/** What the keys of home say that can do nothing now; none anywhere else. @param offered what can be done */
export function offCommands(
  session: ActorRefFrom<typeof sessionMachine>,
  offered: readonly MachineCommand[],
): MachineCommand[] {
  const { context, value } = session.getSnapshot();
  if (value.view !== 'home' || value.front !== 'none') return [];
  const taken = new Set(offered.flatMap(({ key, also = [] }) => [key, ...also]));
  return offOnHome(context)
    .filter(({ meta }) => !taken.has(meta.key))
    .map(({ id, meta: { decides: _, footer: __, ...said }, why }) => ({
      ...said,
      id,
      binds: keysId('session', id),
      group: 'Program',
      off: why,
      run: () => {},
    }));
}

/** What would change something, in a session that may not. */
function switchedOff(command: MachineCommand): MachineCommand {
  return { ...command, label: `${command.label} (read-only)`, off: readOnlyWords, run: () => {} };
}

/** The commands that ask again after a failure, in every flow; `TEST` belongs to the profiles. */
const retries: ReadonlySet<string> = new Set(['RETRY', 'TRY_NOW', 'REFRESH', 'TEST']);

/** The parts of a flow's context that may say that a sign-in helps. */
interface MayBeSignedOut {
  readonly problem?: ProblemText | undefined;
  readonly connection?: FollowConnection | undefined;
  readonly update?: Pick<FollowUpdate, 'connection'> | undefined;
  /** The profiles: the row and the result of its test. */
  readonly chosen?: Pick<AccessOption, 'choice'> | undefined;
  readonly tests?: ProfilesContext['tests'] | undefined;
  /** The session: what home knows about the stack. */
  readonly watch?: SessionContext['watch'];
}

/** The profile that has to be signed in for what is shown; `goesOn`: what waits for it stays connected and tries again by itself. */
function signInWanted(
  states: readonly ActiveState[],
): { readonly profile: string; readonly goesOn: boolean } | undefined {
  for (const { snapshot } of states) {
    const context: MayBeSignedOut = snapshot.context;
    const { problem, chosen, tests, watch } = context;
    const tested = chosen && tests?.get(choiceKey(chosen.choice));
    const told = problem?.signIn ?? (tested?.kind === 'fails' ? tested.problem.signIn : undefined);
    if (told !== undefined) return { profile: told, goesOn: false };
    const waits = [context.connection, context.update?.connection];
    if (states.length === 1) waits.push(watch?.getSnapshot().context.update?.connection);
    for (const connection of waits)
      if (connection?.kind === 'expired' && connection.signIn !== undefined)
        return { profile: connection.signIn, goesOn: true };
  }
  return undefined;
}

/** The commands of the open dialog; empty if none is open. */
export function dialogCommands(session: ActorRefFrom<typeof sessionMachine>): MachineCommand[] {
  return commandsOf(session, session.getSnapshot(), isDialog);
}

const groups: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  ...Object.fromEntries(flowIds.map((id) => [id, flows[id].group])),
};

/** The name of a machine's command in `[keys]` of settings.ini: `session.open-init`. */
export function keysId(machine: string, event: string): string {
  return `${machine}.${event.toLowerCase().replaceAll('_', '-')}`;
}

/** The commands of a machine in its current state. @param belongs selects them by the path of the state that offers them */
export function commandsOf(
  actor: AnyActorRef,
  snapshot: AnyMachineSnapshot,
  belongs: (path: readonly string[]) => boolean = () => true,
): MachineCommand[] {
  const keyed = getNextTransitions(snapshot).filter((transition) => transition.meta !== undefined);
  const types = new Set(keyed.map((transition) => transition.eventType));
  return [...types].flatMap((type) => {
    // Guards are evaluated here, so that a command that is impossible now is not offered.
    const [transition] = snapshot.machine.getTransitionData(snapshot, { type });
    const meta = transition?.meta as TransitionMeta | undefined;
    if (!transition || !meta || !belongs(transition.source.path)) return [];
    const { decides, ...said } = meta;
    return [
      {
        ...said,
        ...(decides ? { decides: transition.source.id } : {}),
        id: type,
        ...(isDialog(transition.source.path) ? {} : { binds: keysId(snapshot.machine.id, type) }),
        group: groups[snapshot.machine.id] ?? 'Program',
        run: () => actor.send({ type }),
      },
    ];
  });
}

/** The commands that work while something is in front of the view: its own keys, and those that open dialogs. */
function isInFront(path: readonly string[]): boolean {
  return (path[0] === 'front' || path[0] === 'modal') && !isDialog(path);
}

function isDialog(path: readonly string[]): boolean {
  return path[0] === 'modal' && path.length > 1 && path[1] !== 'none';
}
