import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { AwsClients } from './clients.ts';
import { awsProblem } from './problems.ts';

/** Makes one call and translates what goes wrong; a stop by the person comes out as the signal's own reason. */
export async function callCloudFormation<T>(
  clients: AwsClients,
  doing: string,
  signal: AbortSignal | undefined,
  send: (client: CloudFormationClient, options: { abortSignal?: AbortSignal }) => Promise<T>,
): Promise<T> {
  try {
    return await send(await clients.cloudFormation(), signal ? { abortSignal: signal } : {});
  } catch (thrown) {
    signal?.throwIfAborted();
    throw awsProblem(thrown, doing);
  }
}
