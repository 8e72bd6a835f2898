import { describe, expect, it } from 'vitest';
import { denialMeaning, readDenial } from '../../../../src/aws/problems/denial.ts';
import { noteRequest } from '../../../../src/aws/problems/facts.ts';
import { roleProblem } from '../../../../src/aws/problems/role.ts';
import { awsProblem } from '../../../../src/aws/problems.ts';
import { causeOf } from '../../../../src/aws/progress/failures.ts';
import { eventsOf } from '../support/events.ts';
import { awsError } from '../support/fake-aws.ts';
import { progressAfter } from '../support/progress.ts';

const who = 'arn:aws:iam::111122223333:user/dev';
const start = `User: ${who} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/x`;

/** Source: IAM User Guide, "Troubleshoot access denied error messages". */
const kinds = [
  ['service control policy', 'a service control policy', 'no service control policy'],
  ['resource control policy', 'a resource control policy', 'no resource control policy'],
  ['VPC endpoint policy', 'a VPC endpoint policy', 'no VPC endpoint policy'],
  ['permissions boundary', 'a permissions boundary', 'no permissions boundary'],
  ['session policy', 'a session policy', 'no session policy'],
  ['resource-based policy', 'a resource-based policy', 'no resource-based policy'],
  ['identity-based policy', 'an identity-based policy', 'no identity-based policy'],
] as const;

describe('a denial is reported as AWS reports it', () => {
  it.each(kinds)('%s', (policy, denying, none) => {
    const explicit = [
      `${start} with an explicit deny in ${denying}`,
      `${start} because of an explicit deny in ${denying}`,
      `${start} because ${denying} explicitly denies it`,
      `${start} with an explicit deny in ${denying}: arn:aws:organizations::444455556666:policy/o-1/x/p-1`,
    ];
    for (const words of explicit) {
      expect(readDenial(words)).toMatchObject({ who, action: 'iam:CreateRole', how: 'explicit', policy });
      const { why, next } = awsProblem(awsError('AccessDenied', words, 403), 'create the role');
      expect(why).toContain(policy);
      expect(why).toContain(words);
      expect(why).not.toMatch(/No (?:\S+ )*policy allows/);
      expect(next).not.toMatch(/to allow iam/);
    }
    const words = `${start} because ${none} allows the iam:CreateRole action`;
    expect(readDenial(words)).toMatchObject({ how: 'none', policy });
    const { why } = awsProblem(awsError('AccessDenied', words, 403), 'create the role');
    expect(why).toContain(`No ${policy} allows it.`);
  });

  it('says that the reason is not known if AWS does not give one', () => {
    expect(readDenial(start)).toMatchObject({ how: 'untold', action: 'iam:CreateRole' });
    const { why, next } = awsProblem(awsError('AccessDenied', start, 403), 'create the role');
    expect(why).toMatch(/AWS does not say whether/);
    expect(next).not.toMatch(/to allow iam/);
    expect(denialMeaning(readDenial(`${start} with an explicit deny`))).toMatch(/denies it explicitly/);
  });

  it('is not confused by the names of resources', () => {
    const named = `User: arn:aws:sts::1:assumed-role/explicit-deny-MFA/session-policy is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:PutObject action`;
    expect(readDenial(named)).toEqual({
      who: 'arn:aws:sts::1:assumed-role/explicit-deny-MFA/session-policy',
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::b/k',
      how: 'none',
      policy: 'identity-based policy',
    });
    expect(awsProblem(awsError('AccessDenied', named, 403), 'store it').code).toBe('ACCESS_DENIED');
  });

  it('shows an encoded message in full', () => {
    const encoded = 'aB3_'.repeat(500);
    const words = `You are not authorized to perform this operation. ${start} Encoded authorization failure message: ${encoded}`;
    const { why, next } = awsProblem(awsError('UnauthorizedOperation', words, 403), 'do it');
    expect(why).toContain(encoded);
    expect(next).toContain('decode-authorization-message');
  });

  it('works for roles', () => {
    const step = { profile: 'biz', roleArn: 'arn:aws:iam::444455556666:role/x', sessionName: 'amplify' };
    const words = `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${step.roleArn} with an explicit deny in a service control policy`;
    const problem = roleProblem(awsError('AccessDenied', words, 403), step);
    expect(problem).toMatchObject({ code: 'ROLE_DENIED', why: expect.stringContaining(words) });
    expect(`${problem?.why} ${problem?.next}`).not.toMatch(/mfa_serial|external_id|no policy/i);
  });

  it('works for the resources of a stack', () => {
    const cause = (reason: string) =>
      causeOf(eventsOf([[8, 'AuthRole', 'CREATE_FAILED', { reason }]])[0]!).meaning;
    const denied = `Resource handler returned message: "${start} with an explicit deny in a service control policy" (HandlerErrorCode: AccessDenied)`;
    expect(cause(denied)).toMatch(/service control policy denies it explicitly/);
    expect(cause(denied)).not.toContain('lacks');
    const invalid =
      'Resource handler returned message: "The security token included in the request is invalid (Service: Iam, Status Code: 403, Request ID: x)" (HandlerErrorCode: InvalidRequest)';
    expect(cause(invalid)).toMatch(/GetSessionToken.*MFA/);
  });
});

describe('a denial', () => {
  const denied = (message: string) => awsProblem(awsError('AccessDenied', message), 'do it');
  const user = 'User: arn:aws:iam::111122223333:user/dev is not authorized to perform:';

  it('is not attributed to one cause if AWS names several', () => {
    const words =
      'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
    expect(readDenial(`${user} kms:Decrypt on the resource ${words}`)).toMatchObject({ how: 'untold' });
  });

  it('of AssumeRole by a policy of the user is not attributed to the trust policy', () => {
    const of = (rest: string) =>
      denied(`${user} sts:AssumeRole on resource: arn:aws:iam::4:role/x${rest}`).next;
    expect(of(' because no identity-based policy allows the sts:AssumeRole action')).not.toContain('trust');
    expect(of(' because no service control policy allows the sts:AssumeRole action')).toContain(
      'organization',
    );
    expect(of(' because no resource-based policy allows the sts:AssumeRole action')).toContain(
      'trust policy',
    );
    expect(of('')).toContain('trust policy');
  });

  it('by another kind of policy does not mention the managed policy', () => {
    const of = (rest: string) =>
      denied(
        `${user} cloudformation:CreateStack on resource: arn:aws:cloudformation:eu-west-1:1:stack/x/*${rest}`,
      ).why;
    expect(of(' because no identity-based policy allows it')).toContain('AdministratorAccess-Amplify');
    expect(of(' because no permissions boundary allows it')).not.toContain('AdministratorAccess-Amplify');
  });
});

describe('a signature', () => {
  const problem = (words: string, name = 'SignatureDoesNotMatch') =>
    awsProblem(awsError(name, words, 403), 'tell who you are');

  it.each([
    ["Credential should be scoped to a valid region, not 'eu-wset-1'. ", 'REGION_UNKNOWN', /eu-wset-1/],
    ["Credential should be scoped to a valid region, not 'EU-WEST-1'. ", 'REGION_UNKNOWN', /EU-WEST-1/],
    ['Credential should be scoped to a valid region. ', 'REGION_UNKNOWN', /region/],
    ["Credential should be scoped to correct service: 'iam'. ", 'ENDPOINT', /service/],
    ['Signature expired: 20261123T090000Z is now earlier than 20261123T100000Z', 'CLOCK_SKEW', /clock/],
    ['Signature not yet current: 20261123T110000Z is still later than …', 'CLOCK_SKEW', /clock/],
    [
      'The request signature we calculated does not match the signature you provided.',
      'CREDENTIALS_SIGNATURE',
      /secret/,
    ],
  ] as const)('%s', (words, code, what) => {
    const { code: found, what: said, why, next } = problem(words);
    expect(found).toBe(code);
    expect(said).toMatch(what);
    expect(why).toContain(words.trim());
    expect(next).not.toMatch(/new (?:access )?key/);
  });

  it('that AWS cannot parse says nothing about the secret', () => {
    const words =
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'";
    expect(problem(words, 'IncompleteSignature')).toMatchObject({
      code: 'AWS_REJECTED',
      what: expect.stringContaining('cannot read the signature'),
    });
  });

  it('is shown without the parts of the request that AWS repeats', () => {
    const words =
      "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:FwoGZXIvYXdzEXAMPLETOKEN\n'";
    const { what, why, next } = problem(words);
    expect(`${what}${why}${next}`).not.toContain('EXAMPLETOKEN');
  });
});

describe('an unknown key', () => {
  it('is not attributed to a region if none is known', () => {
    const { what, next } = awsProblem(
      awsError('InvalidClientTokenId', 'The security token is invalid.'),
      'do it',
    );
    expect(what).toBe('AWS does not know the access key, so it did not do it.');
    expect(next).not.toContain('Switch');
  });

  const problem = (service: string, session: boolean) => {
    const thrown = awsError(
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      403,
    );
    noteRequest(thrown, { service, session });
    return awsProblem(thrown, 'create the role');
  };

  it('is a session, not a key, if a token was sent, and IAM is known to require MFA', () => {
    expect(problem('sts', false).what).toMatch(/does not know the access key/);
    expect(problem('sts', true).what).toMatch(/does not know the session/);
    expect(problem('iam', true)).toMatchObject({
      code: 'CREDENTIALS_REJECTED',
      why: expect.stringMatching(/GetSessionToken.*MFA.*AWS says: The security token/),
    });
  });

  it('is no reason to create a new one', () => {
    for (const session of [true, false])
      expect(problem('sts', session).next).not.toMatch(/(?:create|make) a new/);
  });
});

describe('a hook that failed', () => {
  const hook = { reason: 'Hook failed with message: the bucket has no encryption', type: 'AWS::S3::Bucket' };
  const failed = {
    reason: 'The following hook(s) failed: [Acme::Bucket::Encryption]',
    type: 'AWS::S3::Bucket',
  };

  it('takes its reason from the cause, whichever event comes first', () => {
    for (const lines of [
      [
        [5, 'Bucket', 'HOOK_COMPLETE_FAILED', hook],
        [6, 'Bucket', 'CREATE_FAILED', failed],
      ],
      [
        [6, 'Bucket', 'CREATE_FAILED', failed],
        [6, 'Bucket', 'HOOK_COMPLETE_FAILED', hook],
      ],
    ] as const) {
      const { causes } = progressAfter([[0, 'stack', 'CREATE_IN_PROGRESS'], ...lines]);
      expect(causes).toHaveLength(1);
      expect(causes[0]?.reason).toContain('the bucket has no encryption');
      expect(causes[0]?.reason).toContain('Acme::Bucket::Encryption');
    }
  });

  it('does not add to an unrelated failure', () => {
    const { causes } = progressAfter([
      [0, 'stack', 'CREATE_IN_PROGRESS'],
      [5, 'Bucket', 'HOOK_COMPLETE_FAILED', hook],
      [6, 'Bucket', 'CREATE_FAILED', { reason: 'Access Denied' }],
    ]);
    expect(causes[0]?.reason).toBe('Access Denied');
  });
});
