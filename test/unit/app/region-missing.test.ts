import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { AppContext } from '../../../src/app/app-context.ts';
import { regionMissing } from '../../../src/app/identify-access.ts';
import { readProfiles } from '../../../src/profiles/store.ts';

it.each([
  [{}, '~/.aws/config'],
  [{ AWS_CONFIG_FILE: '/nope/config' }, '/nope/config'],
])('a missing region belongs in the file that is read: %j', (more, file) => {
  const env: NodeJS.ProcessEnv = { HOME: '/home/nobody-here', ...more };
  const appContext: Pick<AppContext, 'env' | 'profiles'> = { env, profiles: () => readProfiles(env) };
  expect(regionMissing(appContext, { kind: 'environment' }).next).toBe(
    `Add --region, or \`region = …\` to the profile in ${file}.`,
  );
});

it('reports a missing profile, not the region that it would have', () => {
  const env: NodeJS.ProcessEnv = { HOME: '/home/nobody-here' };
  const appContext: Pick<AppContext, 'env' | 'profiles'> = { env, profiles: () => readProfiles(env) };
  expect(regionMissing(appContext, { kind: 'profile', name: 'shop' })).toMatchObject({
    code: 'PROFILE_UNKNOWN',
    what: 'Profile "shop" not found.',
  });
});

it('reports an unreadable file that may contain the region', () => {
  const env: NodeJS.ProcessEnv = { HOME: '/home/nobody-here', AWS_CONFIG_FILE: tmpdir() };
  const appContext: Pick<AppContext, 'env' | 'profiles'> = { env, profiles: () => readProfiles(env) };
  expect(regionMissing(appContext, { kind: 'environment' })).toMatchObject({
    why: expect.stringContaining(`${tmpdir()} cannot be read: a folder is in its place.`),
    next: 'Correct that first, or add --region.',
  });
});
