import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { filesBelow, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(500);

beforeAll(async () => {
  const made = await run(['init', '--yes', '--json', '--env', 'dev'], { env: world.env, cwd: world.project });
  expect(made.lines.at(-1)).toMatchObject({ ok: true });
  for (const label of [
    'amplify/#current-cloud-backend',
    'amplify/.config/local-env-info.json',
    'amplify/.config/local-aws-info.json',
    'amplify/backend/amplify-meta.json',
    'src',
  ])
    rmSync(join(world.project, label), { recursive: true });
});

const hook = pathToFileURL('test/journeys/support/kill-at.mjs').href;
/** The files of a clone with its path replaced, without those of interrupted writes. */
const filesOf = (cwd: string) =>
  new Map(
    [...filesBelow(cwd)].flatMap(([name, text]) =>
      name.includes('.unfinished') ? [] : [[name, text.replaceAll(cwd, 'ROOT')] as const],
    ),
  );

function clone(name: string): string {
  const cwd = join(world.home, name);
  mkdirSync(cwd);
  cpSync(world.project, cwd, { recursive: true });
  // There is an older one, so that the folder is replaced, not made.
  mkdirSync(join(cwd, 'amplify/#current-cloud-backend'));
  writeFileSync(join(cwd, 'amplify/#current-cloud-backend/old.json'), '{}');
  return cwd;
}

it('setting up a clone that is killed at any change of a file is completed by the same command', async () => {
  const attach = (cwd: string, env: Readonly<Record<string, string>> = {}, node: readonly string[] = []) =>
    run(['init', '--yes', '--json'], { env: { ...world.env, ...env }, cwd, node });
  const whole = clone('whole');
  expect((await attach(whole)).lines.at(-1)).toMatchObject({ ok: true });
  const after = filesOf(whole);
  expect(after.has('amplify/#current-cloud-backend/amplify-meta.json')).toBe(true);
  expect(after.has('amplify/#current-cloud-backend/old.json')).toBe(false);
  for (let nth = 1, killed = true; killed; nth += 1) {
    // After one change is the same moment as before the next.
    for (const when of nth === 1 ? ['before', 'after'] : ['after']) {
      const cwd = clone(`${nth}-${when}`);
      const ended = await attach(cwd, { KILL_AT: `${nth} ${when}` }, ['--import', hook]);
      killed = ended.code === null;
      if (!killed) {
        expect(nth).toBeGreaterThan(8);
        break;
      }
      for (const [name, text] of filesOf(cwd))
        if (name.endsWith('.json')) expect(() => JSON.parse(text), name).not.toThrow();
      // Killed after the last file, it is a complete project.
      const again = (await attach(cwd)).lines.at(-1);
      expect(
        again?.ok === true || again?.code === 'PROJECT_EXISTS',
        `${nth} ${when}: ${JSON.stringify(again)}`,
      ).toBe(true);
      expect(filesOf(cwd), `${nth} ${when}`).toEqual(after);
    }
  }
});
