import { GetStackPolicyCommand, SetStackPolicyCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { cloudForTest, errorOf } from './support/cloud.ts';
import { role, StackName, updatable } from './support/update.ts';

const statement = (more: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'Update:*',
  Resource: '*',
  ...more,
});
const policy = (...statements: object[]) => JSON.stringify({ Statement: statements });
const allow = statement({ Effect: 'Allow' });

const before = { Role: role('first'), Other: role('other') };
const after = { ...before, Role: role('first', 'ec2') };

async function withPolicy(StackPolicyBody: string, resources: object = before) {
  const stack = await updatable(await cloudForTest(), resources);
  await stack.cloudformation.send(new SetStackPolicyCommand({ StackName, StackPolicyBody }));
  return stack;
}

describe('a stack policy', () => {
  it('protects a resource, and says which statement does', async () => {
    const deny = statement({ Resource: 'LogicalResourceId/Role' });
    const { begin, end, lines } = await withPolicy(policy(allow, deny));
    await begin(after);
    expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await lines()).slice(1, 3)).toEqual([
      'Role UPDATE_FAILED: Action denied by stack policy: Statement [#2] does not allow [Update:*] for resource [LogicalResourceId/Role];',
      'shop UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [Role]. ',
    ]);
  });

  it.each<[string, object, object, string]>([
    ['a replacement', { Action: 'Update:Replace' }, { ...before, Role: role('second') }, 'Role'],
    ['a removal', { Action: ['Update:Delete', 'Update:Replace'] }, { Other: before.Other }, 'Role'],
  ])('distinguishes %s from a change', async (_, denied, changed, name) => {
    const { begin, end, lines } = await withPolicy(policy(allow, statement(denied)));
    await begin(after);
    expect((await end()).StackStatus).toBe('UPDATE_COMPLETE');
    await begin(changed);
    expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await lines()).at(1)).toMatch(`${name} UPDATE_FAILED: Action denied by stack policy`);
  });

  it.each<[string, string, string]>([
    [
      'what it does not allow',
      policy(statement({ Effect: 'Allow', Resource: 'LogicalResourceId/Other' })),
      'ROLLBACK_',
    ],
    [
      'another type',
      policy(allow, statement({ Condition: { StringEquals: { ResourceType: ['AWS::S3::*'] } } })),
      '',
    ],
    ['all but', policy(allow, statement({ Resource: undefined, NotResource: 'LogicalResourceId/Role' })), ''],
    ['nothing', '{}', ''],
  ])('that is about %s', async (_, text, word) => {
    const { begin, end } = await withPolicy(text);
    await begin(after);
    expect((await end()).StackStatus).toBe(`UPDATE_${word}COMPLETE`);
  });

  it('is overridden by the one for this update, and unchanged after it', async () => {
    const { begin, end, cloudformation } = await withPolicy(policy(statement({})));
    await begin(after, { StackPolicyDuringUpdateBody: policy(allow) });
    expect((await end()).StackStatus).toBe('UPDATE_COMPLETE');
    const kept = () => cloudformation.send(new GetStackPolicyCommand({ StackName }));
    expect((await kept()).StackPolicyBody).toBe(policy(statement({})));
    await begin(before, { StackPolicyDuringUpdateBody: policy(allow), StackPolicyBody: policy(allow) });
    await end();
    expect((await kept()).StackPolicyBody).toBe(policy(allow));
  });

  it.each<[string, object, string]>([
    [
      'both',
      { StackPolicyBody: '{}', StackPolicyURL: 'https://s3.amazonaws.com/b/k' },
      'You cannot specify both StackPolicyURL and StackPolicyBody',
    ],
    ['no JSON', { StackPolicyBody: 'no json' }, 'Error validating stack policy: Invalid stack policy'],
    [
      'a principal',
      { StackPolicyBody: policy(statement({ Principal: 'arn:aws:iam::111122223333:root' })) },
      'Error validating stack policy: Invalid stack policy',
    ],
    [
      'an action of another service',
      { StackPolicyBody: policy(statement({ Action: 's3:*' })) },
      'Error validating stack policy: Invalid stack policy',
    ],
  ])('is refused with %s', async (_, input, message) => {
    const { cloudformation } = await updatable(await cloudForTest(), { Other: before.Other });
    const error = await errorOf(cloudformation.send(new SetStackPolicyCommand({ StackName, ...input })));
    expect([error.name, error.message]).toEqual(['ValidationError', message]);
  });
});
