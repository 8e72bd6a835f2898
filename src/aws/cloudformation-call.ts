import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type CallOptions, callAws } from './call.ts';
import type { AwsClients } from './clients.ts';

/** Makes one call to CloudFormation, see {@link callAws}. */
export function callCloudFormation<T>(
  clients: AwsClients,
  doing: string,
  signal: AbortSignal | undefined,
  send: (client: CloudFormationClient, options: CallOptions) => Promise<T>,
): Promise<T> {
  return callAws(clients.cloudFormation, doing, signal, send);
}
