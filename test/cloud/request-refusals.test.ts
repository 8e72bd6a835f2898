import { CreateStackCommand, type CreateStackCommandInput } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, settled } from './support/cloud.ts';
import { PARENT_TEMPLATE, parentStack } from './support/parent-stack.ts';
import { BUCKET, bucketNamed, refusal } from './support/refusal.ts';

describe('an invalid request', () => {
  const good = { Resources: { A: BUCKET } };

  it.each(['1stack', 'my_stack', 'my stack', 'späßle'])('the stack name %s', async (StackName) => {
    expect(await refusal(good, { StackName })).toEqual({
      name: 'ValidationError',
      message: `1 validation error detected: Value '${StackName}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*`,
    });
  });

  it('a stack name of 129 characters, while 128 are accepted', async () => {
    expect((await refusal(good, { StackName: 'a'.repeat(129) })).message).toContain(
      'less than or equal to 128',
    );
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(
      new CreateStackCommand({ StackName: 'a'.repeat(128), TemplateBody: JSON.stringify(good) }),
    );
  });

  it('no template', async () => {
    expect((await refusal('', {})).message).toBe('Either Template URL or Template Body must be specified.');
  });

  it('a template address outside S3', async () => {
    const { message } = await refusal('', { TemplateURL: 'https://example.com/t.json' });
    expect(message).toBe('S3 error: Domain name specified in example.com is not a valid S3 domain');
  });

  it('both OnFailure and DisableRollback', async () => {
    expect((await refusal(good, { OnFailure: 'DELETE', DisableRollback: true })).name).toBe(
      'ValidationError',
    );
  });

  it('a parameter of the call that is still to come', async () => {
    const { name, message } = await refusal(good, {
      RoleARN: 'arn:aws:iam::111122223333:role/some-service-role',
    });
    expect([name, message]).toEqual(['NotImplemented', expect.stringContaining('RoleARN of CreateStack')]);
  });

  it.each([
    ['without capabilities', PARENT_TEMPLATE, [], 'CAPABILITY_NAMED_IAM'],
    ['with too little', PARENT_TEMPLATE, ['CAPABILITY_IAM'], 'CAPABILITY_NAMED_IAM'],
    [
      'for a role without a name',
      { Resources: { R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } } } },
      [],
      'CAPABILITY_IAM',
    ],
  ])('a role %s', async (_what, template, capabilities, missing) => {
    const { Parameters } = 'Parameters' in template ? parentStack('refused') : {};
    expect(await refusal(template, { Parameters, Capabilities: capabilities as never })).toEqual({
      name: 'InsufficientCapabilitiesException',
      message: `Requires capabilities : [${missing}]`,
    });
  });

  it('an unknown capability', async () => {
    expect((await refusal(good, { Capabilities: ['CAPABILITY_ALL' as never] })).message).toContain(
      "at 'capabilities'",
    );
  });

  it('duplicate tags, and too many', async () => {
    const tag = { Key: 'a', Value: 'b' };
    expect((await refusal(good, { Tags: [tag, tag] })).name).toBe('ValidationError');
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    expect((await refusal(good, { Tags: many })).name).toBe('ValidationError');
  });
});

describe('parameters', () => {
  const template = (rules: object) => ({
    Parameters: { P: { Type: 'String', ...rules } },
    Resources: { A: bucketNamed({ Ref: 'P' }) },
  });
  const given = (value: string) => ({ Parameters: [{ ParameterKey: 'P', ParameterValue: value }] });

  it.each<[string, object, Partial<CreateStackCommandInput>, string]>([
    ['missing', {}, {}, 'Parameters: [P] must have values'],
    [
      'unknown',
      { Default: 'x' },
      { Parameters: [{ ParameterKey: 'Q', ParameterValue: 'x' }] },
      'Parameters: [Q] do not exist in the template',
    ],
    [
      'against the pattern',
      { AllowedPattern: '[a-z]+' },
      given('A1'),
      "Parameter 'P' must match pattern [a-z]+",
    ],
    [
      'against the pattern in part',
      { AllowedPattern: 'a|b' },
      given('ab'),
      "Parameter 'P' must match pattern a|b",
    ],
    [
      'against the pattern with words for it',
      { AllowedPattern: '[a-z]+', ConstraintDescription: 'small letters' },
      given('A'),
      'Parameter P failed to satisfy constraint: small letters',
    ],
    [
      'none of the values',
      { AllowedValues: ['a', 'b'] },
      given('c'),
      "Parameter 'P' must be one of AllowedValues",
    ],
    ['too short', { MinLength: 3 }, given('ab'), "Parameter 'P' must contain at least 3 characters"],
    ['too long', { MaxLength: '3' }, given('abcd'), "Parameter 'P' must contain at most 3 characters"],
    ['no number', { Type: 'Number' }, given('abc'), "Parameter 'P' must be a number."],
    [
      'too small',
      { Type: 'Number', MinValue: 5 },
      given('4'),
      "Parameter 'P' must be a number not less than 5",
    ],
    ['a bad default', { Default: 'x', MinLength: 2 }, {}, "Parameter 'P' must contain at least 2 characters"],
  ])('%s', async (_what, rules, input, message) => {
    expect(await refusal(template(rules), input)).toEqual({ name: 'ValidationError', message });
  });

  it('with NoEcho are returned as asterisks and used unchanged', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const body = { ...template({ NoEcho: true }), Outputs: { Name: { Value: { Ref: 'A' } } } };
    await cloudformation.send(
      new CreateStackCommand({
        StackName: 'quiet',
        TemplateBody: JSON.stringify(body),
        ...given('quiet-bucket'),
      }),
    );
    const stack = await settled(cloudformation, 'quiet');
    expect(stack.Parameters).toEqual([{ ParameterKey: 'P', ParameterValue: '****' }]);
    expect(stack.Outputs?.[0]?.OutputValue).toBe('quiet-bucket');
  });
});
