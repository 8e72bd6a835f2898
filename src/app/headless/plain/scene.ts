import type { ActorRefFrom } from 'xstate';
import {
  type ActiveState,
  activeStates,
  dialogCommands,
  type MachineCommand,
  machineCommands,
  openModal,
} from '../../../../machines/commands.ts';
import type { StateMeta } from '../../../../machines/meta.ts';
import { leavingTitle } from '../../../../machines/session/leaving.ts';
import type { sessionMachine } from '../../../../machines/session/machine.ts';

export type Session = ActorRefFrom<typeof sessionMachine>;

/** What there is to show and to do now. */
export interface Scene {
  /** The machine that asks, with its state: a deployment before its `init`, an `init` before the session. */
  readonly active: ActiveState;
  /** The dialog on top of everything else. */
  readonly dialog: 'code' | 'quit' | undefined;
  /** Which part of the program is shown: `home`, `init`, `configure`. */
  readonly view: string;
  readonly meta: StateMeta;
  /** In the order of the footer. */
  readonly commands: readonly MachineCommand[];
  /** Changes when another state is reached. */
  readonly place: string;
}

/** Commands of the screen that work differently in lines, or have no meaning there. */
const ofTheScreen: readonly string[] = ['HELP', 'PALETTE', 'RESET'];

/** The session's state as on the screen: the innermost machine decides what is shown, with a dialog on top. */
export function sceneOf(session: Session): Scene {
  const snapshot = session.getSnapshot();
  const states = activeStates(session);
  const modal = openModal(snapshot);
  const dialog = modal === 'code' || modal === 'quit' ? modal : undefined;
  const own = states.at(-1) as ActiveState;
  const active = (dialog ? undefined : states[0]) ?? own;
  const commands = dialog ? dialogCommands(session) : machineCommands(session);
  const request = dialog === 'code' ? snapshot.context.codeRequest : undefined;
  return {
    active,
    dialog,
    view: snapshot.value.view,
    meta: dialog
      ? { pane: 'home', title: dialog === 'code' ? 'MFA code' : leavingTitle(snapshot) }
      : active.meta,
    commands: commands
      .filter(({ id }) => !ofTheScreen.includes(id))
      .sort((one, other) => (one.footer ?? 99) - (other.footer ?? 99)),
    place: JSON.stringify([
      dialog ?? null,
      request && [request.profile, request.device, request.refused],
      snapshot.value.view,
      snapshot.value.front,
      ...states.slice(0, -1).map((state) => state.snapshot.value),
    ]),
  };
}
