import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appFolder,
  isHere,
  notOurs,
  openPlace,
  type Place,
  placeNames,
  push,
  stacksOf,
  withoutLeft,
} from '../support/life.ts';
import { run } from '../support/run.ts';

describe.each(placeNames)('the whole life of a project on %s', (name) => {
  const here = it.skipIf(!isHere(name));
  let place: Place;
  beforeAll(async () => {
    if (isHere(name)) place = await openPlace(name);
  });
  afterAll(() => place?.close());

  const cloudNow = () => place.inCloud();

  /**
   * Runs a command that is killed at its first step, its next run at the second one, and so on until a run finishes.
   *
   * @param again the command that continues it
   * @returns the number of killed runs, and the result
   */
  async function killedToTheEnd(cwd: string, first: readonly string[], again: readonly string[]) {
    for (let kills = 0; ; kills += 1) {
      let steps = 0;
      const { code, err, lines } = await run([...(kills === 0 ? first : again), '--yes', '--json'], {
        ...{ env: place.env, cwd },
        onLine: (line, pid) => {
          if (!line.startsWith('{"type":"step"')) return;
          steps += 1;
          if (steps === kills + 1) process.kill(pid, 'SIGKILL');
        },
      });
      if (code === null) continue;
      expect(code, `${err}${JSON.stringify(lines.at(-1))}`).toBe(0);
      return { kills, result: lines.at(-1) };
    }
  }

  here(
    'with environments and nested stacks, headless, killed at each step, leaves cloud and files as before',
    async () => {
      const before = await cloudNow();
      const project = appFolder(place.home, 'life');
      const files = notOurs(place.home, project);
      const made = await killedToTheEnd(project, ['init', '--env', 'dev'], ['init', '--resume']);
      expect(made.result).toMatchObject({ ok: true, environment: 'dev' });
      expect(made.kills).toBeGreaterThan(0);
      await push(place.settings, project);
      const dev = await cloudNow();
      expect(stacksOf(dev) - stacksOf(before)).toBe(3);

      const added = await killedToTheEnd(project, ['env', 'add', 'test'], ['init', '--resume']);
      expect(added).toMatchObject({ result: { ok: true, environment: 'test' } });
      const switched = await run(['env', 'use', 'dev', '--yes', '--json'], { env: place.env, cwd: project });
      expect(switched.code, switched.err).toBe(0);
      const remove = ['env', 'remove', 'test', '--confirm', 'test'];
      expect(await killedToTheEnd(project, remove, remove)).toMatchObject({
        result: { ok: true, deleted: 'test' },
      });
      expect(await cloudNow()).toEqual(dev);

      const all = ['delete', '--confirm', 'life'];
      const gone = await killedToTheEnd(project, all, all);
      expect(gone.result).toMatchObject({ ok: true, deleted: 'life' });
      expect(gone.kills).toBeGreaterThan(1);
      expect(await cloudNow()).toMatchObject(withoutLeft(before));
      expect(notOurs(place.home, project)).toEqual(files);
    },
  );
});
