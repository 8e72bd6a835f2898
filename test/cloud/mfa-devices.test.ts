import * as api from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { codeOf, stepAt, toBase32 } from '../../demo/cloud/totp.ts';
import { clientsFor, errorOf } from './support/cloud.ts';
import { cloudWithRole, externalId, optionsOf, roleArn, serial } from './support/roles.ts';

describe('codes', () => {
  // RFC 6238, appendix B, has eight digits; the last six are the code of six digits.
  const seed = toBase32(Buffer.from('12345678901234567890'));
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('are those of RFC 6238 at %i seconds', (seconds, code) => {
    expect(codeOf(seed, stepAt(seconds * 1000))).toBe(code.slice(2));
  });
});

describe('a virtual MFA device', () => {
  const UserName = 'amplify-dev';
  const fresh = 'arn:aws:iam::111122223333:mfa/phone';

  async function withDevice() {
    const world = await cloudWithRole();
    const { iam } = clientsFor(world.cloud);
    const { VirtualMFADevice } = await iam.send(
      new api.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }),
    );
    const base32 = Buffer.from(VirtualMFADevice!.Base32StringSeed!).toString();
    const enable = (AuthenticationCode1: string, AuthenticationCode2: string) =>
      iam.send(
        new api.EnableMFADeviceCommand({
          UserName,
          SerialNumber: fresh,
          AuthenticationCode1,
          AuthenticationCode2,
        }),
      );
    const codes = () => {
      const step = stepAt(world.clock.now());
      return [codeOf(base32, step - 1), codeOf(base32, step)] as const;
    };
    return { ...world, iam, VirtualMFADevice: VirtualMFADevice!, base32, enable, codes };
  }

  it('is created for nobody, and assigned to a user by two consecutive codes', async () => {
    const { iam, VirtualMFADevice, base32, enable, codes, code } = await withDevice();
    expect(VirtualMFADevice.SerialNumber).toBe(fresh);
    expect(base32).toMatch(/^[A-Z2-7]{64}$/);
    expect(Buffer.from(VirtualMFADevice.QRCodePNG!).subarray(1, 4).toString()).toBe('PNG');
    const assigned = async (AssignmentStatus: api.AssignmentStatusType) =>
      (await iam.send(new api.ListVirtualMFADevicesCommand({ AssignmentStatus }))).VirtualMFADevices!.map(
        ({ SerialNumber, User }) => [SerialNumber, User?.UserName],
      );
    expect(await assigned('Unassigned')).toEqual([[fresh, undefined]]);
    const [first, second] = codes();
    for (const [one, two] of [
      [second, first],
      [first, first],
      [await code(), await code()],
    ] as const) {
      const error = await errorOf(enable(one, two));
      expect([error.name, error.$metadata.httpStatusCode]).toEqual([
        'InvalidAuthenticationCodeException',
        403,
      ]);
    }
    await enable(first, second);
    expect(await assigned('Assigned')).toEqual([
      [serial, UserName],
      [fresh, UserName],
    ]);
    expect((await errorOf(enable(first, second))).name).toBe('EntityAlreadyExistsException');
    const { MFADevices } = await iam.send(new api.ListMFADevicesCommand({ UserName }));
    expect(MFADevices!.map(({ SerialNumber }) => SerialNumber)).toEqual([serial, fresh]);
  });

  it('does not accept a code again that it was enabled with', async () => {
    const { cloud, base32, clock, enable, codes, nextCode } = await withDevice();
    const [first, second] = codes();
    await enable(first, second);
    const assume = (TokenCode: string) =>
      clientsFor(cloud).sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: 'test',
          ExternalId: externalId,
          SerialNumber: fresh,
          TokenCode,
        }),
      );
    expect((await errorOf(assume(second))).message).toContain('invalid MFA one time pass code');
    nextCode();
    expect((await assume(codeOf(base32, stepAt(clock.now())))).Credentials).toBeDefined();
  });

  it('is deleted when nobody has it any more, and keeps its user until then', async () => {
    const { iam, cloud, enable, codes } = await withDevice();
    await enable(...codes());
    const SerialNumber = fresh;
    const remove = () => iam.send(new api.DeleteVirtualMFADeviceCommand({ SerialNumber }));
    expect((await errorOf(remove())).name).toBe('DeleteConflictException');
    await iam.send(new api.DeactivateMFADeviceCommand({ UserName, SerialNumber }));
    expect(
      (await errorOf(iam.send(new api.DeactivateMFADeviceCommand({ UserName, SerialNumber })))).name,
    ).toBe('NoSuchEntityException');
    await remove();
    expect((await errorOf(remove())).name).toBe('NoSuchEntityException');
    await clientsFor(cloud).iam.send(new api.CreateUserCommand({ UserName: 'other' }));
    expect(
      (
        await errorOf(
          iam.send(
            new api.ResyncMFADeviceCommand({
              UserName: 'other',
              SerialNumber: serial,
              AuthenticationCode1: '000000',
              AuthenticationCode2: '000000',
            }),
          ),
        )
      ).name,
    ).toBe('NoSuchEntityException');
  });

  it('exists once by its name, and is deactivated before its user is deleted', async () => {
    const { iam, clock, base32 } = await withDevice();
    const again = iam.send(new api.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }));
    expect((await errorOf(again)).name).toBe('EntityAlreadyExistsException');
    const odd = iam.send(new api.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'my phone' }));
    expect((await errorOf(odd)).name).toBe('ValidationError');
    const other = { UserName: 'other', SerialNumber: fresh };
    await iam.send(new api.CreateUserCommand({ UserName: 'other' }));
    const step = stepAt(clock.now());
    await iam.send(
      new api.EnableMFADeviceCommand({
        ...other,
        AuthenticationCode1: codeOf(base32, step - 1),
        AuthenticationCode2: codeOf(base32, step),
      }),
    );
    const remove = () => iam.send(new api.DeleteUserCommand({ UserName: 'other' }));
    expect((await errorOf(remove())).message).toBe('Cannot delete entity, must deactivate MFA device first.');
    await iam.send(new api.DeactivateMFADeviceCommand(other));
    await remove();
  });
});

describe('GetSessionToken', () => {
  it('returns a session of the user, which may use IAM only with a code', async () => {
    const { cloud, code } = await cloudWithRole();
    const { sts } = clientsFor(cloud);
    const plain = await sts.send(new GetSessionTokenCommand({}));
    const withCode = await sts.send(
      new GetSessionTokenCommand({ SerialNumber: serial, TokenCode: await code(), DurationSeconds: 900 }),
    );
    const iamOf = (given: typeof plain) => new api.IAMClient(optionsOf(cloud, given.Credentials));
    expect((await errorOf(iamOf(plain).send(new api.ListRolesCommand({})))).name).toBe('AccessDenied');
    expect((await iamOf(withCode).send(new api.ListRolesCommand({}))).Roles).toEqual([]);
    const again = new STSClient(optionsOf(cloud, withCode.Credentials));
    expect((await again.send(new GetCallerIdentityCommand({}))).Arn).toContain('user/amplify-dev');
    expect((await errorOf(again.send(new GetSessionTokenCommand({})))).message).toBe(
      'Cannot call GetSessionToken with session credentials',
    );
    // The previous code still counts: one code serves many roles.
    const assumed = await again.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'later', ExternalId: externalId }),
    );
    expect(assumed.AssumedRoleUser!.Arn).toContain('amplify-deploy/later');
  });
});
