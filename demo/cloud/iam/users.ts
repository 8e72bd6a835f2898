import { brokenRule, ServiceError } from '../errors.ts';
import { newLetters } from '../ids.ts';
import type { AccessKeyState, AccountState, CloudState, UserState } from '../state.ts';
import { devicesOf } from './mfa-devices.ts';

/** Seconds until a new key is known everywhere, roughly as on AWS. */
const SECONDS_TO_KNOW_A_KEY = 5;
const KEYS_PER_USER = 2;

/** The user of this name. @throws NoSuchEntity */
export function findUser(account: AccountState, name: string): UserState {
  const user = account.users.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (user !== undefined) return user;
  throw new ServiceError('NoSuchEntity', `The user with name ${name} cannot be found.`, 404);
}

/** Makes a user without permissions. @throws ValidationError or EntityAlreadyExists */
export function insertUser(
  state: CloudState,
  account: AccountState,
  moment: number,
  name: string,
  path: string,
): UserState {
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    throw brokenRule(name, 'userName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]+');
  }
  if (account.users.some((user) => user.name.toLowerCase() === name.toLowerCase())) {
    throw new ServiceError('EntityAlreadyExists', `User with name ${name} already exists.`, 409);
  }
  const user: UserState = {
    name,
    id: `AIDA${newLetters(state, moment, 17)}`,
    arn: `arn:aws:iam::${account.id}:user${path}${name}`,
    path,
    createdAt: moment,
    keys: [],
    inlinePolicies: [],
    attachedPolicies: [],
  };
  account.users.push(user);
  return user;
}

/** Removes a user. @throws DeleteConflict if something still belongs to it */
export function deleteUser(account: AccountState, user: UserState): void {
  const conflict = (what: string): ServiceError =>
    new ServiceError('DeleteConflict', `Cannot delete entity, must ${what} first.`, 409);
  if (user.keys.length > 0) throw conflict('delete access keys');
  if ((user.inlinePolicies ?? []).length > 0) throw conflict('delete policies');
  if ((user.attachedPolicies ?? []).length > 0) throw conflict('detach all policies');
  if (devicesOf(account, user.name).length > 0) throw conflict('deactivate MFA device');
  account.users.splice(account.users.indexOf(user), 1);
}

/** Makes a key, which other services know only seconds later. @throws LimitExceeded: a user has at most two */
export function insertAccessKey(
  state: CloudState,
  user: UserState,
  moment: number,
  speed: number,
): AccessKeyState {
  if (user.keys.length >= KEYS_PER_USER) {
    throw new ServiceError(
      'LimitExceeded',
      `Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`,
      409,
    );
  }
  const key: AccessKeyState = {
    id: `AKIADEMO${newLetters(state, moment, 12)}`,
    secret: `DemoOnly/NotARealSecret/${newLetters(state, moment, 16)}`,
    status: 'Active',
    createdAt: moment,
    knownFrom: moment + (SECONDS_TO_KNOW_A_KEY * 1000) / speed,
  };
  user.keys.push(key);
  return key;
}

/** The key of this id. @throws NoSuchEntity */
export function findKey(user: UserState, id: string): AccessKeyState {
  const key = user.keys.find((candidate) => candidate.id === id);
  if (key !== undefined) return key;
  throw new ServiceError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`, 404);
}
