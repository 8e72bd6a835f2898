import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientsFor, errorOf } from './support/cloud.ts';
import { control } from './support/control.ts';
import { cloudWithRole, externalId, optionsOf, roleArn, serial } from './support/roles.ts';

const refused = `User: arn:aws:iam::111122223333:user/amplify-dev is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;

describe('a role of another account', () => {
  it("gives a session that acts in that account with the role's permissions", async () => {
    const { cloud, code, assume } = await cloudWithRole();
    const given = { ExternalId: externalId, SerialNumber: serial, TokenCode: await code() };
    const { Credentials, AssumedRoleUser } = await assume(given);
    expect(Credentials!.AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    expect(Credentials!.Expiration!.getTime() - Date.now()).toBeGreaterThan(3_590_000);
    const options = optionsOf(cloud, Credentials);
    const who = await new STSClient(options).send(new GetCallerIdentityCommand({}));
    expect(who).toMatchObject({
      Account: '444455556666',
      Arn: 'arn:aws:sts::444455556666:assumed-role/amplify-deploy/test',
      UserId: AssumedRoleUser!.AssumedRoleId,
    });
    const { Roles } = await new IAMClient(options).send(new ListRolesCommand({}));
    expect(Roles!.map(({ Arn }) => Arn)).toEqual([roleArn]);
    expect((await new S3Client(options).send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });

  it('requires the external id and the code, and does not say which is missing', async () => {
    const { code, nextCode, assume } = await cloudWithRole();
    const mfa = async () => {
      nextCode();
      return { SerialNumber: serial, TokenCode: await code() };
    };
    for (const input of [
      { ExternalId: externalId },
      { ...(await mfa()) },
      { ExternalId: 'another', ...(await mfa()) },
    ]) {
      const error = await errorOf(assume(input));
      expect([error.name, error.message]).toEqual(['AccessDenied', refused]);
    }
  });

  it('is refused to principals that its trust policy does not name, also at home', async () => {
    const { cloud, assume } = await cloudWithRole();
    expect((await errorOf(assume({ ExternalId: externalId }, 'biz'))).name).toBe('AccessDenied');
    const trust = (Principal: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: Principal }, Action: 'sts:AssumeRole' }],
      });
    const { iam } = clientsFor(cloud, 'biz');
    const change = (document: string) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'amplify-deploy', PolicyDocument: document }));
    await change(trust('arn:aws:iam::444455556666:root'));
    expect((await assume({}, 'biz')).AssumedRoleUser!.Arn).toContain(':assumed-role/amplify-deploy/test');
    expect((await errorOf(assume({}))).message).toBe(refused);
    await change(trust('arn:aws:iam::111122223333:user/amplify-dev'));
    expect((await assume({})).AssumedRoleUser!.Arn).toContain('444455556666');
  });

  it('is refused like one that does not exist', async () => {
    const { assume } = await cloudWithRole();
    const error = await errorOf(assume({ RoleArn: 'arn:aws:iam::444455556666:role/nobody' }));
    expect(error.message).toBe(refused.replace('amplify-deploy', 'nobody'));
  });

  it('is limited by its boundary', async () => {
    const { cloud, code, assume } = await cloudWithRole();
    await clientsFor(cloud, 'biz').iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'amplify-deploy',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess-Amplify',
      }),
    );
    const { Credentials } = await assume({
      ExternalId: externalId,
      SerialNumber: serial,
      TokenCode: await code(),
    });
    const error = await errorOf(
      new IAMClient(optionsOf(cloud, Credentials)).send(new ListRolesCommand({ PathPrefix: '/' })),
    );
    expect(error.message).toContain('because no permissions boundary allows the iam:ListRoles action');
  });
});

describe('the code of an MFA device', () => {
  it.each([
    [
      { SerialNumber: serial },
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    ],
    [
      { SerialNumber: 'arn:aws:iam::111122223333:mfa/other', TokenCode: '123456' },
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    ],
  ])('is refused with %j', async (input, message) => {
    const { assume } = await cloudWithRole();
    const error = await errorOf(assume({ ExternalId: externalId, ...input }));
    expect([error.name, error.message]).toEqual(['AccessDenied', message]);
  });

  it('works once, and for a minute and a half at most', async () => {
    const { code, nextCode, assume, phone } = await cloudWithRole();
    const wrong = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
    const TokenCode = await code();
    const given = { ExternalId: externalId, SerialNumber: serial };
    await assume({ ...given, TokenCode });
    expect((await phone()).devices[0]!.used).toBe(true);
    expect((await errorOf(assume({ ...given, TokenCode }))).message).toBe(wrong);
    nextCode();
    const late = await code();
    nextCode();
    await assume({ ...given, TokenCode: late });
    const tooLate = await code();
    nextCode();
    nextCode();
    expect((await errorOf(assume({ ...given, TokenCode: tooLate }))).message).toBe(wrong);
  });
});

describe('the length of a session', () => {
  it.each([
    [
      899,
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [43_201, 'Member must have value less than or equal to 43200'],
    [3601, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
  ])('of %i seconds is refused', async (DurationSeconds, message) => {
    const { code, assume } = await cloudWithRole();
    const TokenCode = await code();
    const error = await errorOf(
      assume({ ExternalId: externalId, SerialNumber: serial, TokenCode, DurationSeconds }),
    );
    expect(error.name).toBe('ValidationError');
    expect(error.message).toContain(message);
  });

  it('is an hour at most if one role assumes another', async () => {
    const { cloud, code, assume } = await cloudWithRole();
    await clientsFor(cloud, 'biz').iam.send(
      new CreateRoleCommand({
        RoleName: 'second',
        MaxSessionDuration: 43_200,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: roleArn }, Action: 'sts:AssumeRole' }],
        }),
      }),
    );
    const { Credentials } = await assume({
      ExternalId: externalId,
      SerialNumber: serial,
      TokenCode: await code(),
    });
    const chained = (DurationSeconds: number) =>
      new STSClient(optionsOf(cloud, Credentials)).send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::444455556666:role/second',
          RoleSessionName: 'chained',
          DurationSeconds,
        }),
      );
    expect((await errorOf(chained(3601))).message).toContain(
      '1 hour session limit for roles assumed by role chaining',
    );
    expect((await chained(3600)).AssumedRoleUser!.Arn).toContain('assumed-role/second/chained');
  });

  it("ends on AWS's side, in the words of each service", async () => {
    const { cloud, code, assume } = await cloudWithRole();
    const { Credentials } = await assume({
      ExternalId: externalId,
      SerialNumber: serial,
      TokenCode: await code(),
    });
    const options = optionsOf(cloud, Credentials);
    const other = new STSClient({
      ...options,
      credentials: { ...options.credentials, sessionToken: 'another' },
    });
    expect((await errorOf(other.send(new GetCallerIdentityCommand({})))).name).toBe('InvalidClientTokenId');
    expect(await control(cloud.endpoint, 'POST', 'expire')).toEqual({ ended: 1 });
    const errors = await Promise.all([
      errorOf(new STSClient(options).send(new GetCallerIdentityCommand({}))),
      errorOf(new CloudFormationClient(options).send(new DescribeStacksCommand({}))),
      errorOf(new S3Client(options).send(new ListBucketsCommand({}))),
    ]);
    expect(errors.map(({ name, $metadata }) => [name, $metadata.httpStatusCode])).toEqual([
      ['ExpiredTokenException', 403],
      ['ExpiredToken', 403],
      ['ExpiredToken', 400],
    ]);
  });
});

it('a name, an external id and a code of the wrong form are refused before any other check', async () => {
  const { assume } = await cloudWithRole();
  for (const [input, member] of [
    [{ RoleSessionName: 'a b' }, 'roleSessionName'],
    [{ ExternalId: '!' }, 'externalId'],
    [{ SerialNumber: serial, TokenCode: '12345' }, 'tokenCode'],
  ] as const) {
    const error = await errorOf(assume(input));
    expect([error.name, error.message.includes(`at '${member}'`)]).toEqual(['ValidationError', true]);
  }
});
