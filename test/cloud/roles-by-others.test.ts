import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { boto3Caller, type Caller, cliCaller, type Outcome, sdkCaller } from './support/callers.ts';
import { control } from './support/control.ts';
import { PARENT_TEMPLATE } from './support/parent-stack.ts';
import { cloudWithRole, externalId, roleArn, serial } from './support/roles.ts';

const has = (program: string) => spawnSync('python3', ['-c', `import ${program}`]).status === 0;
const callers = [
  ['the SDK for JavaScript', true, sdkCaller],
  ['boto3', has('boto3'), boto3Caller],
  ['the aws CLI', has('awscli.clidriver'), cliCaller],
] as const;
for (const [name, there] of callers) if (!there) console.warn(`skipped: ${name} is not here`);

let caller: Caller | undefined;
afterEach(() => caller?.close());

const outputOf = (outcome: Outcome) => {
  if ('error' in outcome) throw new Error(`${outcome.error}: ${outcome.message}`);
  return outcome.output;
};
const errorOf = (outcome: Outcome) => ('error' in outcome ? outcome.error : 'none');

describe.each(callers)('%s', (_name, there, open) => {
  it.skipIf(!there)(
    'assumes the role with a code, deploys in the other account, and sees the end of it',
    { timeout: 60_000 },
    async () => {
      const { cloud, code, nextCode } = await cloudWithRole();
      caller = open(cloud);
      const assume = async (more: object) =>
        caller!.call('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'others', ...more });
      expect(errorOf(await assume({ ExternalId: externalId }))).toBe('AccessDenied');
      const TokenCode = await code();
      const given = { ExternalId: externalId, SerialNumber: serial, TokenCode };
      const { Credentials } = outputOf(await assume(given));
      const used = await assume(given);
      expect('error' in used && used.message.trim()).toBe(
        'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      );
      nextCode();
      const keys = {
        key: Credentials.AccessKeyId,
        secret: Credentials.SecretAccessKey,
        token: Credentials.SessionToken,
      };
      expect(outputOf(await caller.call('sts', 'GetCallerIdentity', {}, keys)).Arn).toBe(
        'arn:aws:sts::444455556666:assumed-role/amplify-deploy/others',
      );
      const { StackId } = outputOf(
        await caller.call(
          'cloudformation',
          'CreateStack',
          {
            StackName: 'by-role',
            TemplateBody: JSON.stringify(PARENT_TEMPLATE),
            Capabilities: ['CAPABILITY_NAMED_IAM'],
            Parameters: ['DeploymentBucketName', 'AuthRoleName', 'UnauthRoleName'].map((ParameterKey) => ({
              ParameterKey,
              ParameterValue: `by-role-${ParameterKey.toLowerCase()}`,
            })),
          },
          keys,
        ),
      );
      expect(StackId).toContain(':444455556666:stack/by-role/');
      await control(cloud.endpoint, 'POST', 'expire');
      expect(errorOf(await caller.call('cloudformation', 'DescribeStacks', {}, keys))).toBe('ExpiredToken');
    },
  );
});
