import { describe, expect, it } from 'vitest';
import { roleProblem } from '../../../../src/aws/problems/role.ts';
import type { RoleStep } from '../../../../src/credentials/chain.ts';

const step: RoleStep = {
  profile: 'biz',
  roleArn: 'arn:aws:iam::444455556666:role/amplify-deploy',
  sessionName: 'amplify',
  mfaSerial: 'arn:aws:iam::111122223333:mfa/dev',
  externalId: 'ours',
};
const { mfaSerial: _serial, ...noSerial } = step;
const { externalId: _id, ...noExternalId } = step;
const thrown = (name: string, message: string) => Object.assign(new Error(message), { name });
const refusal =
  'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/amplify-deploy';

describe('what AWS says to AssumeRole', () => {
  it.each([
    [
      'a wrong code',
      step,
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      'MFA_REFUSED',
      /wait for the next code/i,
    ],
    [
      'a device of somebody else',
      step,
      'AccessDenied',
      'MultiFactorAuthentication failed, unable to validate MFA code.',
      'MFA_DEVICE',
      /mfa_serial of biz/,
    ],
    [
      'a source session that ended',
      step,
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'CREDENTIALS_EXPIRED',
      /source profile/,
    ],
    [
      'a session that is too long',
      { ...step, durationSeconds: 7200 },
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      'ROLE_DURATION',
      /Lower duration_seconds/,
    ],
    [
      'a chain that is too long',
      { ...step, durationSeconds: 7200 },
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      'ROLE_DURATION',
      /3600 or less/,
    ],
    [
      'a region without STS',
      step,
      'RegionDisabledException',
      'STS is not activated in this region',
      'REGION_DISABLED',
      /us-east-1/,
    ],
    [
      'no policy of the user',
      step,
      'AccessDenied',
      `${refusal} because no identity-based policy allows the sts:AssumeRole action`,
      'ROLE_DENIED',
      /your own account/,
    ],
    [
      'no device in the profile',
      noSerial,
      'AccessDenied',
      refusal,
      'ROLE_NEEDS_MFA',
      /Add mfa_serial to biz/,
    ],
    [
      'no external id in the profile',
      noExternalId,
      'AccessDenied',
      refusal,
      'ROLE_EXTERNAL_ID',
      /Add external_id to biz/,
    ],
    [
      'another external id, or nobody it trusts',
      step,
      'AccessDenied',
      refusal,
      'ROLE_DENIED',
      /letter by letter/,
    ],
  ] as const)('of %s has its own code and remedy', (_, of, name, message, code, remedy) => {
    const problem = roleProblem(thrown(name, message), of);
    expect(problem?.code).toBe(code);
    expect(problem?.next).toMatch(remedy);
    expect(problem?.what).not.toContain('undefined');
  });

  it('about the connection, the keys or the clock is not about the role', () => {
    for (const name of ['SignatureDoesNotMatch', 'InvalidClientTokenId', 'TimeoutError', 'RequestExpired']) {
      expect(roleProblem(thrown(name, 'x'), step)).toBeUndefined();
    }
  });
});
