import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AmplifyClient, ListAppsCommand } from '@aws-sdk/client-amplify';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { clientSettings, filesBelow, givenFaults, openWorld, stacksOf } from '../support/cloud.ts';
import { run } from '../support/run.ts';

/** What a clone lacks, since Amplify's block of .gitignore excludes it. */
const ignored = [
  'amplify/#current-cloud-backend',
  'amplify/.config/local-env-info.json',
  'amplify/.config/local-aws-info.json',
  'amplify/backend/amplify-meta.json',
  'src/aws-exports.js',
  'src/amplifyconfiguration.json',
];

const program = (cwd: string, ...args: string[]) => run([...args, '--json'], { env: world.env, cwd });
const read = (cwd: string, label: string) => JSON.parse(readFileSync(join(cwd, label), 'utf8'));
const folder = (name: string) => join(world.home, name);

function newApp(name: string): string {
  mkdirSync(folder(name));
  writeFileSync(join(folder(name), 'package.json'), '{"dependencies":{"react":"19"}}');
  return folder(name);
}

/** A folder as `git clone` leaves it. */
function clone(name: string): string {
  cpSync(folder('team'), folder(name), { recursive: true });
  for (const label of ignored) rmSync(join(folder(name), label), { recursive: true, force: true });
  return folder(name);
}

/** A project with the environments dev and prod, whose profile is in another account. */
const world = await openWorld(500);

beforeAll(async () => {
  const dev = newApp('team');
  const prod = newApp('other');
  const answers = join(world.home, 'answers.json');
  writeFileSync(answers, '{"projectName":"team"}');
  const init = (cwd: string, ...more: string[]) =>
    program(cwd, 'init', '--yes', '--answers', answers, ...more);
  expect((await init(dev, '--env', 'dev')).lines.at(-1)).toMatchObject({ ok: true });
  expect((await init(prod, '--env', 'prod', '--profile', 'bizcorpadmin')).lines.at(-1)).toMatchObject({
    ok: true,
  });
  const team = 'amplify/team-provider-info.json';
  writeFileSync(join(dev, team), JSON.stringify({ ...read(dev, team), ...read(prod, team) }, undefined, 2));
});
afterEach(closeTerminals);

async function inCloud() {
  const amplify = new AmplifyClient(clientSettings(world, 0));
  try {
    const { apps = [] } = await amplify.send(new ListAppsCommand({}));
    return { apps: apps.length, stacks: Object.keys(await stacksOf(world, 'amplify-team')).length };
  } finally {
    amplify.destroy();
  }
}

describe('init in a clone', () => {
  it('connects this machine to the existing backend: no second app or stack', async () => {
    const before = await inCloud();
    const cwd = clone('headless');
    const untold = await program(cwd, 'init', '--yes');
    expect(untold.lines.at(-1)).toMatchObject({ code: 'ANSWERS_MISSING', why: /dev, prod/ });
    const unknown = await program(cwd, 'init', '--yes', '--env', 'dev', '--profile', 'nobody');
    expect(unknown.lines.at(-1)).toMatchObject({
      code: 'PROFILE_UNKNOWN',
      what: expect.stringContaining('nobody'),
    });
    const elsewhere = await program(cwd, 'init', '--yes', '--env', 'prod', '--profile', 'default');
    expect(elsewhere.lines.at(-1)).toMatchObject({ code: 'PROFILE_ELSEWHERE' });
    expect(existsSync(join(cwd, ignored[0] ?? ''))).toBe(false);
    const dry = await program(cwd, 'init', '--env', 'dev', '--dry-run');
    expect(dry.lines).toContainEqual(
      expect.objectContaining({ type: 'plan', current: expect.stringContaining('3 files as deployed') }),
    );
    const done = await program(cwd, 'init', '--yes', '--env', 'dev');
    expect(done.lines.at(-1)).toMatchObject({ ok: true, projectName: 'team' });
    expect(await inCloud()).toEqual(before);
    const [here, there] = [filesBelow(cwd), filesBelow(folder('team'))];
    expect([...here.keys()]).toEqual([...there.keys()]);
    for (const [name, text] of there)
      if (!name.endsWith('local-env-info.json')) expect(here.get(name), name).toBe(text);
    expect(read(cwd, 'amplify/.config/local-env-info.json')).toMatchObject({
      ...{ projectPath: cwd, envName: 'dev' },
    });
    expect((await program(cwd, 'status')).lines.at(-1)).toMatchObject({
      ...{ stack: { status: 'CREATE_COMPLETE' }, drift: [] },
    });
  });

  it('continues if only the access of the environment is not known here', async () => {
    const cwd = clone('half');
    cpSync(folder('team'), cwd, { recursive: true });
    writeFileSync(join(cwd, 'amplify/.config/local-aws-info.json'), '{"prod":{"configLevel":"general"}}');
    const done = await program(cwd, 'init', '--yes', '--profile', 'default');
    expect(done.lines.at(-1)).toMatchObject({ ok: true });
    expect(read(cwd, 'amplify/.config/local-aws-info.json')).toEqual({
      prod: { configLevel: 'general' },
      dev: { configLevel: 'project', useProfile: true, profileName: 'default' },
    });
  });

  it('without the deployed backend says so, loses nothing, and fetches it the next time', async () => {
    const cwd = clone('denied');
    const exported = 'src/aws-exports.js';
    const committed = readFileSync(join(folder('team'), exported), 'utf8').replace(
      '"aws_project_region"',
      '"aws_user_pools_id": "eu_1", $&',
    );
    writeFileSync(join(cwd, exported), committed);
    await givenFaults(world, 'deny@s3.GetObject');
    const { lines, code } = await program(cwd, 'init', '--yes', '--env', 'dev');
    const again = await program(cwd, 'init', '--yes');
    await givenFaults(world);
    expect(code).toBe(1);
    const notes = [expect.stringContaining('could not be fetched'), expect.stringContaining('as they are')];
    expect(lines).toContainEqual(
      expect.objectContaining({ type: 'notes', notes: expect.arrayContaining(notes) }),
    );
    expect(lines.at(-1)).toMatchObject({
      ...{ ok: false, notes: expect.arrayContaining(notes) },
      notFetched: [{ problem: { code: 'ACCESS_DENIED' } }, { problem: { code: 'ACCESS_DENIED' } }],
    });
    expect(readFileSync(join(cwd, exported), 'utf8')).toBe(committed);
    expect(again.lines.at(-1)).toMatchObject({ code: 'ACCESS_DENIED', what: /nothing was written/ });
    const { out, err } = await run(['init', '--yes'], { env: world.env, cwd });
    expect(out).toMatch(/✔ team is changed\n.*#current-cloud-backend/);
    expect(err).toContain('aws_user_pools_id');
    expect(readFileSync(join(cwd, exported), 'utf8')).toContain('"aws_user_pools_id": "eu_1"');
    expect(existsSync(join(cwd, ignored[0] ?? ''))).toBe(true);
  });

  it('works by keyboard: it is offered, the environment is chosen, everything is shown before it is written', async () => {
    const cwd = clone('keyboard');
    const before = filesBelow(cwd);
    const terminal = openTerminal({ args: ['init'], columns: 100, rows: 30, env: world.env, cwd });
    await terminal.see('It was cloned');
    terminal.press('enter');
    await terminal.see('Change the project');
    await terminal.see('Choose one of dev, prod');
    terminal.press('tab', 'right');
    await terminal.see(/Environment +‹ dev ›/);
    await terminal.gone('Choose one of');
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('3 files as deployed');
    expect(filesBelow(cwd)).toEqual(before);
    terminal.press('enter');
    await terminal.see('Done');
    terminal.press('enter');
    await terminal.see(/environment [a-z]/);
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expect(read(cwd, 'amplify/.config/local-aws-info.json').dev.profileName).toBe('default');
  });
});

describe('environments', () => {
  it('are listed with profile, account, region and the state of each stack', async () => {
    const { lines } = await program(folder('team'), 'env', 'list');
    expect(lines.at(-1)).toMatchObject({
      environments: [
        {
          ...{ name: 'dev', current: true, account: '111122223333', region: 'eu-west-1' },
          ...{ access: { name: 'default' }, state: { kind: 'known', status: 'CREATE_COMPLETE' } },
        },
        {
          ...{ name: 'prod', current: false, account: '444455556666' },
          state: { kind: 'unknown', why: 'no access to it' },
        },
      ],
    });
    const { out } = await run(['env', 'list'], { env: world.env, cwd: folder('team') });
    expect(out).toMatch(/^\* {2}dev +default +111122223333 .*complete\n {3}prod +no profile/);
  });

  it('are never mixed: without their own stack, metadata or access nothing is written', async () => {
    const local = 'amplify/.config/local-aws-info.json';
    const team = 'amplify/team-provider-info.json';
    const refused = async (name: string, change: (cwd: string) => void, ...command: string[]) => {
      const cwd = folder(name);
      cpSync(folder('team'), cwd, { recursive: true });
      change(cwd);
      const before = filesBelow(cwd);
      const { lines } = await program(cwd, ...command, '--yes');
      expect(filesBelow(cwd), name).toEqual(before);
      return lines.at(-1);
    };
    const keysFile = join(world.home, 'keys.json');
    writeFileSync(keysFile, '{}');
    const tiedToKeys = (cwd: string) =>
      writeFileSync(
        join(cwd, local),
        JSON.stringify({ ...read(cwd, local), prod: { useProfile: false, awsConfigFilePath: keysFile } }),
      );
    expect(await refused('tied', tiedToKeys, 'env', 'use', 'prod')).toMatchObject({ code: 'ACCESS_NONE' });
    const withoutStack = (cwd: string) =>
      writeFileSync(join(cwd, team), JSON.stringify({ ...read(cwd, team), prod: { categories: {} } }));
    const unnamed = await refused('stackless', withoutStack, 'env', 'use', 'prod', '--profile', 'default');
    expect(unnamed).toMatchObject({ code: 'ANSWERS_MISSING', why: /no whole stack for prod/ });
    const withoutTeam = (cwd: string) => {
      for (const label of [team, local, 'amplify/.config/local-env-info.json']) rmSync(join(cwd, label));
    };
    const lost = await refused('teamless', withoutTeam, 'configure', 'project', '--profile', 'default');
    expect(lost).toMatchObject({ code: 'ANSWERS_MISSING', why: /Restore team-provider-info.json/ });
  });

  it('whose metadata came with the files of another one get their own', async () => {
    const cwd = folder('mixed');
    cpSync(folder('team'), cwd, { recursive: true });
    for (const label of ['local-aws-info.json', 'local-env-info.json'])
      rmSync(join(cwd, 'amplify/.config', label));
    const used = await program(cwd, 'init', '--yes', '--env', 'prod', '--profile', 'bizcorpadmin');
    expect(used.lines.at(-1)).toMatchObject({ ok: true });
    const { StackName } = read(folder('other'), 'amplify/backend/amplify-meta.json').providers
      .awscloudformation;
    for (const label of ['backend', '#current-cloud-backend'])
      expect(read(cwd, `amplify/${label}/amplify-meta.json`).providers.awscloudformation).toMatchObject({
        StackName,
      });
  });

  it('are switched completely: the current environment, the metadata and the deployed copy', async () => {
    const cwd = folder('team');
    const before = filesBelow(cwd);
    const refused = await program(cwd, 'env', 'use', 'prod', '--yes');
    expect(refused.lines.at(-1)).toMatchObject({ code: 'PROFILE_ELSEWHERE' });
    expect((await program(cwd, 'env', 'use', 'nope', '--yes')).lines.at(-1)).toMatchObject({
      code: 'USAGE',
    });
    await givenFaults(world, 'deny@s3.GetObject');
    const denied = await program(cwd, 'env', 'use', 'prod', '--profile', 'bizcorpadmin', '--yes');
    await givenFaults(world);
    expect(denied.lines.at(-1)).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(filesBelow(cwd)).toEqual(before);

    const used = await program(cwd, 'env', 'use', 'prod', '--profile', 'bizcorpadmin', '--yes');
    expect(used.lines.at(-1)).toMatchObject({ ok: true });
    const other = filesBelow(folder('other'));
    for (const label of [
      'amplify/backend/amplify-meta.json',
      'amplify/#current-cloud-backend/amplify-meta.json',
    ])
      expect(filesBelow(cwd).get(label)).toBe(other.get(label));
    expect(read(cwd, 'amplify/.config/local-env-info.json')).toMatchObject({ envName: 'prod' });
    expect(read(cwd, 'amplify/.config/local-aws-info.json')).toMatchObject({
      ...{ dev: { profileName: 'default' }, prod: { profileName: 'bizcorpadmin' } },
    });
    expect((await program(cwd, 'status')).lines.at(-1)).toMatchObject({
      ...{ project: { environment: 'prod' }, identity: { account: '444455556666' }, drift: [] },
    });
  });

  it('are switched by keyboard, and the profile is remembered when switching back', async () => {
    const cwd = folder('team');
    const terminal = openTerminal({ args: [], columns: 100, rows: 30, env: world.env, cwd });
    await terminal.see(/environment [a-z]/);
    terminal.press('v');
    await terminal.see('Environments');
    await terminal.see(/dev +default .*✔ complete/);
    await terminal.see(/prod +bizcorpadmin .*✔ complete/);
    terminal.press('up');
    await terminal.see('Switching changes files on this machine only');
    terminal.press('enter');
    await terminal.see('Switch to dev');
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('3 files as deployed');
    terminal.press('enter');
    await terminal.see('Done');
    terminal.press('enter');
    await terminal.see(/environment [a-z]/);
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expect(read(cwd, 'amplify/.config/local-env-info.json')).toMatchObject({ envName: 'dev' });
    expect(read(cwd, 'amplify/backend/amplify-meta.json')).toMatchObject({
      providers: { awscloudformation: read(cwd, 'amplify/team-provider-info.json').dev.awscloudformation },
    });
  });
});
