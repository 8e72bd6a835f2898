import { expect } from 'vitest';
import { type AnyActorRef, type EventFromLogic, type SnapshotFrom, waitFor } from 'xstate';
import type { FlowId, FlowMachines } from '../../machines/flows.ts';

/** The name of a machine's current state: `review.summary` for a nested one. */
export const stateName = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value as object)
        .map(([outer, inner]) => `${outer}.${stateName(inner)}`)
        .join();

/** Waits until a machine is in a state; a failure names its actual state. */
export async function reaches<Actor extends AnyActorRef>(
  actor: Actor,
  state: string,
): Promise<SnapshotFrom<Actor>> {
  const isThere = ({ value }: { readonly value?: unknown }) => stateName(value) === state;
  // Whether it has ended or the time is over, its current state tells.
  const snapshot = await waitFor(actor, isThere, { timeout: 15_000 }).catch(() => actor.getSnapshot());
  expect(stateName(snapshot.value)).toBe(state);
  return snapshot;
}

/** The events that a flow takes. */
export type EventOf<Id extends FlowId> = EventFromLogic<FlowMachines[Id]>;

/** A step through a flow: an event, or only its type if it carries nothing; `{ at }` waits for a state. */
export type FlowStep<Event extends { readonly type: string }> =
  | Event
  | Event['type']
  | { readonly at: string };

/** The step that waits for a state. */
export const at = (state: string) => ({ at: state }) as const;

/** Takes a flow through some steps. */
export async function takeSteps<Event extends { readonly type: string }>(
  flow: AnyActorRef,
  steps: readonly FlowStep<Event>[],
): Promise<void> {
  for (const step of steps) {
    if (typeof step === 'string') flow.send({ type: step });
    else if ('at' in step) await reaches(flow, step.at);
    else flow.send(step);
  }
}
