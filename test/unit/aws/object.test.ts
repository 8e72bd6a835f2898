import { expect, it } from 'vitest';
import { readObject } from '../../../src/aws/object.ts';
import { awsError, createFakeAws } from './support/fake-aws.ts';

const answer = (text: string, ContentLength = text.length) => ({
  ContentLength,
  Body: { transformToByteArray: async () => new TextEncoder().encode(text) },
});
const read = async (GetObject: () => unknown) => {
  const bytes = await readObject(createFakeAws({ GetObject }).clients, 'bucket', 'key');
  return new TextDecoder().decode(bytes);
};

it('reads an object, but not one that is far too large', async () => {
  expect(await read(() => answer('{}'))).toBe('{}');
  await expect(read(() => answer('{}', 25 * 1024 * 1024))).rejects.toMatchObject({
    ...{ code: 'OBJECT_MISSING', why: 'It is larger than 24 MiB.' },
  });
});

it.each([
  ['NoSuchKey', 'The bucket has no such object.'],
  ['NoSuchBucket', 'There is no such bucket.'],
])('reports %s', async (name, why) => {
  const missing = read(() => {
    throw awsError(name, name, 404);
  });
  await expect(missing).rejects.toMatchObject({ code: 'OBJECT_MISSING', why });
});

it('says why it may not be read', async () => {
  const denied = read(() => {
    throw awsError('AccessDenied', 'Access Denied', 403);
  });
  await expect(denied).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});
