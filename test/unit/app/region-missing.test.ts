import { expect, it } from 'vitest';
import type { AppContext } from '../../../src/app/app-context.ts';
import { regionMissing } from '../../../src/app/identify-access.ts';
import { readProfiles } from '../../../src/profiles/store.ts';

it.each([
  [{}, '~/.aws/config'],
  [{ AWS_CONFIG_FILE: '/nope/config' }, '/nope/config'],
])('a region that is missing belongs into the file that is read: %j', (more, file) => {
  const env: NodeJS.ProcessEnv = { HOME: '/home/nobody-here', ...more };
  const appContext: Pick<AppContext, 'env' | 'profiles'> = { env, profiles: () => readProfiles(env) };
  expect(regionMissing(appContext).next).toBe(`Add --region, or \`region = …\` to the profile in ${file}.`);
});
