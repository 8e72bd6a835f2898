import { describe, expect, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { deploymentMachine } from '../../../machines/deployment/machine.ts';
import { machineOf } from '../../../machines/every-machine.ts';
import { flowIds } from '../../../machines/flows.ts';
import type { StateMeta, TransitionMeta } from '../../../machines/meta.ts';
import { sessionMachine } from '../../../machines/session/machine.ts';

const machines = {
  session: sessionMachine,
  deployment: deploymentMachine,
  ...Object.fromEntries(flowIds.map((id) => [id, machineOf(id)])),
};

function leaves(node: AnyStateNode): AnyStateNode[] {
  const children = Object.values(node.states);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

/** All transitions of a state, its ancestors' included. */
function transitionsOf(node: AnyStateNode): { eventType: string; meta?: TransitionMeta; target?: unknown }[] {
  const own = [...node.transitions.values()].flat() as never[];
  return node.parent ? [...own, ...transitionsOf(node.parent)] : own;
}

/** Whether a state of the session is a screen of its own: the view of a flow has that flow's keys, and dialogs cover another screen. */
const hasOwnView = ({ parent, key }: AnyStateNode) =>
  parent?.key === 'view' && !(flowIds as readonly string[]).includes(key);

describe.each(Object.entries(machines))('the machine %s', (_, machine) => {
  const states = leaves(machine.root as AnyStateNode);

  it('has a pane and a title in every leaf state', () => {
    for (const state of states) {
      const meta = state.meta as StateMeta | undefined;
      expect(meta?.pane, state.id).toMatch(/^[a-z]+(\.[a-z-]+)?$/);
      expect(meta?.title.length, state.id).toBeGreaterThan(2);
    }
  });

  it('has a way out of every leaf state that is not final', () => {
    for (const state of states) {
      if (state.type === 'final') continue;
      const ways = [...transitionsOf(state), ...(state.always ?? [])];
      expect(ways.length, state.id).toBeGreaterThan(0);
    }
  });

  it('handles the failure of every actor that it starts', () => {
    const all = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(all)];
    for (const state of all(machine.root as AnyStateNode)) {
      const known = transitionsOf(state).map(({ eventType }) => eventType);
      for (const { id, src } of state.invoke)
        expect(known, `${state.id}: ${String(src)}`).toContain(`xstate.error.actor.${id}`);
    }
  });

  it('lets the user leave every state that waits for them', () => {
    for (const state of states) {
      const meta = state.meta as StateMeta;
      if (state.type === 'final' || meta.busy || state.invoke.length > 0 || (state.always?.length ?? 0) > 0)
        continue;
      if (machine === sessionMachine && !hasOwnView(state)) continue;
      const keys = transitionsOf(state).map((transition) => transition.meta?.key);
      expect(keys.filter(Boolean).length, state.id).toBeGreaterThan(0);
    }
  });

  it('gives no key to two different labels in one state', () => {
    for (const state of states) {
      const own = [...state.transitions.values()].flat() as { eventType: string; meta?: TransitionMeta }[];
      const byKey = new Map<string, string>();
      for (const { eventType, meta } of own) {
        if (!meta) continue;
        expect(byKey.get(meta.key) ?? eventType, `${state.id} ${meta.key}`).toBe(eventType);
        byKey.set(meta.key, eventType);
      }
    }
  });
});
