import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { openActing } from '../../../src/app/actors/assume-role/acting.ts';
import { lookAround as lookForRole } from '../../../src/app/actors/assume-role/look-around.ts';
import { lookAround as lookForAccess } from '../../../src/app/actors/configure/local-state.ts';
import { openAppContext } from '../../../src/app/app-context.ts';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { lookAround } from '../../../src/app/local-state.ts';
import { chosenHere } from '../../../src/credentials/access.ts';
import { folderOfTest } from '../../support/folders.ts';

let home: string;

beforeEach(() => {
  home = folderOfTest();
  mkdirSync(join(home, '.aws'));
  mkdirSync(join(home, 'app'));
  const keys = 'aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = canary\n';
  writeFileSync(join(home, '.aws', 'credentials'), `[default]\n${keys}[dev]\n${keys}`);
});

async function look(env: NodeJS.ProcessEnv) {
  const appContext = openAppContext(readArguments(['init', '--cwd', join(home, 'app')]), '1', {
    HOME: home,
    ...env,
  });
  return lookAround(appContext).finally(() => appContext.close());
}

it('preselects a profile only if it exists, and says what names a missing one', async () => {
  const here = await look({ AWS_PROFILE: 'dev' });
  expect([here.accessSource, here.accessAbsent]).toEqual(['AWS_PROFILE', undefined]);
  const absent = await look({ AWS_PROFILE: 'gone' });
  expect(absent.accessSource).toBeUndefined();
  expect(absent.accessAbsent).toBe(
    'AWS_PROFILE names gone, which is not a profile on this machine. Choose one of these.',
  );
});

it('starts every flow with the access that the session uses, as long as it exists', async () => {
  const appContext = openAppContext(readArguments(['--cwd', join(home, 'app')]), '1', { HOME: home });
  const begun = async (name: string) => {
    const choice = { kind: 'profile', name } as const;
    const own = { ...appContext, inUse: () => ({ choice, source: chosenHere }) };
    const init = await lookAround(own);
    const { values } = await lookForRole(openActing(own), {});
    const { answers } = await lookForAccess(own, undefined);
    return [init.accessSource, init.answers.access, values.role?.profile, answers?.access];
  };
  const dev = { kind: 'profile', name: 'dev' };
  expect(await begun('dev')).toEqual([chosenHere, dev, 'dev', dev]);
  const usual = { kind: 'profile', name: 'default' };
  expect(await begun('gone')).toEqual(['the profile default', usual, 'default', usual]);
  await appContext.close();
});
