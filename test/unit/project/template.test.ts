import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parentStackParameters, parentTemplate, templateKey } from '../../../src/project/template.ts';
import { folderWith } from './support/folders.ts';

const hasLinter = spawnSync('cfn-lint', ['--version']).status === 0;
const template = JSON.parse(parentTemplate());

describe('the parent template', () => {
  it('is JSON that YAML readers accept, small enough to be sent inline', () => {
    expect(parse(parentTemplate())).toEqual(template);
    expect(Buffer.byteLength(parentTemplate())).toBeLessThan(51_200);
    expect(templateKey).toBe('nested-cloudformation-stack.yml');
  });

  it('has the three parameters, filled in from the stack name', () => {
    expect(Object.keys(parentStackParameters('abc-20261123094512'))).toEqual(
      Object.keys(template.Parameters),
    );
    expect(parentStackParameters('abc-20261123094512')).toEqual({
      DeploymentBucketName: 'abc-20261123094512-deployment',
      AuthRoleName: 'abc-20261123094512-authRole',
      UnauthRoleName: 'abc-20261123094512-unauthRole',
    });
  });

  it('creates four resources', () => {
    const types = Object.entries<{ Type: string }>(template.Resources).map(([id, { Type }]) => [id, Type]);
    expect(types).toEqual([
      ['DeploymentBucket', 'AWS::S3::Bucket'],
      ['DeploymentBucketBlockHTTP', 'AWS::S3::BucketPolicy'],
      ['AuthRole', 'AWS::IAM::Role'],
      ['UnauthRole', 'AWS::IAM::Role'],
    ]);
  });

  it('names no partition, so it works in China, GovCloud and others as well', () => {
    // Cognito's issuer is not a host of the partition: IAM accepts any domain name as one.
    const text = parentTemplate().replaceAll('"cognito-identity.amazonaws.com"', '');
    expect(text).not.toMatch(/arn:aws|amazonaws|us-east-1/);
    for (const { Properties } of [template.Resources.AuthRole, template.Resources.UnauthRole])
      expect(
        Properties.AssumeRolePolicyDocument.Statement.map(({ Effect }: { Effect: string }) => Effect),
      ).toEqual(['Deny']);
  });

  it('keeps the bucket, encrypts it and blocks public access', () => {
    const bucket = template.Resources.DeploymentBucket;
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(JSON.stringify(bucket.Properties.BucketEncryption)).toContain('"AES256"');
    expect(Object.values(bucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  });

  it('makes the policy depend on the bucket and deny all access without TLS', () => {
    const { Bucket, PolicyDocument } = template.Resources.DeploymentBucketBlockHTTP.Properties;
    expect(Bucket).toEqual({ Ref: 'DeploymentBucket' });
    expect(PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of CloudFormation
        Resource: [{ 'Fn::GetAtt': ['DeploymentBucket', 'Arn'] }, { 'Fn::Sub': '${DeploymentBucket.Arn}/*' }],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });

  it('creates roles that trust nobody and have no permissions', () => {
    for (const id of ['AuthRole', 'UnauthRole']) {
      const { AssumeRolePolicyDocument, ...rest } = template.Resources[id].Properties;
      expect(rest).toEqual({ RoleName: { Ref: `${id}Name` } });
      expect(AssumeRolePolicyDocument.Statement).toEqual([
        {
          Effect: 'Deny',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
        },
      ]);
    }
  });

  it('returns the eight outputs, four of them exported', () => {
    const outputs = Object.entries<{ Export?: unknown }>(template.Outputs);
    expect(outputs.map(([name]) => name)).toEqual([
      'Region',
      'StackName',
      'StackId',
      'DeploymentBucketName',
      'AuthRoleArn',
      'UnauthRoleArn',
      'AuthRoleName',
      'UnauthRoleName',
    ]);
    for (const [name, { Export }] of outputs) {
      const isRole = name.includes('Role');
      expect(Export).toEqual(isRole ? undefined : { Name: { 'Fn::Sub': `\${AWS::StackName}-${name}` } });
    }
  });

  it.skipIf(!hasLinter)(
    'has no findings in cfn-lint (skipped if cfn-lint is not on the PATH)',
    () => {
      const file = join(folderWith(), 'template.json');
      writeFileSync(file, parentTemplate());
      const run = spawnSync('cfn-lint', ['--include-checks', 'I', '--', file], { encoding: 'utf8' });
      expect(`${run.stdout}${run.stderr}`.trim()).toBe('');
      expect(run.status).toBe(0);
    },
    60_000,
  );
});
