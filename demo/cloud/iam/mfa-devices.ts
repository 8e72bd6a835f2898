import { createHash } from 'node:crypto';
import { brokenRule, ServiceError } from '../errors.ts';
import { newLetters } from '../ids.ts';
import type { AccountState, CloudState, MfaDeviceState, UserState } from '../state.ts';
import { codeOf, stepAt, stepOfCode, toBase32 } from '../totp.ts';
import { invalidValue } from './pages.ts';

const DEVICES_PER_USER = 8;
/** Time steps that the first of two codes may be old, since the second one takes a while to appear. */
const OLDEST_FIRST_CODE = 3;

/** Makes a virtual device without a user. @throws ValidationError or EntityAlreadyExists */
export function insertDevice(
  state: CloudState,
  account: AccountState,
  moment: number,
  name: string,
  path: string,
): MfaDeviceState {
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw brokenRule(
      name,
      'virtualMFADeviceName',
      'Member must satisfy regular expression pattern: [\\w+=,.@-]+',
    );
  }
  if (path.length > 512) throw invalidValue('path', 'Member must have length less than or equal to 512');
  if (!/^\/(?:[!-~]*\/)?$/.test(path)) {
    throw new ServiceError(
      'ValidationError',
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  }
  const serial = `arn:aws:iam::${account.id}:mfa${path}${name}`;
  if (account.mfaDevices?.some((device) => device.serial === serial)) {
    throw new ServiceError('EntityAlreadyExists', 'MFA device already exists.', 409);
  }
  // 320 bits, like AWS.
  const seed = toBase32(
    createHash('sha512')
      .update(newLetters(state, moment, 32))
      .digest()
      .subarray(0, 40),
  );
  const device: MfaDeviceState = { serial, seed, createdAt: moment };
  account.mfaDevices = [...(account.mfaDevices ?? []), device];
  return device;
}

/** The device of this serial number. @throws NoSuchEntity */
export function findDevice(account: AccountState, serial: string): MfaDeviceState {
  const device = account.mfaDevices?.find((candidate) => candidate.serial === serial);
  if (device !== undefined) return device;
  throw new ServiceError('NoSuchEntity', `MFA Device with serial number ${serial} does not exist.`, 404);
}

/** The devices of a user. */
export function devicesOf(account: AccountState, userName: string): MfaDeviceState[] {
  return (account.mfaDevices ?? []).filter((device) => device.userName === userName);
}

/** Gives a device to a user. @throws EntityAlreadyExists, LimitExceeded or InvalidAuthenticationCode */
export function enableDevice(
  account: AccountState,
  device: MfaDeviceState,
  user: UserState,
  codes: readonly [string, string],
  moment: number,
): void {
  if (device.userName !== undefined) {
    throw new ServiceError('EntityAlreadyExists', 'MFA Device is already in use.', 409);
  }
  if (devicesOf(account, user.name).length >= DEVICES_PER_USER) {
    throw new ServiceError(
      'LimitExceeded',
      `Cannot exceed quota for MFADevicesPerUser: ${DEVICES_PER_USER}`,
      409,
    );
  }
  synchronise(device, codes, moment);
  device.userName = user.name;
  device.enabledAt = moment;
}

/** Uses up two consecutive codes. @throws InvalidAuthenticationCode */
export function synchronise(
  device: MfaDeviceState,
  [first, second]: readonly [string, string],
  moment: number,
): void {
  const now = stepAt(moment);
  const oldest = Math.max(now - OLDEST_FIRST_CODE, (device.lastStep ?? 0) + 1);
  for (let step = now; step >= oldest; step -= 1) {
    if (codeOf(device.seed, step) !== first || codeOf(device.seed, step + 1) !== second) continue;
    device.lastStep = step + 1;
    return;
  }
  throw new ServiceError('InvalidAuthenticationCode', 'Authentication code for device is not valid.', 403);
}

/** Uses up a code. @returns false if it is wrong, too old, or was used before */
export function takeCode(device: MfaDeviceState, code: string, moment: number): boolean {
  const step = stepOfCode(device.seed, code, stepAt(moment), device.lastStep ?? 0);
  if (step === undefined) return false;
  device.lastStep = step;
  return true;
}

/** Removes a device without a user. @throws DeleteConflict */
export function deleteDevice(account: AccountState, device: MfaDeviceState): void {
  if (device.userName !== undefined) {
    throw new ServiceError('DeleteConflict', 'Cannot delete entity, must deactivate MFA device first.', 409);
  }
  account.mfaDevices = (account.mfaDevices ?? []).filter((other) => other !== device);
}
