import { expect, it } from 'vitest';
import { expectedResources } from '../../../src/aws/template-resources.ts';

/** Precedes a brace in the text of Fn::Sub. */
const dollar = '$';

const wanted = [
  { logicalId: 'A', type: 'T', dependsOn: [] },
  { logicalId: 'ByRef', type: 'T', dependsOn: ['A'] },
  { logicalId: 'ByAttribute', type: 'T', dependsOn: ['A'] },
  { logicalId: 'BySub', type: 'T', dependsOn: ['A', 'ByRef'] },
  { logicalId: 'ByDependsOn', type: 'T', dependsOn: ['A', 'BySub'] },
];

it('finds every edge in JSON', async () => {
  const Type = 'T';
  const template = {
    Parameters: { Name: { Type: 'String' } },
    Resources: {
      A: { Type, Properties: { N: { Ref: 'Name' }, Region: { Ref: 'AWS::Region' } } },
      ByRef: { Type, Properties: { Deep: [{ X: { Ref: 'A' } }] } },
      ByAttribute: { Type, Properties: { X: { 'Fn::GetAtt': ['A', 'Arn'] } } },
      BySub: {
        Type,
        Properties: {
          X: {
            'Fn::Sub': [
              `${dollar}{A.Arn}-${dollar}{Own}-${dollar}{!ByAttribute}-${dollar}{ByRef}`,
              { Own: 1 },
            ],
          },
        },
      },
      ByDependsOn: { Type, DependsOn: ['A', 'BySub'] },
    },
  };
  expect(await expectedResources(JSON.stringify(template))).toEqual(wanted);
});

it('finds every edge in YAML with short tags', async () => {
  const template = [
    'Resources:',
    '  A: { Type: T, Properties: { N: !Ref Name } }',
    '  ByRef: { Type: T, Properties: { Deep: [ { X: !Ref A } ] } }',
    '  ByAttribute: { Type: T, Properties: { X: !GetAtt A.Arn } }',
    '  BySub:',
    '    Type: T',
    '    Properties:',
    `      X: !Sub "${dollar}{A.Arn}-${dollar}{!ByAttribute}-${dollar}{ByRef}"`,
    '  ByDependsOn: { Type: T, DependsOn: [ A, BySub ] }',
  ].join('\n');
  expect(await expectedResources(template)).toEqual(wanted);
});

it.each(['', '{', 'a: [', '[]', 'null', '{"Resources": 1}'])('finds nothing in %j', async (text) => {
  expect(await expectedResources(text)).toEqual([]);
});
