import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { makeWorld, type World } from '../support/cloud.ts';
import { hasMoto, startMoto } from '../support/moto.ts';
import { run } from '../support/run.ts';

let world: World;
let moto: Awaited<ReturnType<typeof startMoto>> | undefined;

beforeAll(async () => {
  world = await makeWorld(500);
  if (hasMoto()) moto = await startMoto();
});
afterEach(closeTerminals);
afterAll(async () => {
  await moto?.close();
  await world.close();
});

type Where = 'the demo cloud' | 'moto';
type Layout = 'documented' | 'multi-env';

/** A new app in the home of a user who uses this cloud. */
function newApp(where: Where, name: string) {
  const home = where === 'moto' ? (moto?.home ?? '') : world.home;
  const endpoint = where === 'moto' ? (moto?.endpoint ?? '') : world.cloud.endpoint;
  const cwd = join(home, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), '{"dependencies":{"react":"19"},"devDependencies":{"vite":"7"}}');
  return { cwd, env: { HOME: home, AWS_ENDPOINT_URL: endpoint } };
}
type App = ReturnType<typeof newApp>;

const program = (app: App, ...args: string[]) => run([...args, '--json'], app);

/** However it was made, the project has one environment, its new name, and a complete stack. */
/** @param where `moto` keeps no public access block of a bucket, which `status` reports */
async function expectWhole(app: App, name: string, where: Where): Promise<void> {
  const status = (await program(app, 'status')).lines.at(-1);
  expect(status).toMatchObject({
    project: { layout: 'multi-env', environment: 'dev', name },
    stack: { status: 'CREATE_COMPLETE' },
    lastDeployment: { status: 'CREATE_COMPLETE' },
    drift: where === 'moto' ? [expect.stringContaining('Public access is not blocked')] : [],
  });
  expect((await program(app, 'env', 'list')).lines.at(-1)).toMatchObject({
    environments: [{ name: 'dev', current: true, state: { kind: 'known', status: 'CREATE_COMPLETE' } }],
  });
  const team = JSON.parse(readFileSync(join(app.cwd, 'amplify/team-provider-info.json'), 'utf8'));
  expect(team.dev.awscloudformation.StackName).toMatch(/^(?:amplify-)?\w+-(?:\d{14}|dev-[0-9a-f]{5})$/);
}

const ways = (['the demo cloud', 'moto'] as const).flatMap((where) =>
  (['documented', 'multi-env'] as const).map((layout): [Where, Layout] => [where, layout]),
);

describe.each(ways)('on %s, a project that starts as %s', (where, layout) => {
  const isHere = where !== 'moto' || hasMoto();
  const name = layout === 'documented' ? 'one' : 'several';

  it.skipIf(!isHere)('goes from init through configure project and upgrade to status, headless', async () => {
    const app = newApp(where, `${name}line`);
    const environments = layout === 'documented' ? [] : ['--env', 'dev'];
    expect((await program(app, 'init', '--yes', ...environments)).lines.at(-1)).toMatchObject({ ok: true });
    const renamed = await program(
      app,
      'configure',
      'project',
      '--yes',
      '--amplify',
      '{"projectName":"other"}',
    );
    expect(renamed.lines.at(-1)).toMatchObject({ ok: true, projectName: 'other' });
    const upgraded = (await program(app, 'upgrade', '--yes')).lines.at(-1);
    expect(upgraded).toMatchObject({ ok: true, environment: 'dev' });
    await expectWhole(app, 'other', where);
  });

  it.skipIf(!isHere)('goes the same way by keyboard', async () => {
    const app = newApp(where, `${name}keys`);
    const terminal = openTerminal({ args: [], columns: 100, rows: 30, ...app });
    await terminal.see('no Amplify project yet');
    terminal.press('i');
    await terminal.see('called?');
    if (layout === 'multi-env') {
      terminal.press('tab', 'right');
      await terminal.see(/Environment +dev/);
    }
    terminal.press('enter');
    for (const title of [
      'editor',
      'kind of app',
      'app built?',
      'profile?',
      'right account?',
      'Review: nothing',
    ]) {
      await terminal.see(title);
      terminal.press('enter');
    }
    await terminal.see(/is complete|complete in/);
    terminal.press('enter');
    await terminal.see(layout === 'documented' ? 'one backend (classic)' : /environment [a-z]/);
    await terminal.see('edit project');
    terminal.press('e');
    await terminal.see('Change the project');
    terminal.type('x');
    await terminal.see(`${name}keysx`);
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    terminal.press('enter');
    await terminal.see('Done');
    terminal.press('enter');
    await terminal.see(/project \w+ changed: 1 file/);
    await terminal.see('edit project');
    terminal.press('v');
    if (layout === 'documented') {
      await terminal.see('Upgrade to environments');
      terminal.press('enter');
      await terminal.see('A backup is made first');
      terminal.press('enter');
      await terminal.see('The project has the environment dev');
      terminal.press('enter');
    } else {
      await terminal.see(/dev +default .*✔ complete/);
      terminal.press('escape');
    }
    await terminal.see(/environment [a-z]/);
    await terminal.see('complete');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    await expectWhole(app, `${name}keysx`, where);
  });
});
