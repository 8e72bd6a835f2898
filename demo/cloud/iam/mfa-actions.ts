import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { type QueryAction, type QueryCall, requiredText, textParameter } from '../query-protocol.ts';
import type { AccountState, MfaDeviceState } from '../state.ts';
import {
  deleteDevice,
  devicesOf,
  enableDevice,
  findDevice,
  insertDevice,
  synchronise,
} from './mfa-devices.ts';
import { qrCodePng } from './mfa-picture.ts';
import { pageOf } from './pages.ts';
import { changeUser, userArn, userOf } from './user-actions.ts';
import { findUser } from './users.ts';
import { userSummary } from './views.ts';

const PAGING = ['Marker', 'MaxItems'];

const accountOfCall = (call: QueryCall, cloud: Cloud): AccountState =>
  accountOf(cloud.state, call.principal.accountId);

/** The ARN that a call about a device is checked against. */
function deviceArn(call: QueryCall): string {
  const name = textParameter(call, 'VirtualMFADeviceName') ?? '*';
  return (
    textParameter(call, 'SerialNumber') ??
    `arn:aws:iam::${call.principal.accountId}:mfa${textParameter(call, 'Path') ?? '/'}${name}`
  );
}

/** Both codes of the call, six digits each. @throws InvalidAuthenticationCode */
function twoCodes(call: QueryCall): [string, string] {
  const codes: [string, string] = [
    requiredText(call, 'AuthenticationCode1'),
    requiredText(call, 'AuthenticationCode2'),
  ];
  if (codes.every((code) => /^\d{6}$/.test(code))) return codes;
  throw new ServiceError(
    'ValidationError',
    "1 validation error detected: Value at 'authenticationCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]+",
  );
}

/** The device of the call, which must be the user's. @throws NoSuchEntity */
function ownDevice(account: AccountState, call: QueryCall, userName: string): MfaDeviceState {
  const serial = requiredText(call, 'SerialNumber');
  const device = findDevice(account, serial);
  if (device.userName === userName) return device;
  throw new ServiceError('NoSuchEntity', `MFA Device invalid for user ${userName}.`, 404);
}

/** IAM's actions for virtual MFA devices. */
export const mfaActions: Record<string, QueryAction> = {
  CreateVirtualMFADevice: {
    parameters: ['VirtualMFADeviceName', 'Path'],
    resource: deviceArn,
    run(call, cloud) {
      const name = requiredText(call, 'VirtualMFADeviceName');
      const path = textParameter(call, 'Path') ?? '/';
      const account = accountOfCall(call, cloud);
      const device = insertDevice(cloud.state, account, cloud.clock.now(), name, path);
      cloud.changed();
      return {
        VirtualMFADevice: {
          SerialNumber: device.serial,
          Base32StringSeed: Buffer.from(device.seed).toString('base64'),
          QRCodePNG: qrCodePng.toString('base64'),
        },
      };
    },
  },
  EnableMFADevice: changeUser(
    ['SerialNumber', 'AuthenticationCode1', 'AuthenticationCode2'],
    (user, call, cloud) => {
      const account = accountOfCall(call, cloud);
      const device = findDevice(account, requiredText(call, 'SerialNumber'));
      enableDevice(account, device, user, twoCodes(call), cloud.clock.now());
    },
  ),
  ResyncMFADevice: changeUser(
    ['SerialNumber', 'AuthenticationCode1', 'AuthenticationCode2'],
    (user, call, cloud) => {
      const device = ownDevice(accountOfCall(call, cloud), call, user.name);
      synchronise(device, twoCodes(call), cloud.clock.now());
    },
  ),
  DeactivateMFADevice: changeUser(['SerialNumber'], (user, call, cloud) => {
    const device = ownDevice(accountOfCall(call, cloud), call, user.name);
    delete device.userName;
    delete device.enabledAt;
  }),
  DeleteVirtualMFADevice: {
    parameters: ['SerialNumber'],
    resource: deviceArn,
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      deleteDevice(account, findDevice(account, requiredText(call, 'SerialNumber')));
      cloud.changed();
      return undefined;
    },
  },
  ListMFADevices: {
    parameters: ['UserName', ...PAGING],
    resource: userArn,
    run(call, cloud) {
      const user = userOf(call, cloud);
      const devices = devicesOf(accountOfCall(call, cloud), user.name);
      const views = devices.map(({ serial, enabledAt = 0 }) => ({
        UserName: user.name,
        SerialNumber: serial,
        EnableDate: new Date(enabledAt),
      }));
      return pageOf(call, 'MFADevices', views);
    },
  },
  ListVirtualMFADevices: {
    parameters: ['AssignmentStatus', ...PAGING],
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      const status = textParameter(call, 'AssignmentStatus') ?? 'Any';
      const shown = (account.mfaDevices ?? []).filter(
        ({ userName }) => status === 'Any' || (status === 'Assigned') === (userName !== undefined),
      );
      const views = shown.map(({ serial, userName, enabledAt }) => ({
        SerialNumber: serial,
        User: userName === undefined ? undefined : userSummary(findUser(account, userName)),
        EnableDate: enabledAt === undefined ? undefined : new Date(enabledAt),
      }));
      return pageOf(call, 'VirtualMFADevices', views);
    },
  },
};
