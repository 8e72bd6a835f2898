import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openAppContext } from '../../../src/app/app-context.ts';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { amplifyFiles, regionOfTie } from '../../../src/commands/exec-files.ts';
import { project } from '../../support/pretend-values.ts';
import { folderWith } from '../project/support/folders.ts';

const tied = { ...project, access: { kind: 'profile', name: 'mine' } } as const;
const choice = { kind: 'profile', name: 'mine' } as const;
const region = tied.stack?.region ?? '';

afterEach(() => vi.unstubAllEnvs());

/** What the Amplify CLI sees of a profile with keys and a region. */
async function seen(profileRegion: string, command = ['amplify', 'push']) {
  const home = folderWith();
  mkdirSync(join(home, '.aws'));
  const credentials = '[mine]\naws_access_key_id = AKIAQQQQQQQQQQQQDEV1\naws_secret_access_key = abc\n';
  const config = `[profile mine]\nregion = ${profileRegion}\n`;
  writeFileSync(join(home, '.aws/credentials'), credentials);
  writeFileSync(join(home, '.aws/config'), config);
  const appContext = openAppContext(readArguments(['status', '--cwd', home]), '0', { HOME: home });
  const files = await amplifyFiles(
    appContext,
    { choice, region },
    { kind: 'project', project: tied },
    command,
  );
  const copy = files && readFileSync(files.env.AWS_CONFIG_FILE ?? '', 'utf8');
  await files?.close();
  await appContext.close();
  expect(readFileSync(join(home, '.aws/config'), 'utf8')).toBe(config);
  return copy;
}

describe('a profile of another region that a project is connected to', () => {
  it('is used in the region of the stack, and only by its own project', () => {
    expect(regionOfTie(tied, choice)).toBe('eu-west-1');
    expect(regionOfTie(tied, { kind: 'profile', name: 'other' })).toBeUndefined();
    expect(regionOfTie(tied, { kind: 'environment' })).toBeUndefined();
  });

  it("is seen by the Amplify CLI in that region; the user's files stay unchanged", async () => {
    const copy = await seen('us-west-2');
    expect(copy).toContain('region = eu-west-1');
    expect(copy).toContain('credential_process');
    expect(await seen('us-west-2', ['aws', 's3', 'ls'])).toBeUndefined();
  });

  it('is unchanged if it has the same region', async () => {
    expect(await seen('eu-west-1')).toBeUndefined();
  });
});
