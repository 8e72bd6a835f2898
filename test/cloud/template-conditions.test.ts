import { CreateStackCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { allEvents, clientsFor, cloudForTest, eventLine, settled } from './support/cloud.ts';
import { BUCKET, bucketNamed, refusal } from './support/refusal.ts';

const CONDITIONS = {
  IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
  IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
  IsEither: { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': [{ Ref: 'Env' }, 'test'] }] },
  IsBoth: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsEither' }] },
};

const TEMPLATE = {
  Parameters: { Env: { Type: 'String' }, Names: { Type: 'CommaDelimitedList', Default: 'first,second' } },
  Conditions: CONDITIONS,
  Mappings: { Sizes: { prod: { Word: 'large' }, dev: { Word: 'small' }, test: { Word: 'tiny' } } },
  Resources: {
    Always: bucketNamed({ 'Fn::Sub': `always-\${Env}` }),
    OnlyProd: { ...BUCKET, Condition: 'IsProd', DependsOn: 'Always' },
    OnlyBoth: { ...BUCKET, Condition: 'IsBoth' },
    OnlyDev: { ...BUCKET, Condition: 'IsDev', DependsOn: ['OnlyProd'] },
  },
  Outputs: {
    Size: { Value: { 'Fn::FindInMap': ['Sizes', { Ref: 'Env' }, 'Word'] } },
    Second: { Value: { 'Fn::Select': [1, { Ref: 'Names' }] } },
    Part: { Value: { 'Fn::Select': ['2', { 'Fn::Split': ['-', 'a-b-c'] }] } },
    Chosen: { Value: { 'Fn::If': ['IsProd', { Ref: 'OnlyProd' }, 'nothing'] } },
    Hidden: { Value: 'x', Condition: 'IsBoth' },
  },
};

async function deployed(env: string) {
  const { cloudformation } = clientsFor(await cloudForTest());
  await cloudformation.send(
    new CreateStackCommand({
      StackName: 'chosen',
      TemplateBody: JSON.stringify(TEMPLATE),
      Parameters: [{ ParameterKey: 'Env', ParameterValue: env }],
    }),
  );
  const { Outputs } = await settled(cloudformation, 'chosen');
  const { StackResourceSummaries } = await cloudformation.send(
    new ListStackResourcesCommand({ StackName: 'chosen' }),
  );
  return {
    resources: StackResourceSummaries!.map(({ LogicalResourceId }) => LogicalResourceId),
    outputs: Object.fromEntries(Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  };
}

describe('conditions and functions', () => {
  it('create what the parameters choose', async () => {
    const prod = await deployed('prod');
    expect(prod.resources).toEqual(['Always', 'OnlyProd', 'OnlyBoth']);
    expect(prod.outputs).toMatchObject({ Size: 'large', Second: 'second', Part: 'c', Hidden: 'x' });
    expect(prod.outputs.Chosen).toMatch(/^chosen-onlyprod-/);
    const dev = await deployed('dev');
    expect(dev.resources).toEqual(['Always', 'OnlyDev']);
    expect(dev.outputs).toEqual({ Size: 'small', Second: 'second', Part: 'c', Chosen: 'nothing' });
    expect((await deployed('test')).resources).toEqual(['Always', 'OnlyDev']);
  });

  it.each([
    [
      'a condition that is not there',
      { Resources: { A: { ...BUCKET, Condition: 'Lost' } } },
      'Unresolved condition dependency Lost',
    ],
    [
      'a condition that speaks of one that is not there',
      { Conditions: { C: { Condition: 'Lost' } }, Resources: { A: BUCKET } },
      'Unresolved condition dependency Lost',
    ],
    [
      'a condition about a resource',
      { Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, 'x'] } }, Resources: { A: BUCKET } },
      'Cannot reference resources in the Conditions block',
    ],
    [
      'a condition that needs itself',
      { Conditions: { C: { Condition: 'C' } }, Resources: { A: BUCKET } },
      'Circular dependency between conditions',
    ],
    [
      'a condition that is none',
      { Conditions: { C: { 'Fn::Join': ['', ['a']] } }, Resources: { A: BUCKET } },
      'every condition is',
    ],
    [
      'a resource that needs one that is not made',
      {
        Conditions: { C: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { A: { ...BUCKET, Condition: 'C' }, B: bucketNamed({ Ref: 'A' }) },
      },
      'Unresolved resource dependencies [A] in the Resources block',
    ],
  ])('refuse %s', async (_what, template, text) => {
    const { name, message } = await refusal(template);
    expect([name, message]).toEqual(['ValidationError', expect.stringContaining(text)]);
  });

  it.each([
    [
      'an index too high',
      { 'Fn::Select': [3, { 'Fn::Split': ['-', 'a-b'] }] },
      'cannot select nonexistent value at index 3',
    ],
    [
      'a text that cannot be split',
      { 'Fn::Join': ['', [{ 'Fn::Split': ['-', ['a']] }]] },
      'must resolve to a string',
    ],
  ])('%s is the resource’s failure', async (_what, value, text) => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const TemplateBody = JSON.stringify({ Resources: { A: bucketNamed(value) } });
    await cloudformation.send(new CreateStackCommand({ StackName: 'bad', TemplateBody }));
    await settled(cloudformation, 'bad');
    const lines = (await allEvents(cloudformation, 'bad')).map(eventLine);
    expect(lines.find((line) => line.startsWith('A CREATE_FAILED'))).toContain(text);
  });
});

describe('imports', () => {
  it('return the value of an export, and fail the stack without one', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const create = async (StackName: string, template: object) => {
      await cloudformation.send(
        new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }),
      );
      return settled(cloudformation, StackName);
    };
    const importer = {
      Resources: {
        A: BUCKET,
        B: bucketNamed({ 'Fn::Join': ['-', [{ 'Fn::ImportValue': 'shared' }, 'copy']] }),
      },
      Outputs: { Name: { Value: { Ref: 'B' } } },
    };
    const early = await create('early', importer);
    expect([early.StackStatus, early.StackStatusReason]).toEqual(['ROLLBACK_COMPLETE', undefined]);
    expect((await allEvents(cloudformation, 'early')).map(eventLine)).toContain(
      'early ROLLBACK_IN_PROGRESS: No export named shared found. Rollback requested by user.',
    );
    await create('exporter', {
      Resources: { A: BUCKET },
      Outputs: { Name: { Value: 'the-bucket', Export: { Name: 'shared' } } },
    });
    expect((await create('importer', importer)).Outputs?.[0]?.OutputValue).toBe('the-bucket-copy');
  });
});
