import { describe, expect, it } from 'vitest';
import { BUCKET, bucketNamed, refusal } from './support/refusal.ts';

const LONG = 'x'.repeat(51_201);

describe('an invalid template', () => {
  it.each<[string, unknown, string]>([
    [
      'JSON with an error',
      '{"Resources": {"A": {},,}}',
      'Template format error: JSON not well-formed. (line 1, column 25)',
    ],
    [
      'JSON that breaks off',
      '{"Resources":\n {',
      'Template format error: JSON not well-formed. (line 2, column 4)',
    ],
    [
      'YAML with an error',
      'Resources:\n  A: [',
      'Template format error: YAML not well-formed. (line 2, column 7)',
    ],
    ['a mere text', 'hello', 'Template format error: unsupported structure.'],
    [
      'no resources',
      { Description: 'x' },
      'Template format error: At least one Resources member must be defined.',
    ],
    [
      'empty resources',
      { Resources: {} },
      'Template format error: At least one Resources member must be defined.',
    ],
    [
      'an unknown section',
      { Resources: { A: BUCKET }, Nonsense: 1 },
      'Invalid template property or properties [Nonsense]',
    ],
    [
      'another version',
      { AWSTemplateFormatVersion: '2020-01-01', Resources: { A: BUCKET } },
      'Template format error: unsupported value for AWSTemplateFormatVersion.',
    ],
    [
      'a resource without type',
      { Resources: { A: {} } },
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [
      'a logical id with a hyphen',
      { Resources: { 'a-b': BUCKET } },
      'Template format error: Resource name a-b is non alphanumeric.',
    ],
    [
      'an unknown resource attribute',
      { Resources: { A: { ...BUCKET, Dependson: 'B' } } },
      "Invalid template resource property 'Dependson'",
    ],
    [
      'an unknown deletion policy',
      { Resources: { A: { ...BUCKET, DeletionPolicy: 'Keep' } } },
      'Template format error: Unrecognized DeletionPolicy Keep',
    ],
    [
      'a Ref to nothing',
      { Resources: { A: bucketNamed({ Ref: 'Nobody' }) } },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    [
      'a Ref to what every object has',
      { Resources: { A: bucketNamed({ Ref: 'constructor' }) } },
      'Template format error: Unresolved resource dependencies [constructor] in the Resources block of the template',
    ],
    [
      'a Sub of nothing',
      { Resources: { A: bucketNamed({ 'Fn::Sub': `x-\${Nobody}` }) } },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    [
      'a DependsOn on nothing',
      { Resources: { A: { ...BUCKET, DependsOn: ['Nobody'] } } },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    [
      'an output of nothing',
      { Resources: { A: BUCKET }, Outputs: { O: { Value: { Ref: 'Nobody' } } } },
      'Unresolved resource dependencies [Nobody] in the Outputs block of the template',
    ],
    [
      'an attribute that is not there',
      { Resources: { A: BUCKET, B: bucketNamed({ 'Fn::GetAtt': ['A', 'Nonsense'] }) } },
      'Template error: resource A does not support attribute type Nonsense in Fn::GetAtt',
    ],
    [
      'half a GetAtt',
      { Resources: { A: BUCKET, B: bucketNamed({ 'Fn::GetAtt': ['A'] }) } },
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
    [
      'a circle',
      {
        Resources: {
          A: bucketNamed({ Ref: 'B' }),
          B: bucketNamed({ Ref: 'C' }),
          C: { ...BUCKET, DependsOn: 'A' },
          D: bucketNamed({ Ref: 'A' }),
          E: BUCKET,
        },
      },
      'Circular dependency between resources: [A, B, C]',
    ],
    [
      'a resource that needs itself',
      { Resources: { A: bucketNamed({ 'Fn::GetAtt': ['A', 'Arn'] }) } },
      'Circular dependency between resources: [A]',
    ],
    [
      'an output without value',
      { Resources: { A: BUCKET }, Outputs: { O: {} } },
      'Template format error: Every Outputs member must contain a Value object',
    ],
    [
      'an export without a name',
      { Resources: { A: BUCKET }, Outputs: { O: { Value: 'x', Export: {} } } },
      'Template format error: Output O is malformed. The Export must have a Name.',
    ],
    [
      'an unknown UpdateReplacePolicy',
      { Resources: { A: { ...BUCKET, UpdateReplacePolicy: 'Keep' } } },
      'Template format error: Unrecognized UpdateReplacePolicy Keep',
    ],
    [
      'an unknown DeletionPolicy',
      { Resources: { A: { ...BUCKET, DeletionPolicy: 'Keep' } } },
      'Template format error: Unrecognized DeletionPolicy Keep',
    ],
    [
      'a key that is not mapped',
      { Resources: { A: bucketNamed({ 'Fn::FindInMap': ['No', 'such', 'key'] }) } },
      'Template error: Unable to get mapping for No::such::key',
    ],
    [
      'a condition that is not there, in Fn::If',
      { Resources: { A: bucketNamed({ 'Fn::If': ['Lost', 'a', 'b'] }) } },
      'Template error: unresolved condition dependency Lost in Fn::If',
    ],
    [
      'a null deep inside',
      { Resources: { A: { ...BUCKET, Properties: { Tags: [{ Key: 'a', Value: null }] } } } },
      "[/Resources/A/Properties/Tags/0/Value] 'null' values are not allowed in templates",
    ],
    [
      'an empty section',
      'Resources:\n  A:\n    Type: AWS::S3::Bucket\nOutputs:\n',
      "[/Outputs] 'null' values are not allowed in templates",
    ],
    [
      'too long a description',
      { Description: 'x'.repeat(1025), Resources: { A: BUCKET } },
      "Template format error: 'Description' length is greater than 1024.",
    ],
    [
      'YAML with an alias',
      'Resources:\n  A: &a\n    Type: AWS::S3::Bucket\n  B: *a\n',
      'Template error: YAML aliases are not allowed in CloudFormation templates',
    ],
    [
      'too long a body',
      LONG,
      `1 validation error detected: Value '${LONG}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200`,
    ],
  ])('%s', async (_what, template, message) => {
    expect(await refusal(template)).toEqual({ name: 'ValidationError', message });
  });

  it('has a resource type that this cloud does not have', async () => {
    const { name, message } = await refusal({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } });
    expect(name).toBe('ValidationError');
    expect(message).toMatch(
      /^Template format error: Unrecognized resource types: \[AWS::SQS::Queue\] \(the demo cloud has AWS::S3::Bucket, /,
    );
  });

  it.each([
    ['a section', { Resources: { A: BUCKET }, Transform: {} }, 'Transform'],
    ['a function', { Resources: { A: bucketNamed({ 'Fn::GetAZs': '' }) } }, 'Fn::GetAZs'],
    ['a resource attribute', { Resources: { A: { ...BUCKET, CreationPolicy: {} } } }, 'CreationPolicy'],
    [
      'a parameter type',
      { Parameters: { P: { Type: 'AWS::EC2::VPC::Id', Default: 'x' } }, Resources: { A: BUCKET } },
      'AWS::EC2::VPC::Id',
    ],
  ])('has %s that is still to come', async (_what, template, part) => {
    const { name, message } = await refusal(template);
    expect(name).toBe('NotImplemented');
    expect(message).toContain(part);
  });
});
