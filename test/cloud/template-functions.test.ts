import {
  CreateStackCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, errorOf, settled } from './support/cloud.ts';
import { PARENT_TEMPLATE, parentStack } from './support/parent-stack.ts';
import { BUCKET } from './support/refusal.ts';

describe('functions', () => {
  const YAML = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Prefix: { Type: String, Default: yaml }
  Parts: { Type: CommaDelimitedList, Default: 'x, y,z' }
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub ['\${Prefix}-\${AWS::AccountId}-\${End}', { End: bucket }]
      Tags: [{ Key: gone, Value: !Ref Prefix }]
      OwnershipControls: !Ref AWS::NoValue
  Second:
    Type: AWS::S3::Bucket
    DependsOn: Bucket
    Properties: { BucketName: !Join [ '-', [ !Ref Bucket, second ] ] }
Outputs:
  Arn: { Value: !GetAtt Bucket.Arn }
  Sub: { Value: !Sub [ 'a \${Bucket.DomainName} \${!Literal} \${Own}', { Own: !Ref Second } ] }
  Joined: { Value: !Join [ '+', !Ref Parts ] }
  Pseudo: { Value: !Sub '\${AWS::Region} \${AWS::Partition} \${AWS::URLSuffix} \${AWS::StackName}' }
`;

  it('return what AWS returns, in the short form of YAML too', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(new CreateStackCommand({ StackName: 'functions', TemplateBody: YAML }));
    const stack = await settled(cloudformation, 'functions');
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(
      Object.fromEntries(stack.Outputs!.map((output) => [output.OutputKey, output.OutputValue])),
    ).toEqual({
      Arn: 'arn:aws:s3:::yaml-111122223333-bucket',
      Sub: `a yaml-111122223333-bucket.s3.amazonaws.com \${Literal} yaml-111122223333-bucket-second`,
      Joined: 'x+y+z',
      Pseudo: 'eu-west-1 aws amazonaws.com functions',
    });
  });

  it('name unnamed resources after stack and logical id', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const role = { Type: 'AWS::IAM::Role', Properties: PARENT_TEMPLATE.Resources.AuthRole };
    const trust = (role.Properties as { Properties: { AssumeRolePolicyDocument: object } }).Properties
      .AssumeRolePolicyDocument;
    const body = {
      Resources: {
        MyBucket: BUCKET,
        MyRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
      },
      Outputs: { Bucket: { Value: { Ref: 'MyBucket' } }, Role: { Value: { Ref: 'MyRole' } } },
    };
    await cloudformation.send(
      new CreateStackCommand({
        StackName: 'Unnamed',
        TemplateBody: JSON.stringify(body),
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    const stack = await settled(cloudformation, 'Unnamed');
    expect(stack.Outputs?.[0]?.OutputValue).toMatch(/^unnamed-mybucket-[a-z2-7]{12}$/);
    expect(stack.Outputs?.[1]?.OutputValue).toMatch(/^Unnamed-MyRole-[A-Z2-7]{12}$/);
  });
});

describe('reading templates', () => {
  it('validates and summarises', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const TemplateBody = JSON.stringify(PARENT_TEMPLATE);
    const reason = 'The following resource(s) require capabilities: [AWS::IAM::Role]';
    const valid = await cloudformation.send(new ValidateTemplateCommand({ TemplateBody }));
    expect(valid).toMatchObject({
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CapabilitiesReason: reason,
      Description: PARENT_TEMPLATE.Description,
    });
    expect(valid.Parameters?.map(({ ParameterKey }) => ParameterKey)).toEqual(
      Object.keys(PARENT_TEMPLATE.Parameters),
    );
    const summary = await cloudformation.send(new GetTemplateSummaryCommand({ TemplateBody }));
    expect(summary).toMatchObject({
      ResourceTypes: ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::IAM::Role'],
      Version: '2010-09-09',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
    expect(summary.Parameters?.[0]).toMatchObject({ ParameterType: 'String', NoEcho: false });
    const error = await errorOf(cloudformation.send(new ValidateTemplateCommand({ TemplateBody: '{}' })));
    expect(error.name).toBe('ValidationError');
  });

  it('takes a template from a bucket of the caller, and of nobody else', async () => {
    const cloud = await cloudForTest();
    const { cloudformation, s3 } = clientsFor(cloud);
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'template-bucket',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    const Body = JSON.stringify(PARENT_TEMPLATE);
    await s3.send(new PutObjectCommand({ Bucket: 'template-bucket', Key: 'a/t.json', Body }));
    const TemplateURL = 'https://s3.amazonaws.com/template-bucket/a/t.json';
    const { TemplateBody: _, ...rest } = parentStack('by-url');
    await cloudformation.send(new CreateStackCommand({ ...rest, TemplateURL }));
    expect((await settled(cloudformation, 'by-url')).StackStatus).toBe('CREATE_COMPLETE');
    for (const url of [
      'https://template-bucket.s3.eu-west-1.amazonaws.com/a/t.json',
      `${cloud.endpoint}/template-bucket/a/t.json`,
    ]) {
      await cloudformation.send(new ValidateTemplateCommand({ TemplateURL: url }));
    }
    const other = clientsFor(cloud, 'biz').cloudformation;
    expect((await errorOf(other.send(new ValidateTemplateCommand({ TemplateURL })))).message).toBe(
      'S3 error: Access Denied',
    );
  });
});
