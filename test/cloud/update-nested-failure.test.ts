import { ContinueUpdateRollbackCommand, RollbackStackCommand } from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import type { ResourceFault } from '../../demo/cloud/cloud.ts';
import { errorOf } from './support/cloud.ts';
import { nested } from './support/nested-stack.ts';
import { CHILD, serviceOf, withChild } from './support/nested-update.ts';
import { deployment, StackName } from './support/update.ts';

it('a failure inside is only named above, with the state inside, and both are rolled back', async () => {
  const faults = new Map<string, ResourceFault>([['Bad', { kind: 'fail', code: 'NotStabilized' }]]);
  const { begin, end, lines, inside, child, iam, store, url, childId } = await withChild(faults);
  await store(CHILD('ec2', { Bad: { ...deployment(), DependsOn: 'Inner' } }));
  await begin({ Child: nested(url), Other: deployment() });
  expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const above = await lines();
  expect(above).toContain(
    `Child UPDATE_FAILED: Embedded stack ${childId} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to create: [Bad].`,
  );
  expect(above.filter((line) => line.startsWith('shop '))).toEqual([
    'shop UPDATE_IN_PROGRESS: User Initiated',
    'shop UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [Child]. ',
    'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'shop UPDATE_ROLLBACK_COMPLETE',
  ]);
  const name = (await child()).StackName!;
  expect((await inside()).filter((line) => line.startsWith(name))).toEqual([
    `${name} UPDATE_IN_PROGRESS: User Initiated`,
    `${name} UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad]. `,
    `${name} UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS`,
    `${name} UPDATE_ROLLBACK_COMPLETE`,
  ]);
  expect(await serviceOf(iam)).toBe('lambda');
});

it('a nested stack that succeeded long ago is rolled back if a sibling fails', async () => {
  const faults = new Map<string, ResourceFault>([['Bad', { kind: 'fail', code: 'NotStabilized' }]]);
  const { begin, end, inside, child, iam, store, url } = await withChild(faults);
  await store(CHILD('ec2'));
  await begin({ Child: nested(url), Other: deployment(), Bad: { ...deployment(), DependsOn: 'Child' } });
  expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const name = (await child()).StackName!;
  expect((await inside()).filter((line) => line.startsWith(name))).toEqual([
    `${name} UPDATE_IN_PROGRESS: User Initiated`,
    `${name} UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`,
    `${name} UPDATE_ROLLBACK_IN_PROGRESS`,
    `${name} UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS`,
    `${name} UPDATE_ROLLBACK_COMPLETE`,
  ]);
  expect(await serviceOf(iam)).toBe('lambda');
});

it('one that is still in progress when a sibling fails is cancelled and rolled back', async () => {
  const faults = new Map<string, ResourceFault>([['Bad', { kind: 'fail', code: 'NotStabilized' }]]);
  const { begin, end, lines, child, iam, store, url } = await withChild(faults);
  await store(CHILD('ec2'));
  // Deployments take two seconds, the child's role fifteen.
  await begin({
    Child: nested(url),
    Other: deployment(),
    Early: deployment(),
    Bad: { ...deployment(), DependsOn: 'Early' },
  });
  expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await lines()).toContain('Child UPDATE_FAILED: Resource update cancelled');
  expect((await child()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await serviceOf(iam)).toBe('lambda');
});

it('left as it failed, inside too: both can be rolled back, or updated from there', async () => {
  for (const rolledBack of [true, false]) {
    const faults = new Map<string, ResourceFault>([['Bad', { kind: 'fail', code: 'NotStabilized' }]]);
    const { begin, end, lines, child, childId, cloudformation, iam, store, url } = await withChild(faults);
    const changed = CHILD('ec2', { Bad: { ...deployment(), DependsOn: 'Inner' } });
    await store(changed);
    const above = { Child: nested(url), Other: deployment() };
    await begin(above, { DisableRollback: true });
    expect([(await end()).StackStatus, (await child()).StackStatus]).toEqual([
      'UPDATE_FAILED',
      'UPDATE_FAILED',
    ]);
    expect(await lines()).toContain(
      `Child UPDATE_FAILED: Embedded stack ${childId} was not successfully updated. Currently in UPDATE_FAILED with reason: The following resource(s) failed to create: [Bad].`,
    );
    expect(await serviceOf(iam)).toBe('ec2');
    faults.clear();
    if (rolledBack) await cloudformation.send(new RollbackStackCommand({ StackName }));
    else await begin(above, { DisableRollback: true });
    const ends = rolledBack ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE';
    expect([(await end()).StackStatus, (await child()).StackStatus]).toEqual([ends, ends]);
    expect(await serviceOf(iam)).toBe(rolledBack ? 'lambda' : 'ec2');
  }
});

it('one that waits to clean up while its sibling failed can be updated once more', async () => {
  const faults = new Map<string, ResourceFault>([['Bad', { kind: 'fail', code: 'NotStabilized' }]]);
  const { begin, end, child, iam, store, url } = await withChild(faults);
  await store(CHILD('ec2'));
  const above = { Child: nested(url), Other: deployment(), Bad: { ...deployment(), DependsOn: 'Child' } };
  await begin(above, { DisableRollback: true });
  expect([(await end()).StackStatus, (await child()).StackStatus]).toEqual([
    'UPDATE_FAILED',
    'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  ]);
  faults.clear();
  await store(CHILD('glue'));
  await begin(above, { DisableRollback: true });
  expect([(await end()).StackStatus, (await child()).StackStatus]).toEqual([
    'UPDATE_COMPLETE',
    'UPDATE_COMPLETE',
  ]);
  expect(await serviceOf(iam)).toBe('glue');
});

it('a rollback that fails inside fails above, and continues for both on request', async () => {
  const faults = new Map<string, ResourceFault>([['Bad', { kind: 'fail', code: 'NotStabilized' }]]);
  const stack = await withChild(faults, (status) => status.startsWith('UPDATE_ROLLBACK_'));
  const { begin, end, child, cloudformation, iam, store, url } = stack;
  await store(CHILD('ec2', { Bad: { ...deployment(), DependsOn: 'Inner' } }));
  faults.set('back Inner', { kind: 'fail', code: 'AccessDenied' });
  await begin({ Child: nested(url), Other: deployment() });
  expect([(await end()).StackStatus, (await child()).StackStatus]).toEqual([
    'UPDATE_ROLLBACK_FAILED',
    'UPDATE_ROLLBACK_FAILED',
  ]);
  faults.clear();
  const onlyInside = new ContinueUpdateRollbackCommand({ StackName: stack.childId });
  expect((await errorOf(cloudformation.send(onlyInside))).message).toContain('not for a nested one');
  await cloudformation.send(new ContinueUpdateRollbackCommand({ StackName }));
  expect([(await end()).StackStatus, (await child()).StackStatus]).toEqual([
    'UPDATE_ROLLBACK_COMPLETE',
    'UPDATE_ROLLBACK_COMPLETE',
  ]);
  expect(await serviceOf(iam)).toBe('lambda');
});

it('a rollback that fails inside continues above without what is to be skipped inside', async () => {
  const faults = new Map<string, ResourceFault>([['Bad', { kind: 'fail', code: 'NotStabilized' }]]);
  const stack = await withChild(faults, (status) => status.startsWith('UPDATE_ROLLBACK_'));
  const { begin, end, child, cloudformation, iam, store, url } = stack;
  await store(CHILD('ec2', { Bad: { ...deployment(), DependsOn: 'Inner' } }));
  faults.set('back Inner', { kind: 'fail', code: 'AccessDenied' });
  await begin({ Child: nested(url), Other: deployment() });
  await end();
  const skip = (name: string) =>
    cloudformation.send(new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: [name] }));
  const name = (await child()).StackName;
  for (const wrong of ['Inner', `${name}.Other`, 'elsewhere.Inner'])
    expect((await errorOf(skip(wrong))).message).toContain(
      `not in UPDATE_FAILED state in the stack: [${wrong}]`,
    );
  await skip(`${name}.Inner`);
  expect([(await end()).StackStatus, (await child()).StackStatus]).toEqual([
    'UPDATE_ROLLBACK_COMPLETE',
    'UPDATE_ROLLBACK_COMPLETE',
  ]);
  // It stays as the update had left it.
  expect(await serviceOf(iam)).toBe('ec2');
});
