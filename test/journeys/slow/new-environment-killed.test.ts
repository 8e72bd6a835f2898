import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesBelow, makeWorld, stacksOf, type World } from '../support/cloud.ts';
import { run } from '../support/run.ts';

let world: World;

beforeAll(async () => {
  world = await makeWorld(500);
  const made = await run(['init', '--yes', '--json', '--env', 'dev'], { env: world.env, cwd: world.project });
  expect(made.lines.at(-1)).toMatchObject({ ok: true });
});
afterAll(() => world.close());

const hook = pathToFileURL('test/journeys/support/kill-at.mjs').href;
const program = (cwd: string, args: readonly string[], killAt?: string) =>
  run([...args, '--json'], {
    env: { ...world.env, ...(killAt ? { KILL_AT: killAt } : {}) },
    cwd,
    node: killAt ? ['--import', hook] : [],
  });

/**
 * Without what differs from one stack to the next; what a killed write has left beside a file is none.
 *
 * @param environment each folder has one of its own: the app of all of them takes a name once
 */
const filesOf = (cwd: string, environment = 'zqnone') =>
  new Map(
    [...filesBelow(cwd)].flatMap(([name, text]) => {
      const same = text
        .replaceAll(cwd, 'ROOT')
        .replaceAll(world.project, 'ROOT')
        .replaceAll(environment, 'mine')
        .replace(/inventory-mine-[0-9a-f]{5}/g, 'MINE')
        .replace(/MINE\/[0-9a-f-]{36}/g, 'MINE/ID');
      return name.includes('.unfinished') ? [] : [[name, same] as const];
    }),
  );

function copy(name: string): string {
  const cwd = join(world.home, name);
  mkdirSync(cwd);
  cpSync(world.project, cwd, { recursive: true });
  return cwd;
}

/** What another environment is fetched for again, once its own was cut off and cleaned up. */
const fetched = /^amplify\/(?:#current-cloud-backend\/|backend\/amplify-meta\.json)/;
const init = (environment: string) => ['init', '--yes', '--env', environment];

it('a new environment whose files were being written is finished, or taken back, after a kill', async () => {
  const before = filesOf(world.project);
  const whole = copy('whole');
  expect((await program(whole, init('zqwhole'))).lines.at(-1)).toMatchObject({ ok: true });
  const after = filesOf(whole, 'zqwhole');
  for (let nth = 1, killed = true; killed; nth += 1) {
    for (const [way, when] of [
      ['--resume', 'before'],
      ['--clean-up', 'after'],
    ] as const) {
      const cwd = copy(`${nth}${when}`);
      // Letters only, as the names of environments have to be.
      const environment = `zq${String.fromCharCode(96 + nth)}${when.charAt(0)}`;
      killed = (await program(cwd, init(environment), `${nth} ${when}`)).code === null;
      if (!killed) {
        expect(nth).toBeGreaterThan(5);
        break;
      }
      const stacks = Object.keys(await stacksOf(world, 'amplify-inventory')).length;
      const ended = (await program(cwd, ['init', '--yes', way])).lines.at(-1);
      if (way === '--clean-up' && ended?.code === 'PROJECT_EXISTS') {
        // The file of all environments was written already: it is never put back over what others may have added.
        expect(ended.what, `${nth} ${way}`).toMatch(
          /is gone; .* stays?: .*amplify\/team-provider-info\.json/,
        );
        continue;
      }
      expect(ended, `${nth} ${way}`).toMatchObject({ ok: true });
      const left = Object.entries(await stacksOf(world, 'amplify-inventory'));
      if (way === '--resume') {
        expect(left.length, `${nth} ${way}`).toBe(stacks);
        expect(filesOf(cwd, environment), `${nth} ${way}`).toEqual(after);
        continue;
      }
      const here = filesOf(cwd);
      for (const [name, text] of before)
        if (!fetched.test(name)) expect(here.get(name), `${nth} ${way} ${name}`).toBe(text);
      expect((await program(cwd, ['env', 'use', 'dev', '--yes'])).lines.at(-1)).toMatchObject({ ok: true });
      expect(filesOf(cwd), `${nth} ${way}`).toEqual(before);
    }
  }
});
