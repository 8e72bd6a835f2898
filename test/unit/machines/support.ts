import type { AnyEventObject, AnyStateMachine, AnyStateNode } from 'xstate';

/** Every leaf state of a machine. */
export function leaves(node: AnyStateNode): AnyStateNode[] {
  const children = Object.values(node.states);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

function all(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(all)];
}

/** What the actor of a state answers with: an event for each output, and one for its failure. */
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
