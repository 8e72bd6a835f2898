export { reaches as at } from '../../../support/flow-steps.ts';

import { type ActorRefFrom, createActor } from 'xstate';
import type { deploymentMachine } from '../../../../machines/deployment/machine.ts';
import type { DeploymentEvent, DeploymentInput } from '../../../../machines/deployment/types.ts';
import { type Pretence, pretend } from '../../../support/pretend.ts';
import { plan } from '../../../support/pretend-values.ts';

export type Deployment = ActorRefFrom<typeof deploymentMachine>;

/** A running deployment on stand-in actors. */
export function begin(given: Partial<Pretence>, input: Partial<DeploymentInput> = {}) {
  const pretended = pretend(given);
  const actor = createActor(pretended.deployment, { input: { plan, ...input } });
  actor.start();
  return { actor, ...pretended };
}

export const send = (actor: Deployment, type: DeploymentEvent['type']) =>
  actor.send({ type } as DeploymentEvent);
export const count = (calls: readonly string[], name: string) => calls.filter((call) => call === name).length;
