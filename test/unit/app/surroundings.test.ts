import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAppContext } from '../../../src/app/app-context.ts';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { lookAround } from '../../../src/app/surroundings.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'surroundings-'));
  mkdirSync(join(home, '.aws'));
  mkdirSync(join(home, 'app'));
  const keys = 'aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = canary\n';
  writeFileSync(join(home, '.aws', 'credentials'), `[default]\n${keys}[dev]\n${keys}`);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function look(env: NodeJS.ProcessEnv) {
  const appContext = openAppContext(readArguments(['init', '--cwd', join(home, 'app')]), '1', {
    HOME: home,
    ...env,
  });
  return lookAround(appContext).finally(() => appContext.close());
}

it('preselects a profile only where it is there, and says who names one that is not', async () => {
  const here = await look({ AWS_PROFILE: 'dev' });
  expect([here.accessSource, here.accessAbsent]).toEqual(['AWS_PROFILE', undefined]);
  const absent = await look({ AWS_PROFILE: 'gone' });
  expect(absent.accessSource).toBeUndefined();
  expect(absent.accessAbsent).toBe(
    'AWS_PROFILE names gone, which is no profile on this machine. Choose one of these.',
  );
});
