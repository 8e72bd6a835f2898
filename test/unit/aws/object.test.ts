import { expect, it } from 'vitest';
import { readObjectText } from '../../../src/aws/object.ts';
import { awsError, createFakeAws } from './support/fake-aws.ts';

const answer = (text: string, ContentLength = text.length) => ({
  ContentLength,
  Body: { transformToString: async () => text },
});
const read = (GetObject: () => unknown) =>
  readObjectText(createFakeAws({ GetObject }).clients, 'bucket', 'key');

it('reads an object, and none where there is none or it is far too large', async () => {
  expect(await read(() => answer('{}'))).toBe('{}');
  expect(await read(() => answer('{}', 17 * 1024 * 1024))).toBeUndefined();
  for (const name of ['NoSuchKey', 'NoSuchBucket']) {
    expect(
      await read(() => {
        throw awsError(name, name, 404);
      }),
    ).toBeUndefined();
  }
});

it('says why it may not be read', async () => {
  const denied = read(() => {
    throw awsError('AccessDenied', 'Access Denied', 403);
  });
  await expect(denied).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});
