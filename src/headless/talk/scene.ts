import type { ActorRefFrom, AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { commandsOf, type MachineCommand } from '../../../machines/commands.ts';
import type { deploymentMachine } from '../../../machines/deployment/machine.ts';
import type { initMachine } from '../../../machines/init/machine.ts';
import { leafMeta } from '../../../machines/leaf-meta.ts';
import type { StateMeta } from '../../../machines/meta.ts';

export type InitActor = ActorRefFrom<typeof initMachine>;
export type DeploymentActor = ActorRefFrom<typeof deploymentMachine>;

/** What there is to say and to do now. */
export interface Scene {
  readonly meta: StateMeta;
  /** In the order of the footer. */
  readonly commands: readonly MachineCommand[];
  /** Changes when another state is reached. */
  readonly place: string;
  /** The deployment, while one is under way. */
  readonly deployment?: DeploymentActor;
}

/** Looks at a flow and its deployment, as the screen does: the innermost says what is shown. */
export function sceneOf(init: InitActor): Scene {
  const snapshot = init.getSnapshot();
  const deployment = snapshot.children.deployment as DeploymentActor | undefined;
  const inner = deployment?.getSnapshot();
  const runs = deployment !== undefined && inner?.status === 'active';
  const states: [AnyActorRef, AnyMachineSnapshot][] = [
    ...(runs ? [[deployment, inner] as [AnyActorRef, AnyMachineSnapshot]] : []),
    ...(snapshot.status === 'active' ? [[init, snapshot] as [AnyActorRef, AnyMachineSnapshot]] : []),
  ];
  const commands = states.flatMap(([actor, state]) => commandsOf(actor, state));
  return {
    meta: leafMeta(runs ? inner : snapshot),
    commands: [...commands].sort((one, other) => (one.footer ?? 99) - (other.footer ?? 99)),
    place: JSON.stringify([snapshot.value, runs ? inner.value : null]),
    ...(runs ? { deployment } : {}),
  };
}
