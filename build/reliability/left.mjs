import { filesBelow, leftOvers, noteOf, projectFiles } from './world.mjs';

/** What an `init` has left in the cloud and on disk: in words, and compared with what must be there at the end. */

/** The parent stack's template, where the Amplify CLI looks for it in the deployment bucket. */
const templateKey = 'nested-cloudformation-stack.yml';

export function cloudInWords({ stacks, buckets, roles }) {
  const parts = stacks.map(({ status }) => `the stack, ${status}`);
  if (buckets.length > 0) parts.push(buckets.length === 1 ? 'its bucket' : `${buckets.length} buckets`);
  if (roles.length > 0) parts.push(roles.length === 1 ? 'one role' : `${roles.length} roles`);
  return parts.join(', ') || 'nothing';
}

export function diskInWords(person, note) {
  const files = filesBelow(person.project).filter(
    (name) => projectFiles.includes(name) && name !== 'package.json',
  );
  const project =
    files.length === 5 ? 'all five files' : files.length === 0 ? 'no file' : `${files.length} of five files`;
  return [project, note ? `the note (${note.step})` : 'no note'].join(', ');
}

/**
 * Expects one complete stack with the template in its bucket, all files, and nothing else.
 *
 * @param stacks those that existed before, which must have been reused
 * @param keptBuckets of stacks that were cleaned up; a bucket is deleted only when a user says so
 */
export async function expectWhole(aws, person, stacks, expect, keptBuckets = []) {
  const now = await aws.belongingTo(person.name);
  const statuses = now.stacks.map(({ status }) => status).filter((status) => status !== 'DELETE_COMPLETE');
  expect(statuses.join() === 'CREATE_COMPLETE', `in the end: ${statuses.join(', ') || 'no stack'}`);
  expect(
    stacks.every(({ id }) => now.stacks.some((stack) => stack.id === id)),
    'another stack was made',
  );
  expect(
    now.buckets.length === 1 + keptBuckets.length && now.roles.length === 2,
    `${now.buckets.length} buckets, ${now.roles.length} roles`,
  );
  expect(now.objects.join() === templateKey, `in the bucket: ${now.objects.join() || 'nothing'}`);
  expect(
    filesBelow(person.project).join() === projectFiles.join(),
    `files: ${filesBelow(person.project).join(', ')}`,
  );
  expect(noteOf(person) === undefined, 'the note is still there');
  expect(leftOvers(person).length === 0, `left over: ${leftOvers(person)}`);
}
