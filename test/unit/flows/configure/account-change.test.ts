import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { accountChange, accountChangeText } from '../../../../src/flows/configure/account-change.ts';
import { configurePlanText, keyWarnings } from '../../../../src/flows/configure/plan-text.ts';
import type { Profile, ProfileKind } from '../../../../src/profiles/profile.ts';
import { configurePlan } from '../../../support/pretend-configure.ts';

const old = '111122223333';
const to = '444455556666';

function profile(kind: ProfileKind, settings: Readonly<Record<string, string>> = {}): Profile {
  const origin = { file: '/home/sam/.aws/config', line: 1 };
  return {
    name: 'dev',
    kind,
    findings: [],
    settings: new Map(Object.entries(settings).map(([key, value]) => [key, { value, origin }])),
  };
}

const unasked = () => Promise.reject(new Error('AWS is not asked'));

describe('the account of a profile that gets new keys', () => {
  it('comes from AWS if the profile has keys', async () => {
    expect(await accountChange(profile('keys'), to, async () => old)).toEqual({ from: old, to });
    expect(await accountChange(profile('keys'), to, async () => to)).toBeUndefined();
  });

  it('is unknown if AWS does not answer, with the reason', async () => {
    const rejected = async () => {
      throw new Problem({
        code: 'CREDENTIALS_REJECTED',
        what: 'AWS does not know the access key.',
        why: 'It was deleted.',
        next: 'Make a new one.',
      });
    };
    const change = await accountChange(profile('keys'), to, rejected);
    expect(change).toEqual({ from: null, to, why: 'AWS does not know the access key.' });
    expect(change && accountChangeText('dev', change)).toBe(
      'The account of dev is not known until now; it is 444455556666 afterwards. AWS does not know the access key.',
    );
  });

  it('is read from the settings of a role, of SSO and of a login, without a call', async () => {
    for (const [kind, settings] of [
      ['role', { role_arn: `arn:aws:iam::${old}:role/x` }],
      ['role-mfa', { role_arn: `arn:aws-cn:iam::${old}:role/x` }],
      ['web-identity', { role_arn: `arn:aws:iam::${old}:role/x` }],
      ['sso', { sso_account_id: old }],
      ['login', { login_session: `arn:aws:iam::${old}:user/me` }],
    ] as const) {
      expect(await accountChange(profile(kind, settings), to, unasked)).toEqual({ from: old, to });
    }
    expect(await accountChange(profile('role', { role_arn: '<yours>' }), to, unasked)).toMatchObject({
      from: null,
    });
  });

  it('is not asked of a program, and settings alone have none', async () => {
    expect(await accountChange(profile('process'), to, unasked)).toMatchObject({ from: null, to });
    expect(await accountChange(profile('settings'), to, unasked)).toBeUndefined();
  });

  it('is shown with the new account', () => {
    expect(accountChangeText('default', { from: old, to })).toBe(
      'The account of default changes from 111122223333 to 444455556666.',
    );
  });

  it('is the first thing that every review says about the keys', () => {
    const plan = { ...configurePlan, profile: 'default', account: { from: old, to } };
    const [first] = keyWarnings(plan);
    expect(first).toBe('The account of default changes from 111122223333 to 444455556666.');
    expect(configurePlanText(plan)).toContain(`  ▲ ${first}`);
  });
});
