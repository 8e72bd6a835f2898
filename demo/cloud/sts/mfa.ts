import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { devicesOf, takeCode } from '../iam/mfa-devices.ts';
import { type QueryCall, textParameter } from '../query-protocol.ts';

/**
 * Checks the code of a call with the device that it names, and uses it up.
 *
 * @returns when it was given; undefined if there was none
 * @throws AccessDenied in the words of STS
 */
export function checkMfa(call: QueryCall, cloud: Cloud): number | undefined {
  const serial = textParameter(call, 'SerialNumber');
  const code = textParameter(call, 'TokenCode');
  if (serial === undefined && code === undefined) return undefined;
  if (serial === undefined || code === undefined) {
    throw denied('must provide both MFA serial number and one time pass code.');
  }
  const { accountId, userName } = call.principal;
  // Only a user can have a device, a session cannot.
  const own = userName === '' ? [] : devicesOf(accountOf(cloud.state, accountId), userName);
  const device = own.find((candidate) => candidate.serial === serial);
  if (device === undefined) {
    throw denied(
      'unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  const moment = cloud.clock.now();
  if (!takeCode(device, code, moment)) throw denied('with invalid MFA one time pass code. ', ' ');
  cloud.changed();
  return moment;
}

/** The condition keys of an MFA code. */
export function mfaConditions(mfaAt: number, now: number): [string, string[]][] {
  return [
    ['aws:multifactorauthpresent', ['true']],
    ['aws:multifactorauthage', [String(Math.floor((now - mfaAt) / 1000))]],
  ];
}

function denied(why: string, joint = ', '): ServiceError {
  return new ServiceError('AccessDenied', `MultiFactorAuthentication failed${joint}${why}`, 403);
}
