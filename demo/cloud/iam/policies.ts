import { ServiceError } from '../errors.ts';
import type { AccountState, PolicyState, PolicyVersion } from '../state.ts';
import { checkIdentityPolicy } from './policy.ts';

const VERSIONS_PER_POLICY = 5;

/** Adds a managed policy to the account. @throws MalformedPolicyDocument or EntityAlreadyExists */
export function insertPolicy(account: AccountState, policy: PolicyState): PolicyState {
  checkIdentityPolicy(policy.document);
  if (account.policies?.some(({ name }) => name.toLowerCase() === policy.name.toLowerCase())) {
    throw new ServiceError(
      'EntityAlreadyExists',
      `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
      409,
    );
  }
  account.policies = [...(account.policies ?? []), policy];
  return policy;
}

/** Checks the ARN of a managed policy and returns it. @throws ValidationError if it is not one, but a plain name for instance */
export function policyArn(given: string): string {
  if (/^arn:[^:]+:iam::[^:]*:.+$/.test(given)) return given;
  throw new ServiceError('ValidationError', 'Invalid ARN:  Could not be parsed!');
}

/** A managed policy of the account. @throws NoSuchEntity */
export function findPolicy(account: AccountState, arn: string): PolicyState {
  const policy = account.policies?.find((candidate) => candidate.arn === arn);
  if (policy !== undefined) return policy;
  throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
}

/** Every version of a policy, oldest first; a policy that never changed has one. */
export function versionsOf(policy: PolicyState): PolicyVersion[] {
  return policy.versions ?? [{ id: 'v1', document: policy.document, createdAt: policy.createdAt ?? 0 }];
}

/** The id of the default version. */
export function defaultVersionOf(policy: PolicyState): string {
  return policy.defaultVersion ?? 'v1';
}

/** Adds a version to a policy. @throws MalformedPolicyDocument, or LimitExceeded: a policy has at most five */
export function addVersion(
  policy: PolicyState,
  document: string,
  moment: number,
  isDefault: boolean,
): PolicyVersion {
  checkIdentityPolicy(document);
  const versions = versionsOf(policy);
  if (versions.length >= VERSIONS_PER_POLICY) {
    throw new ServiceError(
      'LimitExceeded',
      `A managed policy can have up to ${VERSIONS_PER_POLICY} versions. Before you create a new version, you must delete an existing version.`,
      409,
    );
  }
  const last = Math.max(...versions.map(({ id }) => Number(id.slice(1))), policy.lastVersion ?? 0);
  const version = { id: `v${last + 1}`, document, createdAt: moment };
  policy.versions = [...versions, version];
  policy.lastVersion = last + 1;
  if (isDefault) chooseVersion(policy, version);
  return version;
}

/** Makes a version the default. */
export function chooseVersion(policy: PolicyState, version: PolicyVersion): void {
  policy.defaultVersion = version.id;
  policy.document = version.document;
}

/** The version of this id. @throws NoSuchEntity */
export function findVersion(policy: PolicyState, id: string): PolicyVersion {
  const version = versionsOf(policy).find((candidate) => candidate.id === id);
  if (version !== undefined) return version;
  throw noVersion(policy.arn, id);
}

/** The error for a version that does not exist, of a policy that may not exist either. */
export function noVersion(arn: string, id: string): ServiceError {
  return new ServiceError(
    'NoSuchEntity',
    `Policy ${arn} version ${id} does not exist or is not attachable.`,
    404,
  );
}

/** Replaces a policy's document, as CloudFormation does: the oldest version makes room if there are five. */
export function setDefaultDocument(policy: PolicyState, document: string, moment: number): void {
  const versions = versionsOf(policy);
  if (versions.length >= VERSIONS_PER_POLICY) {
    const oldest = versions.find(({ id }) => id !== defaultVersionOf(policy));
    policy.versions = versions.filter((version) => version !== oldest);
  }
  addVersion(policy, document, moment, true);
}

/** Removes a version. @throws NoSuchEntity, or DeleteConflict for the default one */
export function deleteVersion(policy: PolicyState, id: string): void {
  const version = findVersion(policy, id);
  if (id === defaultVersionOf(policy)) {
    throw new ServiceError('DeleteConflict', 'Cannot delete the default version of a policy.', 409);
  }
  policy.versions = versionsOf(policy).filter((other) => other !== version);
}

/** The names of the users and roles that have a policy attached. */
export function usersOf(account: AccountState, arn: string): string[] {
  const users = account.users.filter((user) => user.attachedPolicies?.includes(arn));
  const roles = account.roles.filter((role) =>
    role.attachedPolicies.some((attached) => attached.arn === arn),
  );
  return [...users, ...roles].map(({ name }) => name);
}

/** Removes a managed policy that nobody has and that has only one version. @throws NoSuchEntity or DeleteConflict */
export function deletePolicy(account: AccountState, arn: string): void {
  const policy = findPolicy(account, arn);
  const isBoundary = [...account.users, ...account.roles].some((one) => one.permissionsBoundary === arn);
  const used = isBoundary || usersOf(account, arn).length > 0;
  if (used) {
    throw new ServiceError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
  }
  if (versionsOf(policy).length > 1) {
    throw new ServiceError(
      'DeleteConflict',
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      409,
    );
  }
  account.policies = (account.policies ?? []).filter((other) => other !== policy);
}
