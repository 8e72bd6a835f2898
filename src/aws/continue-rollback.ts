import type { AwsClients } from './clients.ts';
import { callCloudFormation } from './cloudformation-call.ts';

/**
 * Asks AWS to continue a failed rollback; it is in progress when this returns.
 *
 * @param skip resources to leave as they are, by the names that AWS accepts: `UserPool`, `shop-auth-1A2B.UserPool`
 * @param token ClientRequestToken, one per intention
 * @throws Problem AWS_REJECTED when the stack is not in UPDATE_ROLLBACK_FAILED or a resource cannot be skipped;
 * ACCESS_DENIED, …
 */
export async function continueUpdateRollback(
  clients: AwsClients,
  {
    stackId,
    skip,
    token,
  }: { readonly stackId: string; readonly skip: readonly string[]; readonly token: string },
  signal?: AbortSignal,
): Promise<void> {
  const doing = `continue the rollback of the stack ${stackId}`;
  await callCloudFormation(clients, doing, signal, async (client, options) => {
    const { ContinueUpdateRollbackCommand } = await import('@aws-sdk/client-cloudformation');
    await client.send(
      new ContinueUpdateRollbackCommand({
        StackName: stackId,
        ClientRequestToken: token,
        ...(skip.length > 0 ? { ResourcesToSkip: [...skip] } : {}),
      }),
      options,
    );
  });
}
