import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  AmplifyClient,
  DeleteAppCommand,
  DeleteBackendEnvironmentCommand,
  ListAppsCommand,
} from '@aws-sdk/client-amplify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientSettings, filesBelow, makeWorld, stacksOf, type World } from '../support/cloud.ts';
import { run } from '../support/run.ts';

let world: World;
let amplify: AmplifyClient;

const team = 'amplify/team-provider-info.json';
const current = 'amplify/#current-cloud-backend';

beforeAll(async () => {
  world = await makeWorld(500);
  amplify = new AmplifyClient(clientSettings(world, 0));
  const made = await run(['init', '--yes', '--json', '--env', 'dev'], { env: world.env, cwd: world.project });
  expect(made.lines.at(-1)).toMatchObject({ ok: true });
  const text = filesBelow(world.project).get(team) ?? '';
  // Typical files: formatted by hand, with additions of their own.
  writeFileSync(
    join(world.project, team),
    ` ${text.replaceAll('\n', '\r\n').replace('"dev": {', '"dev":{')}\r\n`,
  );
  writeFileSync(join(world.project, '.gitignore'), 'node_modules');
  rmSync(join(world.project, 'amplify/backend/backend-config.json'));
});
afterAll(async () => {
  amplify.destroy();
  await world.close();
});

const hook = pathToFileURL('test/journeys/support/kill-at.mjs').href;
const program = (cwd: string, args: readonly string[], killAt?: string) =>
  run([...args, '--json'], {
    env: { ...world.env, ...(killAt ? { KILL_AT: killAt } : {}) },
    cwd,
    node: killAt ? ['--import', hook] : [],
  });
const last = async (cwd: string, args: readonly string[]) => (await program(cwd, args)).lines.at(-1);

/**
 * Removes what differs between stacks, and files of interrupted writes.
 *
 * @param environment differs for each folder, since the app they share accepts a name only once
 */
const filesOf = (cwd: string, environment: string) =>
  new Map(
    [...filesBelow(cwd)].flatMap(([name, text]) => {
      const same = text
        .replaceAll(cwd, 'ROOT')
        .replaceAll(environment, 'mine')
        .replace(/inventory-mine-[0-9a-f]{5}/g, 'MINE')
        .replace(/MINE\/[0-9a-f-]{36}/g, 'MINE/ID')
        .replace(/(?<="AmplifyAppId": ")d\w+/g, 'APP');
      return name.includes('.unfinished') ? [] : [[name, same] as const];
    }),
  );
const untouched = (files: ReadonlyMap<string, string>) =>
  new Map([...files].filter(([name]) => !name.includes('.unfinished') && !name.startsWith(current)));

/** Deletes what finished runs have made: an account has at most 25 apps, and an app ten environments. */
async function leaveApps(environmentName: string): Promise<void> {
  const { apps = [] } = await amplify.send(new ListAppsCommand({}));
  const [first, ...others] = apps;
  for (const { appId } of others) await amplify.send(new DeleteAppCommand({ appId }));
  const own = { appId: first?.appId, environmentName };
  await amplify.send(new DeleteBackendEnvironmentCommand(own)).catch((thrown: Error) => {
    if (thrown.name !== 'NotFoundException') throw thrown;
  });
}

/** A folder with a user's earlier files; its name is the project's. */
function makeFolder(name: string, isNew: boolean): string {
  const cwd = join(world.home, name, 'inventory');
  mkdirSync(join(cwd, 'src'), { recursive: true });
  if (!isNew) cpSync(world.project, cwd, { recursive: true });
  else {
    writeFileSync(join(cwd, 'package.json'), '{"name":"inventory"}');
    writeFileSync(join(cwd, '.gitignore'), 'node_modules');
    writeFileSync(
      join(cwd, 'src/aws-exports.js'),
      'const awsmobile = {"mine": 1};\nexport default awsmobile;\n',
    );
  }
  return cwd;
}

it.each([
  ['of a backend that is there', false],
  ['of a new project', true],
])('the files of an environment %s are completed, or removed, after a kill', async (_, isNew) => {
  const prefix = isNew ? 'zqn' : 'zqa';
  const init = (environment: string) => ['init', '--yes', '--env', environment];
  const whole = makeFolder(`${prefix}whole`, isNew);
  expect(await last(whole, init(`${prefix}z`))).toMatchObject({ ok: true, appId: expect.anything() });
  const after = filesOf(whole, `${prefix}z`);
  await leaveApps(`${prefix}z`);
  let nth = 1;
  for (let killed = true; killed; nth += 1) {
    // In turn: each way continues from every other change; after one change is the same moment as before the next.
    const way = nth % 2 === 1 ? '--resume' : '--clean-up';
    // Names of environments have only letters.
    const environment = `${prefix}${String.fromCharCode(96 + nth)}`;
    const cwd = makeFolder(environment, isNew);
    const before = filesBelow(cwd);
    killed = (await program(cwd, init(environment), `${nth} after`)).code === null;
    if (!killed) break;
    const stacks = Object.keys(await stacksOf(world, 'amplify-inventory')).length;
    const at = `${nth} ${way}`;
    expect(await last(cwd, ['init', '--yes', way]), at).toMatchObject({ ok: true });
    if (way === '--resume') {
      expect(Object.keys(await stacksOf(world, 'amplify-inventory')).length, at).toBe(stacks);
      expect(filesOf(cwd, environment), at).toEqual(after);
    } else {
      expect(untouched(filesBelow(cwd)), at).toEqual(untouched(before));
      // If its local copy is gone, what is deployed is still in the bucket.
      if (!isNew) {
        expect(await last(cwd, ['env', 'use', 'dev', '--yes']), at).toMatchObject({ ok: true });
        expect([...filesBelow(cwd).keys()], at).toEqual([...before.keys()]);
      }
    }
    await leaveApps(environment);
  }
  expect(nth).toBeGreaterThan(8);
});
