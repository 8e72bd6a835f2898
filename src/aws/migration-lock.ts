import { asRecord, jsonValue } from '../core/json-values.ts';
import { hasAmplify } from './amplify.ts';
import { callAws } from './call.ts';
import type { AwsClients } from './clients.ts';
import { callCloudFormation } from './cloudformation-call.ts';
import { notFromAws } from './identity.ts';

/** The variable that `amplify gen2-migration lock` sets on the Amplify app: the name of the environment being migrated. */
const lockVariable = 'GEN2_MIGRATION_ENVIRONMENT_NAME';

/** An environment of a backend, as its files name it. */
export interface LockedPlace {
  readonly appId: string;
  readonly environment: string | undefined;
  /** Name or ARN of its stack. */
  readonly stack: string;
}

/**
 * Whether the Amplify CLI's migration to Gen 2 has locked an environment. The lock is in AWS only: a variable on the app,
 * and a policy on the environment's stack that denies every update (source: gen2-migration/lock.ts of the Amplify CLI,
 * 14.4 and later). Either of them is enough, and if one cannot be read, the other decides.
 *
 * @throws Problem ACCESS_DENIED, OFFLINE, … if neither can be read
 */
export async function isMigrating(
  clients: AwsClients,
  place: LockedPlace,
  signal?: AbortSignal,
): Promise<boolean> {
  const asked = await Promise.allSettled([
    ...(hasAmplify(clients) ? [isNamedByApp(clients, place, signal)] : []),
    deniesUpdates(clients, place.stack, signal),
  ]);
  signal?.throwIfAborted();
  const answers = asked.filter((outcome) => outcome.status === 'fulfilled');
  const [failed] = asked.filter((outcome) => outcome.status === 'rejected');
  if (answers.length === 0) throw failed?.reason;
  return answers.some(({ value }) => value);
}

async function isNamedByApp(
  clients: AwsClients,
  { appId, environment }: LockedPlace,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const doing = `read the app ${appId} of AWS Amplify`;
  return callAws(clients.amplify, doing, signal, async (client, options) => {
    const { GetAppCommand } = await import('@aws-sdk/client-amplify');
    const { app } = await client.send(new GetAppCommand({ appId }), options);
    if (!app) throw notFromAws(doing);
    const named = app.environmentVariables?.[lockVariable];
    return named !== undefined && (environment === undefined || named === environment);
  });
}

async function deniesUpdates(
  clients: AwsClients,
  stack: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const doing = `read the policy of the stack ${stack}`;
  return callCloudFormation(clients, doing, signal, async (client, options) => {
    const { GetStackPolicyCommand } = await import('@aws-sdk/client-cloudformation');
    const { StackPolicyBody } = await client.send(new GetStackPolicyCommand({ StackName: stack }), options);
    return StackPolicyBody !== undefined && isLock(StackPolicyBody);
  });
}

/** Whether a policy is the one that the migration writes; one with a condition or for a single resource is somebody else's. */
function isLock(policy: string): boolean {
  // AWS stores only policies that are JSON; anything else locks nothing.
  const { Statement } = asRecord(jsonValue(policy)) ?? {};
  return [Statement].flat().some((statement) => {
    const { Effect, Action, Principal, Resource, Condition } = asRecord(statement) ?? {};
    return (
      Effect === 'Deny' &&
      [Action].flat().includes('Update:*') &&
      Principal === '*' &&
      [Resource].flat().includes('*') &&
      Condition === undefined
    );
  });
}
