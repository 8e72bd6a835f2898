import { brokenRule, notImplemented, ServiceError } from '../errors.ts';
import { newLetters } from '../ids.ts';
import type { AccountState, CloudState, RoleState } from '../state.ts';
import { managedPolicy } from './managed-policies.ts';
import { policyArn } from './policies.ts';
import { checkTrustPolicy } from './trust-policy.ts';

/** A role to make. */
export interface RoleDraft extends Omit<RoleState, 'id' | 'arn' | 'createdAt' | 'attachedPolicies'> {
  attachedPolicyArns: string[];
}

/**
 * Makes a role.
 *
 * @param known the state whose principals its trust policy can name, without those that IAM has only just made
 * @throws ValidationError, InvalidInput, MalformedPolicyDocument, EntityAlreadyExists or NoSuchEntity
 */
export function insertRole(
  state: CloudState,
  account: AccountState,
  moment: number,
  draft: RoleDraft,
  known = state,
): RoleState {
  const { attachedPolicyArns, ...fields } = draft;
  checkName(draft.name);
  if (!/^\/(?:[\x21-\x7e]+\/)?$/.test(draft.path)) {
    throw brokenRule(
      draft.path,
      'path',
      'Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
    );
  }
  checkSettings(draft);
  checkTrustPolicy(draft.trust, known);
  const attachedPolicies = attachedPolicyArns.map((arn) => attachable(account, arn));
  // IAM compares role names case-insensitively.
  if (account.roles.some(({ name }) => name.toLowerCase() === draft.name.toLowerCase())) {
    throw new ServiceError('EntityAlreadyExists', `Role with name ${draft.name} already exists.`, 409);
  }
  const role: RoleState = {
    ...fields,
    id: `AROA${newLetters(state, moment, 17)}`,
    arn: `arn:aws:iam::${account.id}:role${draft.path}${draft.name}`,
    createdAt: moment,
    attachedPolicies,
  };
  account.roles.push(role);
  return role;
}

/** Changes a role. @throws ValidationError, MalformedPolicyDocument or NoSuchEntity */
export function changeRole(
  state: CloudState,
  account: AccountState,
  role: RoleState,
  change: Omit<RoleDraft, 'name' | 'path' | 'permissionsBoundary' | 'inlinePolicies'>,
): void {
  const { attachedPolicyArns, ...settings } = change;
  checkSettings(change);
  checkTrustPolicy(change.trust, state);
  const attachedPolicies = attachedPolicyArns.map((arn) => attachable(account, arn));
  Object.assign(role, settings, { attachedPolicies });
}

/** Throws ValidationError for an invalid session length or too long a description. */
export function checkSettings(draft: Pick<RoleDraft, 'maxSessionSeconds' | 'description'>): void {
  if (
    !Number.isInteger(draft.maxSessionSeconds) ||
    draft.maxSessionSeconds < 3600 ||
    draft.maxSessionSeconds > 43_200
  ) {
    throw brokenRule(
      String(draft.maxSessionSeconds),
      'maxSessionDuration',
      'Member must have value between 3600 and 43200',
    );
  }
  if (draft.description.length > 1000) {
    throw brokenRule(draft.description, 'description', 'Member must have length less than or equal to 1000');
  }
}

/** The role of this name. @throws NoSuchEntity */
export function findRole(account: AccountState, name: string): RoleState {
  const role = account.roles.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (role !== undefined) return role;
  throw new ServiceError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
}

/** The role of this ARN, in any account. */
export function findRoleByArn(state: CloudState, arn: string): RoleState | undefined {
  return state.accounts.flatMap(({ roles }) => roles).find((role) => role.arn === arn);
}

/** Removes a role that has no policies. @throws NoSuchEntity or DeleteConflict */
export function deleteRole(account: AccountState, name: string): void {
  const role = findRole(account, name);
  if (role.inlinePolicies.length > 0) {
    throw new ServiceError('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
  }
  if (role.attachedPolicies.length > 0) {
    throw new ServiceError('DeleteConflict', 'Cannot delete entity, must detach all policies first.', 409);
  }
  account.roles.splice(account.roles.indexOf(role), 1);
}

/** Finds a policy to attach; refuses by name the many policies of AWS that this cloud lacks. */
export function attachable(account: AccountState, arn: string): { name: string; arn: string } {
  const policy = managedPolicy(account, policyArn(arn));
  if (policy !== undefined) return { name: policy.name, arn };
  if (arn.startsWith('arn:aws:iam::aws:')) throw notImplemented(`the managed policy ${arn}`);
  throw new ServiceError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 64) {
    throw brokenRule(name, 'roleName', 'Member must have length less than or equal to 64');
  }
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw brokenRule(name, 'roleName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]+');
  }
}
