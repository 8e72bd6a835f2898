import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import {
  openSessionCache,
  type RoleSession,
  type SessionCache,
  sessionCachePath,
} from '../../../src/credentials/session-cache.ts';
import { folderOfTest } from '../../support/folders.ts';

const role = 'arn:aws:iam::444455556666:role/bizcorprole';
const dev = { source: 'arn:aws:iam::111122223333:user/dev', externalId: 'e-1', mfaSerial: 'arn:mfa' };
const session = (expiresAt: number, id = 'ASIAONE'): RoleSession => ({
  accessKeyId: id,
  secretAccessKey: new Secret(`secret of ${id}`),
  sessionToken: new Secret(`token of ${id}`),
  expiresAt,
});
const hour = 3_600_000;

let home: string;
let path: string;
let time: number;
let cache: SessionCache;
beforeEach(() => {
  home = folderOfTest();
  path = sessionCachePath({ HOME: home });
  time = Date.parse('2026-11-23T10:00:00Z');
  cache = openSessionCache(path, () => time);
});

async function put(value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
}

describe('the cache of role sessions', () => {
  it('is the file of the Amplify CLI, flat, for its owner only', async () => {
    await cache.save(role, 'amplify', dev, session(time + hour));
    expect(path).toBe(join(home, '.amplify', 'awscloudformation', 'cache.json'));
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      [role]: {
        amplify: {
          accessKeyId: 'ASIAONE',
          secretAccessKey: 'secret of ASIAONE',
          sessionToken: 'token of ASIAONE',
          expiration: '2026-11-23T11:00:00.000Z',
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  });

  it('returns a session to whoever it was made for, and to nobody else', async () => {
    await cache.save(role, 'amplify', dev, session(time + hour));
    const found = await cache.find(role, 'amplify', { ...dev });
    expect([found?.verified, found?.session.secretAccessKey.reveal()]).toEqual([true, 'secret of ASIAONE']);
    expect(await cache.find(role, 'amplify', { ...dev, source: 'somebody else' })).toBeUndefined();
    expect(await cache.find(role, 'amplify', { ...dev, externalId: 'e-2' })).toBeUndefined();
    expect(await cache.find(role, 'amplify', { ...dev, mfaSerial: undefined })).toBeUndefined();
    expect(await cache.find(role, 'other', dev)).toBeUndefined();
    expect(await cache.find(`${role}2`, 'amplify', dev)).toBeUndefined();
  });

  it('returns a session as long as a minute is left', async () => {
    await cache.save(role, 'amplify', dev, session(time + hour));
    time += hour - 60_000;
    expect(await cache.find(role, 'amplify', dev)).toBeDefined();
    time += 1;
    expect(await cache.find(role, 'amplify', dev)).toBeUndefined();
  });

  it.each([
    ['flat', (record: object) => record],
    ['nested', (record: object) => ({ credentials: record })],
  ])('reads what another CLI wrote %s, as not verified', async (_, shape) => {
    const record = {
      accessKeyId: 'ASIATWO',
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: new Date(time + hour).toISOString(),
    };
    await put({ [role]: { amplify: shape(record) } });
    const found = await cache.find(role, 'amplify', dev);
    expect([found?.verified, found?.session.accessKeyId]).toEqual([false, 'ASIATWO']);
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"arn:aws'],
    ['a list', []],
    ['text for a role', { [role]: 'x' }],
    [
      'a session without a token',
      { [role]: { amplify: { accessKeyId: 'A', secretAccessKey: 'b', expiration: '2030-01-01' } } },
    ],
    [
      'a session without an end',
      { [role]: { amplify: { accessKeyId: 'A', secretAccessKey: 'b', sessionToken: 'c' } } },
    ],
  ])('with %s in it is empty, and can be written again', async (_, contents) => {
    await put(contents);
    expect(await cache.find(role, 'amplify', dev)).toBeUndefined();
    expect(await cache.list()).toEqual([]);
    await cache.save(role, 'amplify', dev, session(time + hour));
    expect(await cache.find(role, 'amplify', dev)).toBeDefined();
  });

  it('is not confused by a role named like a member of every object', async () => {
    await put('{"__proto__": {"constructor": {"accessKeyId": "A"}}}');
    expect(await cache.list()).toEqual([]);
    await cache.save('__proto__', 'constructor', dev, session(time + hour));
    expect(await cache.find('constructor', 'prototype', dev)).toBeUndefined();
  });

  it('lists no expired session, even if its file still has it', async () => {
    await cache.save(role, 'amplify', dev, session(time + 120_000, 'ASIASHORT'));
    time += 120_000;
    expect(await readFile(path, 'utf8')).toContain('ASIASHORT');
    expect(await cache.list()).toEqual([]);
  });

  it('keeps the sessions of others and drops expired ones', async () => {
    await cache.save(role, 'amplify', dev, session(time + hour, 'ASIALONG'));
    await cache.save(role, 'short', dev, session(time + 120_000, 'ASIASHORT'));
    time += 120_000;
    await cache.save(`${role}2`, 'amplify', dev, session(time + hour, 'ASIANEW'));
    expect(await readFile(path, 'utf8')).not.toContain('ASIASHORT');
    expect((await cache.list()).map(({ roleArn, sessionName }) => [roleArn, sessionName])).toEqual([
      [`${role}2`, 'amplify'],
      [role, 'amplify'],
    ]);
  });

  it('forgets one session, all of a role, or all, and says how many', async () => {
    for (const name of ['one', 'two', 'three']) await cache.save(role, name, dev, session(time + hour));
    await cache.save(`${role}2`, 'one', dev, session(time + hour));
    expect(await cache.forget(role, 'one')).toBe(1);
    expect(await cache.forget(role)).toBe(2);
    expect(await cache.forget(role)).toBe(0);
    expect(await cache.forget()).toBe(1);
    expect(await cache.list()).toEqual([]);
  });

  it('creates no file to forget nothing', async () => {
    expect(await cache.forget(role)).toBe(0);
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('loses nothing if many save at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    await Promise.all(names.map((name) => cache.save(role, name, dev, session(time + hour))));
    expect((await cache.list()).map(({ sessionName }) => sessionName).sort()).toEqual(names.sort());
  });
});
