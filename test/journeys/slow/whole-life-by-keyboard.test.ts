import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { filesBelow } from '../support/cloud.ts';
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

const hooks = join(process.cwd(), 'build/reliability/hooks.mjs');
let place: Place;

afterEach(closeTerminals);

/** Opens home in a folder. @param kill the point at which the program kills itself, named as in build/reliability/hooks.mjs */
function openHome(cwd: string, kill?: string): Terminal {
  return openTerminal({
    ...{ args: [], cwd, columns: 100, rows: 36 },
    command: [process.execPath, ...(kill ? ['--import', hooks] : []), 'dist/cli.js'],
    env: { ...place.env, ...(kill ? { PROOF_HOME: place.home, PROOF_KILL: kill } : {}) },
  });
}

/** Repeats the same on home: killed at each of these points in turn, then to the end. */
async function killedAtEach(
  cwd: string,
  points: readonly string[],
  act: (terminal: Terminal, round: number) => Promise<void>,
  end: string | RegExp,
): Promise<Terminal> {
  for (const [round, point] of points.entries()) {
    const terminal = openHome(cwd, point);
    await act(terminal, round);
    expect(await Promise.race([terminal.exited, terminal.see(end).then(() => 'not killed')]), point).toBe(
      137,
    );
  }
  const terminal = openHome(cwd);
  await act(terminal, points.length);
  await terminal.see(end);
  return terminal;
}

async function walk(terminal: Terminal, ...titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    await terminal.see(title);
    terminal.press('enter');
  }
}

/** Quits from home a session whose flow has ended. */
async function leave(terminal: Terminal): Promise<void> {
  terminal.press('enter');
  await terminal.see('PROJECT');
  terminal.press('q');
  expect(await terminal.exited).toBe(0);
}

/** Creates the project, or continues creating it. */
const init = (environment: boolean) => async (terminal: Terminal, round: number) => {
  await terminal.see(round === 0 ? 'No Amplify project' : 'did not finish');
  terminal.press('i');
  if (round > 0) return walk(terminal, 'An earlier init in this folder');
  await terminal.see('called?');
  if (environment) terminal.press('tab', 'right');
  await terminal.see(environment ? /Environment +dev/ : 'one backend (classic)');
  await walk(terminal, 'called?', 'editor', 'kind of app', 'app built?', 'profile?', 'right account?');
  await walk(terminal, 'Review: nothing');
};

const remove = (name: string) => async (terminal: Terminal) => {
  await terminal.see('PROJECT');
  terminal.press('x');
  await walk(terminal, 'Nothing goes before its name is typed');
  await terminal.see('does not come back');
  terminal.type(name);
  await terminal.see('Enter deletes it.');
  // Enter acts once the footer names it, a moment after the pane has appeared.
  await walk(terminal, '⏎ delete');
};

describe.each(placeNames)('the whole life of a project by keyboard on %s, killed at each step', (name) => {
  const here = it.skipIf(!isHere(name));
  beforeAll(async () => {
    if (isHere(name)) place = await openPlace(name, 500);
  });
  afterAll(() => place?.close());
  const cloudNow = () => place.inCloud();
  /** Moto lacks AWS Amplify and only confirms the demo cloud, so one kill per flow is enough. */
  const where = (points: readonly string[]) => (name === 'moto' ? points.slice(0, 1) : points);

  here('documented', async () => {
    const before = await cloudNow();
    const cwd = appFolder(place.home, 'plainly');
    const files = notOurs(place.home, cwd);
    await leave(
      await killedAtEach(
        cwd,
        ['after cloudformation.CreateStack #1'],
        init(false),
        /is complete|complete in/,
      ),
    );
    await push(place.settings, cwd);
    expect(stacksOf(await cloudNow()) - stacksOf(before)).toBe(3);
    const points = [
      'after cloudformation.DeleteStack #1',
      'after s3.DELETE bucket #1',
      'after unlink project/amplify/backend/amplify-meta.json #1',
    ];
    await leave(await killedAtEach(cwd, where(points), remove('plainly'), 'plainly is deleted.'));
    expect(await cloudNow()).toMatchObject(withoutLeft(before));
    expect(notOurs(place.home, cwd)).toEqual(files);
  });

  here('with environments', async () => {
    const before = await cloudNow();
    const cwd = appFolder(place.home, 'broadly');
    const files = notOurs(place.home, cwd);
    const points = ['after cloudformation.CreateStack #1', 'after s3.PUT object #1'];
    await leave(await killedAtEach(cwd, where(points), init(true), /is complete|complete in/));
    await push(place.settings, cwd);
    const dev = await cloudNow();
    const ours = filesBelow(cwd);
    expect(stacksOf(dev) - stacksOf(before)).toBe(3);

    const add = async (terminal: Terminal, round: number) => {
      await terminal.see(round === 0 ? 'broadly' : 'environment test was');
      if (round > 0) {
        terminal.press('i');
        return walk(terminal, 'An earlier init in this folder');
      }
      terminal.press('v');
      await terminal.see('new environment');
      terminal.press('n');
      await walk(
        terminal,
        'new environment called?',
        'Which AWS profile?',
        'right account?',
        'Review: nothing',
      );
    };
    await leave(
      await killedAtEach(
        cwd,
        where([
          'after cloudformation.CreateStack #1',
          'after rename project/amplify/team-provider-info.json.unfinished #1',
        ]),
        add,
        /is complete|complete in/,
      ),
    );
    expect(stacksOf(await cloudNow()) - stacksOf(dev)).toBe(1);

    const back = openHome(cwd);
    await back.see(/environment +test/);
    back.press('v');
    await back.see('dev');
    back.press('up');
    await walk(back, 'switch to it', 'Switch to dev', 'Review: nothing');
    await back.see('Done');
    await leave(back);

    const removeTest = async (terminal: Terminal, round: number) => {
      if (round > 0) await terminal.see('deletion of test');
      else {
        await terminal.see('PROJECT');
        terminal.press('v');
        await terminal.see('✔ complete');
        terminal.press('down');
        await terminal.see('delete it');
      }
      terminal.press('x');
      await walk(terminal, 'Nothing goes before its name is typed');
      await terminal.see('does not come back');
      terminal.type('test');
      await terminal.see('Enter deletes it.');
      // Enter acts once the footer names it, a moment after the pane has appeared.
      await walk(terminal, '⏎ delete');
    };
    await leave(
      await killedAtEach(
        cwd,
        where([
          'after cloudformation.DeleteStack #1',
          'after s3.DELETE bucket #1',
          'after amplify.DELETE object #1',
          'after rename project/amplify/team-provider-info.json.unfinished #1',
        ]),
        removeTest,
        'test is deleted.',
      ),
    );
    expect(await cloudNow()).toEqual(dev);
    expect(filesBelow(cwd)).toEqual(ours);

    const steps = [
      'after cloudformation.DeleteStack #1',
      'after s3.DELETE bucket #1',
      'after amplify.DELETE object #1',
      'after unlink project/amplify/backend/amplify-meta.json #1',
      'before unlink state/journal/delete/ID.json #1',
    ];
    await leave(await killedAtEach(cwd, where(steps), remove('broadly'), 'broadly is deleted.'));
    expect(await cloudNow()).toMatchObject(withoutLeft(before));
    expect(notOurs(place.home, cwd)).toEqual(files);
  });
});
