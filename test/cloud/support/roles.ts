import { AssumeRoleCommand, type AssumeRoleCommandInput, type Credentials } from '@aws-sdk/client-sts';
import type { DemoCloud } from '../../../demo/cloud/server.ts';
import { type Account, clientOptions, clientsFor, cloudOnManualClock } from './cloud.ts';
import { control } from './control.ts';

export const roleArn = 'arn:aws:iam::444455556666:role/amplify-deploy';
export const serial = 'arn:aws:iam::111122223333:mfa/dev';
export const externalId = 'dev-corp-inventory-7f3a';

/** A cloud in which Biz Corp has a role for Dev Corp, on a clock that the test moves, since each code works only once. */
export async function cloudWithRole() {
  const { cloud, clock } = await cloudOnManualClock({ scenario: 'roles' });
  const phone = (): Promise<{ devices: { serial: string; code: string; used: boolean }[]; nextIn: number }> =>
    control(cloud.endpoint, 'GET', 'phone');
  return {
    cloud,
    clock,
    phone,
    /** The current code of a device. */
    code: async (of = serial) => (await phone()).devices.find((device) => device.serial === of)!.code,
    /** Waits until the phone shows the next code. */
    nextCode: () => clock.advance(30_000),
    assume: (input: Partial<AssumeRoleCommandInput>, account: Account = 'dev') =>
      clientsFor(cloud, account).sts.send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test', ...input }),
      ),
  };
}

/** What a client needs to sign with temporary credentials. */
export function optionsOf(cloud: DemoCloud, credentials: Credentials | undefined) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {};
  return {
    ...clientOptions(cloud),
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}
