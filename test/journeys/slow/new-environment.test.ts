import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AmplifyClient, ListBackendEnvironmentsCommand } from '@aws-sdk/client-amplify';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { clientSettings, filesBelow, givenFaults, openWorld, stacksOf } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const team = 'amplify/team-provider-info.json';
const meta = 'amplify/backend/amplify-meta.json';
const local = ['amplify/#current-cloud-backend', 'amplify/.config/local-env-info.json'];
const program = (cwd: string, ...args: string[]) => run([...args, '--json'], { env: world.env, cwd });
const last = async (cwd: string, ...args: string[]) => (await program(cwd, ...args)).lines.at(-1);
const text = (cwd: string, label: string) => readFileSync(join(cwd, label), 'utf8');
const read = (cwd: string, label: string) => JSON.parse(text(cwd, label));
const auth = { auth: { shop1: { service: 'Cognito', providerPlugin: 'awscloudformation' } } };

/** A project with one environment and a category that was pushed to it. */
function copy(name: string, ...without: readonly string[]): string {
  const cwd = join(world.home, name);
  cpSync(world.project, cwd, { recursive: true });
  for (const label of without) rmSync(join(cwd, label), { recursive: true });
  return cwd;
}

/** The project as cloned from a public repository. */
const cloned = (name: string, ...without: readonly string[]) =>
  copy(name, ...local, 'amplify/.config/local-aws-info.json', meta, ...without);

const world = await openWorld(500);

beforeAll(async () => {
  expect(await last(world.project, 'init', '--yes', '--env', 'dev')).toMatchObject({ ok: true });
  writeFileSync(join(world.project, 'amplify/backend/backend-config.json'), JSON.stringify(auth));
  writeFileSync(join(world.project, 'amplify/#current-cloud-backend/pushed.json'), '{}');
  const before = read(world.project, team);
  // Formatted by hand, unlike any of our tools.
  writeFileSync(join(world.project, team), `{ "dev" :${JSON.stringify(before.dev)}\n}\n`);
});
afterEach(closeTerminals);

async function environmentsOf(account: number, appId: string): Promise<(string | undefined)[]> {
  const amplify = new AmplifyClient(clientSettings(world, account));
  try {
    const { backendEnvironments = [] } = await amplify.send(new ListBackendEnvironmentsCommand({ appId }));
    return backendEnvironments.map(({ environmentName }) => environmentName);
  } finally {
    amplify.destroy();
  }
}

describe('init --env for an existing backend', () => {
  it('adds an environment beside those of the project, which stay byte for byte', async () => {
    const cwd = copy('own');
    const before = text(cwd, team);
    const files = filesBelow(cwd);
    const plan = (await program(cwd, 'init', '--env', 'mine', '--dry-run')).lines.find(
      ({ type }) => type === 'plan',
    );
    expect(plan).toMatchObject({ notes: [/auth.*`amplify push`/, /aws-exports\.js.*stay as of dev/] });
    expect(filesBelow(cwd)).toEqual(files);
    const done = await last(cwd, 'init', '--env', 'mine', '--yes');
    expect(done).toMatchObject({
      ...{
        ok: true,
        environment: 'mine',
        stackName: /^amplify-inventory-mine-/,
        notes: [/amplify push/, /dev/],
      },
      next: expect.arrayContaining([{ command: 'amplify push', what: expect.anything() }]),
    });
    const after = read(cwd, team);
    expect(text(cwd, team).startsWith(before.slice(0, before.lastIndexOf('\n}')))).toBe(true);
    expect(Object.keys(after)).toEqual(['dev', 'mine']);
    const { AmplifyAppId: app, StackName: name } = after.mine.awscloudformation;
    expect(app).toBe(after.dev.awscloudformation.AmplifyAppId);
    expect(await environmentsOf(0, app)).toEqual(['dev', 'mine']);
    expect(Object.keys(await stacksOf(world, 'amplify-inventory')).length).toBe(2);
    expect(read(cwd, meta)).toEqual({
      providers: { awscloudformation: after.mine.awscloudformation },
      ...auth,
    });
    expect(read(cwd, `${local[0]}/amplify-meta.json`)).toEqual({
      providers: { awscloudformation: { ...after.mine.awscloudformation, StackName: name } },
    });
    expect(existsSync(join(cwd, `${local[0]}/pushed.json`))).toBe(false);
    expect(read(cwd, local[1] ?? '')).toMatchObject({ envName: 'mine', projectPath: cwd });
    expect(Object.keys(read(cwd, 'amplify/.config/local-aws-info.json'))).toEqual(['dev', 'mine']);
    for (const label of ['amplify/.config/project-config.json', 'amplify/cli.json', 'src/aws-exports.js'])
      expect(text(cwd, label), label).toBe(files.get(label));
    expect(await last(cwd, 'status')).toMatchObject({
      ...{ ok: true, project: { environment: 'mine' }, resources: [{ category: 'auth', change: 'create' }] },
    });
    expect(await last(cwd, 'env', 'use', 'dev', '--yes')).toMatchObject({ ok: true });
    expect(read(cwd, meta).providers).toEqual({ awscloudformation: after.dev.awscloudformation });
  });

  it('is added by `env add`, with the parameters of the one that this machine uses, or none', async () => {
    const cwd = copy('params');
    const before = read(cwd, team);
    const categories = {
      function: { hello: { s3Key: 'amplify-builds/hello.zip', tableSize: '5' } },
      storage: { files: { bucketName: `${before.dev.awscloudformation.StackName}-files` } },
    };
    const told = JSON.stringify({ dev: { ...before.dev, categories } }, undefined, 2);
    writeFileSync(join(cwd, team), told);
    for (const [refused, words] of [
      [['env', 'add', '--yes'], /no name/],
      [['env', 'add', 'dev', '--yes'], /already has an environment dev/],
      [['env', 'add', 'mine', '--yes', '--parameters-of', 'prod'], /no environment prod/],
    ] as const) {
      const { what, why } = (await last(cwd, ...refused)) ?? {};
      expect(`${what} ${why}`, refused.join(' ')).toMatch(words);
    }
    expect(await last(world.home, 'env', 'add', 'mine', '--yes')).toMatchObject({ code: 'PROJECT_NONE' });
    expect(text(cwd, team)).toBe(told);
    const added = await last(cwd, 'env', 'add', 'mine', '--yes');
    expect(added).toMatchObject({
      ...{ ok: true, environment: 'mine' },
      notes: expect.arrayContaining([expect.stringContaining('copied from dev (function hello)')]),
    });
    expect(read(cwd, team).mine.categories).toEqual({ function: { hello: { tableSize: '5' } } });
    expect(text(cwd, team).startsWith(told.slice(0, told.lastIndexOf('\n}')))).toBe(true);
    const bare = ['env', 'add', 'bare', '--yes', '--parameters-of', 'none'];
    expect(await last(cwd, ...bare)).toMatchObject({ ok: true, environment: 'bare' });
    expect(read(cwd, team).bare).not.toHaveProperty('categories');
    const chosen = ['env', 'add', 'other', '--yes', '--parameters-of', 'dev'];
    expect(await last(cwd, ...chosen)).toMatchObject({ ok: true });
    expect(read(cwd, team).other.categories).toEqual(read(cwd, team).mine.categories);
  });

  it('creates a separate environment if no file says where an existing one is', async () => {
    const cwd = cloned('stranger', team);
    for (const command of [
      ['init', '--yes'],
      ['configure', 'project', '--yes'],
    ]) {
      const refused = await last(cwd, ...command);
      expect(refused, command.join(' ')).toMatchObject({ type: 'problem', code: 'ANSWERS_MISSING' });
      expect(`${refused?.why} ${refused?.next}`).toContain('amplify-tui init --env NAME');
    }
    const done = await last(cwd, 'init', '--yes', '--env', 'own', '--profile', 'bizcorpadmin');
    expect(done).toMatchObject({ ok: true, appId: /^d/ });
    expect(text(cwd, team)).toBe(JSON.stringify(read(cwd, team), undefined, 2));
    expect(Object.keys(read(cwd, team))).toEqual(['own']);
    expect(await environmentsOf(1, String(done?.appId))).toEqual(['own']);
    expect(await last(cwd, 'env', 'list')).toMatchObject({
      environments: [{ name: 'own', current: true, state: { status: 'CREATE_COMPLETE' } }],
    });
  });

  it("leaves somebody else's environment alone, and shows the command", async () => {
    const cwd = cloned('elsewhere');
    const before = filesBelow(cwd);
    const refused = await last(cwd, 'init', '--yes', '--env', 'dev', '--profile', 'bizcorpadmin');
    expect(refused).toMatchObject({ code: 'PROFILE_ELSEWHERE', next: /amplify-tui init --env NAME/ });
    expect(filesBelow(cwd)).toEqual(before);
    await givenFaults(world, 'deny@CreateApp');
    const made = await last(cwd, 'init', '--yes', '--env', 'theirs', '--profile', 'bizcorpadmin');
    await givenFaults(world);
    expect(made).toMatchObject({ ok: true, appMissing: /console/ });
    expect(read(cwd, team).theirs.awscloudformation).not.toHaveProperty('AmplifyAppId');
    expect(read(cwd, team).dev).toEqual(read(world.project, team).dev);
  });

  it('creates none with an existing name, and none in the layout of one backend', async () => {
    const cwd = copy('taken');
    expect(await last(cwd, 'init', '--yes', '--env', 'dev')).toMatchObject({
      ...{ code: 'PROJECT_EXISTS', next: /amplify-tui env use dev/ },
    });
    expect(await last(cwd, 'init', '--yes')).toMatchObject({ next: /begin anew, move amplify\// });
    const documented = join(world.home, 'documented');
    mkdirSync(documented);
    expect(await last(documented, 'init', '--yes')).toMatchObject({ ok: true });
    const refused = await last(documented, 'init', '--yes', '--env', 'mine');
    expect(refused).toMatchObject({ code: 'PROJECT_EXISTS', next: /amplify-tui upgrade/ });
    expect(await last(documented, 'upgrade', '--yes', '--env', 'dev')).toMatchObject({ ok: true });
    expect(await last(documented, 'init', '--yes', '--env', 'mine')).toMatchObject({ ok: true });
  });

  it('is offered on screen', async () => {
    const cwd = copy('screen');
    const terminal = openTerminal({ args: ['init'], columns: 100, rows: 36, env: world.env, cwd });
    await terminal.see('new environment');
    terminal.press('n');
    await terminal.see('What is the new environment called?');
    await terminal.see('dev stays as it is');
    terminal.press('enter');
    await terminal.see('Which AWS profile?');
    terminal.press('enter');
    await terminal.see('Is this the right account?');
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('not deployed by this');
    terminal.press('enter');
    await terminal.see(/is complete|complete in/);
    expect(Object.keys(read(cwd, team))).toEqual(['dev', 'test']);
  });
});
