import { describe, expect, it } from 'vitest';
import { callCommand, cliName } from '../../../../src/aws/calls/command-line.ts';
import { givenParameters } from '../../../../src/aws/calls/parameters.ts';
import type { CallRecord } from '../../../../src/aws/calls/record.ts';

const call = (service: string, action: string, input?: object, rest: Partial<CallRecord> = {}) =>
  callCommand({
    ...{ service, action, why: '', at: 0, ms: 1, attempts: 1, ...rest },
    ...(input ? { given: givenParameters(input) } : {}),
  });

describe('a call as a command of the AWS CLI', () => {
  it('is written for a shell, with its profile, region and endpoint', () => {
    expect(
      call(
        'cloudformation',
        'DescribeStackEvents',
        { StackName: "it's; rm -rf ~", NextToken: 'page-2' },
        { profile: 'my profile', region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566' },
      ),
    ).toBe(
      `aws cloudformation describe-stack-events --stack-name 'it'\\''s; rm -rf ~' --profile 'my profile' --region eu-west-1 --endpoint-url http://127.0.0.1:4566`,
    );
  });

  it('has a word in capitals for everything that may be secret or is a text of its own', () => {
    const assume = {
      RoleArn: 'arn:aws:iam::444455556666:role/deploy',
      RoleSessionName: 'sam',
      ExternalId: 'canary-id',
      SerialNumber: 'arn:aws:iam::111122223333:mfa/sam',
      TokenCode: '123456',
      DurationSeconds: 900,
    };
    expect(call('sts', 'AssumeRole', assume)).toBe(
      'aws sts assume-role --role-arn arn:aws:iam::444455556666:role/deploy --role-session-name sam --external-id EXTERNAL_ID --serial-number arn:aws:iam::111122223333:mfa/sam --token-code TOKEN_CODE --duration-seconds 900',
    );
    const stack = {
      StackName: 'shop',
      TemplateBody: '{"canary":1}',
      Parameters: [{ ParameterKey: 'Password', ParameterValue: 'canary' }],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      EnableTerminationProtection: false,
    };
    expect(call('cloudformation', 'CreateStack', stack)).toBe(
      'aws cloudformation create-stack --stack-name shop --template-body file://TEMPLATE_BODY --parameters PARAMETERS --capabilities CAPABILITY_NAMED_IAM --no-enable-termination-protection',
    );
    expect(call('sts', 'AssumeRoleWithWebIdentity', { WebIdentityToken: 'canary' })).toBe(
      'aws sts assume-role-with-web-identity --web-identity-token file://WEB_IDENTITY_TOKEN',
    );
    // A name that looks like a key, and one with control characters.
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    expect(call('s3api', 'HeadBucket', { Bucket: secret })).toBe('aws s3api head-bucket --bucket BUCKET');
    expect(call('s3api', 'HeadBucket', { Bucket: 'a\u001B[31m' })).toBe(
      'aws s3api head-bucket --bucket BUCKET',
    );
    // A parameter that no rule covers yet.
    expect(call('iam', 'GetUser', { Novelty: 'canary' })).toBe('aws iam get-user --novelty NOVELTY');
  });

  it('includes what else the AWS CLI needs, and a value that looks like an option', () => {
    expect(call('s3api', 'GetObject', { Bucket: 'b', Key: '-x y' })).toBe(
      `aws s3api get-object --bucket b '--key=-x y' OUTFILE`,
    );
    expect(call('s3api', 'PutObject', { Bucket: 'b', Key: 'k', Body: 'canary' })).toBe(
      'aws s3api put-object --bucket b --key k --body BODY_FILE',
    );
  });

  it('does not exist for a request that is not an operation', () => {
    expect(call('instance', 'GetCredentials')).toBeUndefined();
  });

  // As botocore's xform_name returns them.
  it.each([
    ['ListMFADevices', 'list-mfa-devices'],
    ['CreateVirtualMFADevice', 'create-virtual-mfa-device'],
    ['RoleARN', 'role-arn'],
    ['AuthenticationCode1', 'authentication-code1'],
    ['appId', 'app-id'],
    ['ETag', 'e-tag'],
    ['GetAccessKeyLastUsed', 'get-access-key-last-used'],
  ])('writes %s as %s', (name, cli) => {
    expect(cliName(name)).toBe(cli);
  });
});
