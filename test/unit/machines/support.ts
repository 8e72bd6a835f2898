import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

/** Every leaf state of a machine. */
export function leaves(node: AnyStateNode): AnyStateNode[] {
  const children = Object.values(node.states);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

function all(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(all)];
}

/** The events of a state's actor: one for each output, and one for its failure. */
export function actorEnds(machine: AnyStateMachine, outputs: Readonly<Record<string, readonly unknown[]>>) {
  const states = all(machine.root as AnyStateNode);
  return states.flatMap((state) =>
    state.invoke.flatMap(({ id, src }): AnyEventObject[] => [
      ...(outputs[String(src)] ?? []).map((output) => ({
        type: `xstate.done.actor.${id}`,
        output,
        actorId: id,
      })),
      { type: `xstate.error.actor.${id}`, error: new Error('it did not work'), actorId: id },
    ]),
  );
}

/** The leaf states that a walk over the events reaches, ids joined if several are active at once. */
export function reached(
  machine: AnyStateMachine,
  input: unknown,
  events: readonly AnyEventObject[],
  facts: (snapshot: AnyMachineSnapshot) => unknown = () => '',
): Set<string> {
  const paths = getShortestPaths(machine, {
    input,
    events: [...events],
    // The context holds the answers; only what decides how a path continues may distinguish two states.
    serializeState: (snapshot) =>
      JSON.stringify([snapshot.value, facts(snapshot as AnyMachineSnapshot)]) as never,
    // Trying an event that no active state knows changes nothing, but takes most of the time.
    filterEvents: (snapshot, { type }) =>
      ((snapshot as AnyMachineSnapshot)._nodes as AnyStateNode[]).some(({ transitions }) =>
        transitions.has(type),
      ),
    stopWhen: (snapshot) => snapshot.status !== 'active',
    limit: 100_000,
  });
  const ids = new Set<string>();
  for (const { state } of paths) {
    const nodes = (state as AnyMachineSnapshot)._nodes as AnyStateNode[];
    for (const node of nodes) if (Object.keys(node.states).length === 0) ids.add(node.id);
  }
  return ids;
}

/** States that are left immediately, since one of their transitions is always enabled. */
export function unreached(machine: AnyStateMachine, ids: ReadonlySet<string>): string[] {
  return leaves(machine.root as AnyStateNode)
    .filter((state) => (state.always ?? []).every((transition) => transition.guard !== undefined))
    .map((state) => state.id)
    .filter((id) => !ids.has(id));
}
