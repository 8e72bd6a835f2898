import { describe, expect, it } from 'vitest';
import { planRole } from '../../../../src/flows/assume-role/plan-role.ts';
import { identity } from '../../../support/pretend-values.ts';
import { awsError, createFakeAws } from '../../aws/support/fake-aws.ts';
import { folderWith } from '../../project/support/folders.ts';

const china = { ...identity, partition: 'aws-cn', region: 'cn-north-1' };

function plan(permissions: string, boundary = '') {
  const { clients } = createFakeAws({
    GetRole: () => {
      throw awsError('NoSuchEntityException', 'not found', 404);
    },
  });
  return planRole({
    ...{ part: 'role', identity: china, clients, folder: folderWith(), env: {} },
    values: {
      account: '444455556666',
      role: 'dev',
      mfa: 'no',
      session: '1',
      permissions,
      boundary,
      noteFile: 'n.json',
    },
  });
}

describe('a role in an account of AWS China', () => {
  it('gets policies and trust of its own partition', async () => {
    const { roleWork } = await plan('administrator all arn:aws-cn:iam::aws:policy/ReadOnlyAccess');
    expect(roleWork?.attach).toEqual([
      'arn:aws-cn:iam::aws:policy/AdministratorAccess',
      'arn:aws-cn:iam::aws:policy/ReadOnlyAccess',
    ]);
    expect(roleWork?.role.trust).toContain('arn:aws-cn:iam::444455556666:root');
    expect(`${roleWork?.inline?.document}`).not.toMatch(/arn:aws:/);
  });

  it.each([
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', ''],
    ['all', 'arn:aws:iam::111122223333:policy/bounds'],
  ])('is not planned with those of another: %s %s', async (permissions, boundary) => {
    await expect(plan(permissions, boundary)).rejects.toMatchObject({
      code: 'ANSWERS_MISSING',
      next: 'Name policies that begin with arn:aws-cn:.',
    });
  });
});
