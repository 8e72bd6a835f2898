import { ServiceError } from '../errors.ts';
import type { AccountState, PolicyState } from '../state.ts';
import { checkIdentityPolicy } from './policy.ts';

/** Keeps a managed policy of the account. Throws MalformedPolicyDocument or EntityAlreadyExists. */
export function insertPolicy(account: AccountState, policy: PolicyState): PolicyState {
  checkIdentityPolicy(policy.document);
  if (account.policies?.some(({ name }) => name.toLowerCase() === policy.name.toLowerCase())) {
    throw new ServiceError('EntityAlreadyExists', `A policy called ${policy.name} already exists.`, 409);
  }
  account.policies = [...(account.policies ?? []), policy];
  return policy;
}

/** Removes a managed policy that nobody has. Throws NoSuchEntity or DeleteConflict. */
export function deletePolicy(account: AccountState, arn: string): void {
  if (!account.policies?.some((policy) => policy.arn === arn)) {
    throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
  }
  const used =
    account.users.some((user) => user.attachedPolicies?.includes(arn) || user.permissionsBoundary === arn) ||
    account.roles.some((role) => role.attachedPolicies.some((attached) => attached.arn === arn));
  if (used) {
    throw new ServiceError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
  }
  account.policies = account.policies.filter((policy) => policy.arn !== arn);
}
