import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { filesBelow, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(500);

beforeAll(async () => {
  const made = await run(['init', '--yes', '--json'], { env: world.env, cwd: world.project });
  expect(made.lines.at(-1)).toMatchObject({ ok: true });
});

const hook = pathToFileURL('test/journeys/support/kill-at.mjs').href;

/** The project's own files. */
const own = (cwd: string) =>
  new Map([...filesBelow(cwd)].filter(([name]) => !name.startsWith('amplify-backup-')));

/** A copy of the project in a folder of the same name, so that the paths in its files stay the same. */
function copyIn(name: string): string {
  const cwd = join(world.home, name, 'inventory');
  mkdirSync(join(world.home, name));
  cpSync(world.project, cwd, { recursive: true });
  writeFileSync(join(cwd, '.gitignore'), 'node_modules\n');
  return cwd;
}

it('an upgrade killed at any write is completed by the next run, or undone byte for byte', async () => {
  const program = (cwd: string, ...args: string[]) => run([...args, '--json'], { env: world.env, cwd });
  const whole = copyIn('whole');
  expect((await program(whole, 'upgrade', '--yes')).lines.at(-1)).toMatchObject({ ok: true });
  const upgraded = [...own(whole).keys()];
  for (let nth = 1, killed = true; killed; nth += 1) {
    // After one change is the same moment as before the next.
    for (const when of nth === 1 ? ['before', 'after'] : ['after']) {
      const cwd = copyIn(`${nth}-${when}`);
      const before = own(cwd);
      const ended = await run(['upgrade', '--yes', '--json'], {
        env: { ...world.env, KILL_AT: `${nth} ${when}` },
        node: ['--import', hook],
        cwd,
      });
      killed = ended.code === null;
      if (!killed) {
        expect(ended.lines.at(-1)).toMatchObject({ ok: true });
        expect(nth).toBeGreaterThan(8);
        break;
      }
      // Every file is complete, and the program says what exists.
      for (const [name, text] of own(cwd))
        if (name.endsWith('.json')) expect(() => JSON.parse(text), name).not.toThrow();
      expect((await program(cwd, 'status')).code, `${nth} ${when}`).toBe(0);
      const copy = join(world.home, `${nth}-${when}-undone`, 'inventory');
      cpSync(cwd, copy, { recursive: true });
      expect((await program(cwd, 'upgrade', '--yes')).lines.at(-1)).toMatchObject({ ok: true });
      expect([...own(cwd).keys()], `${nth} ${when}`).toEqual(upgraded);
      for (const folder of [cwd, copy]) {
        const undone = (await program(folder, 'upgrade', '--undo', '--yes')).lines.at(-1);
        // Killed before the backup was complete, there is nothing to undo.
        expect(undone?.ok === true || undone?.code === 'USAGE').toBe(true);
        expect(own(folder), `${nth} ${when}`).toEqual(before);
      }
    }
  }
});
