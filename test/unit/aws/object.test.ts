import { expect, it } from 'vitest';
import { readObject } from '../../../src/aws/object.ts';
import { awsError, createFakeAws } from './support/fake-aws.ts';

const answer = (text: string, ContentLength = text.length) => ({
  ContentLength,
  Body: { transformToByteArray: async () => new TextEncoder().encode(text) },
});
const read = async (GetObject: () => unknown) => {
  const bytes = await readObject(createFakeAws({ GetObject }).clients, 'bucket', 'key');
  return bytes && new TextDecoder().decode(bytes);
};

it('reads an object, and none where there is none or it is far too large', async () => {
  expect(await read(() => answer('{}'))).toBe('{}');
  expect(await read(() => answer('{}', 129 * 1024 * 1024))).toBeUndefined();
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
