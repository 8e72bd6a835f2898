import { expect, it } from 'vitest';
import { allEvents, errorOf, eventLine } from './support/cloud.ts';
import { nested } from './support/nested-stack.ts';
import { CHILD, serviceOf, withChild } from './support/nested-update.ts';
import { deployment } from './support/update.ts';

it('a nested stack is updated with the one above, and both clean up at the end', async () => {
  const { begin, end, lines, inside, child, iam, store, url, childId } = await withChild();
  const { Word, ...resources } = CHILD('ec2').Resources;
  await store({ ...CHILD('ec2'), Resources: { ...resources, New: deployment() }, Outputs: {} });
  await begin({ Child: nested(url), Other: deployment() });
  expect((await end()).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await lines()).toEqual([
    'shop UPDATE_IN_PROGRESS: User Initiated',
    'Child UPDATE_IN_PROGRESS',
    'Child UPDATE_COMPLETE',
    'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'Child UPDATE_COMPLETE',
    'shop UPDATE_COMPLETE',
  ]);
  const name = (await child()).StackName!;
  const ofChild = await inside();
  expect(ofChild.filter((line) => line.startsWith(name))).toEqual([
    `${name} UPDATE_IN_PROGRESS: User Initiated`,
    `${name} UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`,
    `${name} UPDATE_COMPLETE`,
  ]);
  expect(ofChild.slice(-4)).toEqual([
    `${name} UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`,
    'Word DELETE_IN_PROGRESS',
    'Word DELETE_COMPLETE',
    `${name} UPDATE_COMPLETE`,
  ]);
  expect(await serviceOf(iam)).toBe('ec2');
  expect((await child()).StackId).toBe(childId);
});

it('a parameter is passed to it, and its outputs come back', async () => {
  const { begin, end, url, inside, lines } = await withChild();
  const reader = deployment({ Word: { 'Fn::GetAtt': ['Child', 'Outputs.Word'] } });
  await begin({ Child: nested(url, { Text: 'b' }), Other: reader });
  await end();
  expect((await inside()).filter((line) => /^(Word|Inner) /.test(line))).toEqual([
    'Word UPDATE_IN_PROGRESS',
    'Word UPDATE_COMPLETE',
  ]);
  const seen = await lines();
  expect(seen.indexOf('Other UPDATE_IN_PROGRESS')).toBeGreaterThan(seen.indexOf('Child UPDATE_COMPLETE'));
});

it('there is nothing to do while its template is the same; another address of the same template is not an update', async () => {
  const { begin, end, url, otherUrl, child, lines } = await withChild();
  const nothing = await errorOf(begin({ Child: nested(url), Other: deployment() }));
  expect(nothing.message).toBe('No updates are to be performed.');
  await begin({ Child: nested(otherUrl), Other: deployment() });
  await end();
  expect(await lines()).toContain('Child UPDATE_COMPLETE');
  expect((await child()).StackStatus).toBe('CREATE_COMPLETE');
});

it('a new nested stack is created, and one that the template drops is deleted', async () => {
  const { begin, end, lines, store, childId, cloudformation, otherUrl } = await withChild();
  await store(CHILD('lambda'));
  await begin({ Other: deployment() });
  await end();
  expect((await lines()).slice(-4)).toEqual([
    'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'Child DELETE_IN_PROGRESS',
    'Child DELETE_COMPLETE',
    'shop UPDATE_COMPLETE',
  ]);
  expect((await allEvents(cloudformation, childId)).map(eventLine).at(-1)).toMatch(/ DELETE_COMPLETE$/);
  await begin({ Other: deployment(), Again: nested(otherUrl) });
  expect((await end()).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await lines()).toContain('Again CREATE_COMPLETE');
});
