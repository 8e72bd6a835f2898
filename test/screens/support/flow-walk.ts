import { waitFor } from 'xstate';
import { type FlowId, type FlowOpened, flowOf } from '../../../machines/flows.ts';
import { type EventOf, type FlowStep, takeSteps } from '../../support/flow-steps.ts';
import type { Session } from './app.tsx';
import { open } from './ways.ts';

/** Waits until the session has started the actor of a flow. */
export async function flowIn<Id extends FlowId>(session: Session, id: Id) {
  const { children } = await waitFor(session, (snapshot) => snapshot.children[id] !== undefined);
  return children[id]!;
}

/** Opens a flow from home and takes some steps in it. */
export const walkIn =
  <Id extends FlowId>(id: Id) =>
  (...steps: readonly FlowStep<EventOf<Id>>[]) =>
  async (session: Session): Promise<void> => {
    await open(flowOf(id).event as FlowOpened['type'])(session);
    await takeSteps(await flowIn(session, id), steps);
  };
