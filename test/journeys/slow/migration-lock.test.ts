import { appendFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AmplifyClient, UpdateAppCommand } from '@aws-sdk/client-amplify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { clientSettings, filesBelow, givenFaults, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

let appId: string;

const world = await openWorld(500);

beforeAll(async () => {
  const made = (await program(world.project, 'init', '--yes', '--env', 'dev')).lines.at(-1);
  expect(made).toMatchObject({ ok: true });
  appId = String(made?.appId);
});
afterEach(async () => {
  closeTerminals();
  await givenFaults(world);
});

const program = (cwd: string, ...args: string[]) => run([...args, '--json'], { env: world.env, cwd });

const editor = (name: string) => ['--amplify', JSON.stringify({ defaultEditor: name })];

/** Changes the app like `amplify gen2-migration lock`. */
async function moving(environment: string | undefined): Promise<void> {
  const client = new AmplifyClient(clientSettings(world, 0));
  const environmentVariables = environment ? { GEN2_MIGRATION_ENVIRONMENT_NAME: environment } : {};
  await client.send(new UpdateAppCommand({ appId, environmentVariables }));
  client.destroy();
}

describe('an environment that is being moved to Gen 2', () => {
  beforeAll(() => moving('dev'));
  afterAll(() => moving(undefined));

  it('is not written to: the reason comes before the review', async () => {
    const before = filesBelow(world.project);
    const other = join(world.home, 'other');
    mkdirSync(other);
    const { accessKeyId, secretAccessKey } = world.cloud.accounts[0]!.users[0]!;
    appendFileSync(
      join(world.home, '.aws/credentials'),
      `\n[second]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
    );
    appendFileSync(join(world.home, '.aws/config'), `\n[profile second]\nregion=${world.cloud.region}\n`);
    const commands = [
      ['configure', 'project', ...editor('vim'), '--yes'],
      ['share', other, '--yes'],
      ['profiles', 'use', 'second', '--project'],
    ];
    for (const command of commands) {
      const { code, lines } = await program(world.project, ...command);
      expect([code, lines.at(-1)], command.join(' ')).toEqual([
        1,
        expect.objectContaining({ code: 'PROJECT_LOCKED' }),
      ]);
      expect(lines.filter(({ type }) => type === 'plan')).toEqual([]);
    }
    expect(filesBelow(world.project)).toEqual(before);
    expect(filesBelow(other).size).toBe(0);
  });

  it('is reported by status and in the list of environments', async () => {
    expect((await program(world.project, 'status')).lines.at(-1)).toMatchObject({ lockedForGen2: true });
    const list = await run(['env', 'list'], { env: world.env, cwd: world.project });
    expect(list.out).toContain('complete, locked for Gen 2');
  });

  it('is not connected to a machine, by init in a clone or by env use', async () => {
    const cwd = join(world.home, 'clone', 'inventory');
    cpSync(world.project, cwd, { recursive: true });
    for (const label of ['local-env-info.json', 'local-aws-info.json'])
      rmSync(join(cwd, 'amplify/.config', label));
    const before = filesBelow(cwd);
    for (const command of [
      ['init', '--env', 'dev'],
      ['env', 'use', 'dev'],
    ]) {
      const { lines } = await program(cwd, ...command, '--yes', '--profile', 'default');
      expect(lines.at(-1), command.join(' ')).toMatchObject({ code: 'PROJECT_LOCKED' });
    }
    expect(filesBelow(cwd)).toEqual(before);
  });

  it('is refused on the screen with the way out', async () => {
    const before = filesBelow(world.project);
    const terminal = openTerminal({
      ...{ args: ['configure', 'project'], columns: 100, rows: 30 },
      ...{ env: world.env, cwd: world.project },
    });
    await terminal.see('Configuration files');
    terminal.press('tab', 'right', 'enter');
    await terminal.see('The environment dev is being moved to Amplify Gen 2');
    await terminal.see('while no stack is refactored yet');
    terminal.press('escape');
    await terminal.see('Configuration files');
    expect(filesBelow(world.project)).toEqual(before);
  });
});

describe('if AWS may not be asked', () => {
  it('the review says that it is not known, and writes', async () => {
    await givenFaults(world, 'deny@amplify.GetApp', 'deny@GetStackPolicy');
    const { code, lines } = await program(
      world.project,
      'configure',
      'project',
      ...editor('vim'),
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(lines.find(({ type }) => type === 'plan')).toMatchObject({
      notes: [expect.stringContaining('locked for a move to Gen 2 is not known: ')],
    });
  });

  it('either of the two signs is enough', async () => {
    await givenFaults(world, 'deny@GetStackPolicy');
    const { lines } = await program(world.project, 'configure', 'project', ...editor('vim'), '--dry-run');
    expect(lines.find(({ type }) => type === 'plan')).toMatchObject({ notes: [] });
  });
});
