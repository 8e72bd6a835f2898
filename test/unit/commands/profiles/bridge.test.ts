import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openAppContext } from '../../../../src/app/app-context.ts';
import { readArguments } from '../../../../src/app/command-line/arguments.ts';
import { allOptions } from '../../../../src/app/command-line/options.ts';
import { bridgeProfile } from '../../../../src/commands/profiles/bridge.ts';
import { folderWith } from '../../project/support/folders.ts';

it.each([
  [
    'whose name the SDK does not see',
    "it's",
    'aws_access_key_id = AKIAQQQQQQQQQQQQDEV1\naws_secret_access_key = x',
  ],
  ['that gives no access', 'plain', 'output = json'],
])('is no bridge to a profile %s', async (_, name, lines) => {
  const home = folderWith();
  mkdirSync(join(home, '.aws'));
  const file = join(home, '.aws/config');
  const text = `[profile ${name}]\nregion = eu-west-1\n${lines}\n`;
  writeFileSync(file, text);
  const appContext = openAppContext(readArguments(['profiles', 'list', '--cwd', home]), '0.0.0', {
    HOME: home,
  });
  const bridge = async () => bridgeProfile(appContext, name, 'bridge', allOptions({ yes: true }));
  await expect(bridge()).rejects.toMatchObject({ code: 'PROFILE_NOT_USABLE' });
  expect(readFileSync(file, 'utf8')).toBe(text);
  await appContext.close();
});
