import { IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { planAssume } from '../../../../src/flows/assume-role/make-plan.ts';
import { assumeLocalState, roleArn } from '../../../support/pretend-assume.ts';
import { identity } from '../../../support/pretend-values.ts';
import { awsError, createFakeAws } from '../../aws/support/fake-aws.ts';
import { folderWith } from '../../project/support/folders.ts';

const missing = () => {
  throw awsError('NoSuchEntity', 'There is none', 404);
};

describe('an MFA device left by an interrupted run', () => {
  const device = `arn:aws:iam::${identity.account}:mfa/dev`;
  const callsFor = async (keptDevice?: string) => {
    const home = folderWith({ '.aws/config': '' });
    const { clients: fake } = createFakeAws({
      GetPolicy: missing,
      GetUser: () => ({ User: { UserName: 'dev', Arn: `arn:aws:iam::${identity.account}:user/dev` } }),
      ListMFADevices: () => ({ MFADevices: [] }),
      ListVirtualMFADevices: () => ({ VirtualMFADevices: [{ SerialNumber: device }] }),
    });
    // The SDK's paginators only accept a client of their own class.
    const iam = Object.assign(Object.create(IAMClient.prototype) as IAMClient, await fake.iam());
    const clients = { ...fake, iam: async () => iam };
    const values = { ...assumeLocalState.values.user, roleArn, user: 'dev', mfa: 'yes', note: '' };
    const { calls } = await planAssume({
      ...{ part: 'user', values, identity, clients, keptDevice },
      ...{ folder: home, env: { HOME: home } },
    });
    return calls.map(({ action }) => action).filter((action) => action.includes('Device'));
  };

  it('is replaced by one whose secret can be scanned', async () => {
    expect(await callsFor()).toEqual(['DeleteVirtualMFADevice', 'CreateVirtualMFADevice', 'EnableMFADevice']);
    expect(await callsFor('arn:aws:iam::111122223333:mfa/other')).toContain('DeleteVirtualMFADevice');
  });

  it('is assigned to the user as it is if its codes are available', async () => {
    expect(await callsFor(device)).toEqual(['EnableMFADevice']);
  });
});
