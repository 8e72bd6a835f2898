import { listAccessKeys } from '../../aws/iam/access-keys.ts';
import { deactivateDevice, deleteDevice } from '../../aws/iam/mfa-devices.ts';
import { deletePolicy } from '../../aws/iam/policies.ts';
import { deleteRole } from '../../aws/iam/roles.ts';
import { deleteUser, detachPolicy, findUser } from '../../aws/iam/users.ts';
import { deleteKeys } from '../configure/run.ts';
import type { AssumeNote } from './journal.ts';
import { attachedPolicies, inlinePolicyName, permissionsOf } from './permissions.ts';
import type { AssumeTools } from './run.ts';

/**
 * Deletes what an interrupted `assume-role` created, and nothing older. Only called after the user confirmed it. Can be
 * repeated.
 */
export async function takeBackAssume(
  tools: AssumeTools,
  { id, account, made, values }: AssumeNote,
  partition: string,
  signal?: AbortSignal,
): Promise<void> {
  const { clients } = tools;
  const user = made.user ?? values.user;
  if (made.device) {
    if (user) await deactivateDevice(clients, user, made.device, signal);
    await deleteDevice(clients, made.device, signal);
  }
  if (made.policy && user) await detachPolicy(clients, user, made.policy, signal);
  if (made.user && (await findUser(clients, made.user, signal))) {
    const keys = await listAccessKeys(clients, made.user, signal);
    await deleteKeys(
      tools,
      made.user,
      keys.map((key) => key.id),
      signal,
    );
    // The policy may be older; only the user was created.
    const policy =
      values.policy && account ? `arn:${partition}:iam::${account}:policy/${values.policy}` : undefined;
    if (policy) await detachPolicy(clients, made.user, policy, signal);
    await deleteUser(clients, made.user, signal);
  }
  if (made.policy) await deletePolicy(clients, made.policy, signal);
  if (made.role) {
    const permissions = permissionsOf(values.permissions ?? '');
    const given =
      'kind' in permissions
        ? { attached: [] }
        : {
            inline: permissions.categories && inlinePolicyName,
            attached: attachedPolicies(permissions, partition),
          };
    await deleteRole(clients, made.role, given, signal);
  }
  await tools.journal.remove(id);
  await tools.notes.remove(id);
}
