import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { claim, documentedFiles, filesBelow, givenFaults, openWorld, stacksOf } from '../support/cloud.ts';
import { run } from '../support/run.ts';
import { toReview } from '../support/walk.ts';

const world = await openWorld(5);

afterEach(async () => {
  closeTerminals();
  await givenFaults(world);
});

const state = /no connection for \d+s, trying again in \d+s/;

function folder(name: string): string {
  const path = join(world.home, name);
  mkdirSync(path);
  return path;
}

describe('without a network', () => {
  it('every phase on screen says so, counts down, and continues by itself', async () => {
    const cwd = folder('phases');
    const terminal = openTerminal({ args: ['init'], columns: 110, rows: 36, env: world.env, cwd });
    await givenFaults(world, 'reset@sts.*');
    for (const title of ['called?', 'editor', 'kind of app', 'app built?', 'profile?']) {
      await terminal.see(title);
      terminal.press('enter');
    }
    await terminal.see('asking AWS who you are');
    await terminal.see(state);
    terminal.press('escape');
    await terminal.see('profile?');
    terminal.press('enter');
    await terminal.see(state);
    await givenFaults(world, 'reset@CreateStack');
    terminal.press('r');
    await terminal.see('right account?');
    terminal.press('enter');
    await terminal.see('Review: nothing');
    terminal.press('enter');
    await terminal.see('Sending the template');
    await terminal.see(state);
    await terminal.see('ECONNRESET');
    await givenFaults(world, 'reset@DescribeStackEvents', 'reset@s3.PutObject');
    terminal.press('r');
    await terminal.see('Deploying');
    await terminal.see(state);
    await givenFaults(world, 'reset@s3.PutObject');
    terminal.press('r');
    await terminal.see('Storing the backend');
    await terminal.see(state);
    await givenFaults(world);
    terminal.press('r');
    await terminal.see(/is complete|complete in/);
    expect([...filesBelow(cwd).keys()]).toEqual(documentedFiles);
    expect(Object.keys(await stacksOf(world, 'phases-'))).toHaveLength(1);
  });

  it('a deletion says so, too, and q asks meanwhile', async () => {
    const cwd = folder('deletion');
    const terminal = openTerminal({ args: ['init'], columns: 110, rows: 36, env: world.env, cwd });
    await toReview(terminal);
    terminal.press('enter');
    await terminal.see('DeploymentBucket');
    await givenFaults(world, 'reset@DeleteStack');
    terminal.press('q');
    await terminal.see('delete the stack');
    terminal.press('d');
    await terminal.see('Cleaning up');
    await terminal.see(state);
    terminal.press('q');
    await terminal.see('THE STACK IS BEING REMOVED');
    terminal.press('escape');
    await terminal.gone('THE STACK IS BEING REMOVED');
    await givenFaults(world);
    terminal.press('r');
    await terminal.see(/is deleted/);
    expect(await stacksOf(world, 'deletion-')).toEqual({});
  });

  it('a call that never returns has a deadline and is a state like any other', async () => {
    const terminal = openTerminal({
      args: ['init'],
      columns: 110,
      env: world.env,
      cwd: folder('hanging'),
      patience: 40_000,
    });
    await toReview(terminal);
    await givenFaults(world, 'hang@CreateStack,times=1');
    terminal.press('enter');
    await terminal.see('Sending the template');
    await terminal.see(/no connection for 1\ds, trying again/);
    await terminal.see(/is complete|complete in/);
    expect(Object.keys(await stacksOf(world, 'hanging-'))).toHaveLength(1);
  });

  it.each([
    ['CreateStack', 'reset@CreateStack', /not known whether AWS has made the stack/],
    ['the stack', 'reset@DescribeStack*', /is left in AWS/],
    ['the template', 'reset@s3.PutObject', /is left in AWS/],
  ])(
    'a run without a user gives up on %s after the given time, and can be resumed',
    async (what, fault, left) => {
      const name = what.replaceAll(/[^a-z]/gi, '').toLowerCase();
      const cwd = folder(name);
      await givenFaults(world, fault);
      const first = await run(['init', '--yes', '--json', '--patience', '3'], { env: world.env, cwd });
      expect([first.code, first.lines.at(-1)]).toEqual([1, expect.objectContaining({ code: 'OFFLINE' })]);
      expect(first.err).toMatch(left);
      expect(first.err).toContain('init --resume');
      expect(first.lines).toContainEqual({ type: 'connection', state: 'offline' });
      expect([...filesBelow(cwd).keys()]).toEqual([claim]);
      await givenFaults(world);
      const plain = await run(['init', '--yes', '--json'], { env: world.env, cwd });
      expect([plain.code, plain.lines.at(-1)?.code]).toEqual([2, 'USAGE']);
      const second = await run(['init', '--resume', '--json'], { env: world.env, cwd });
      expect([second.code, second.lines.at(-1)]).toEqual([0, expect.objectContaining({ ok: true })]);
      expect([...filesBelow(cwd).keys()]).toEqual(documentedFiles);
      expect(Object.keys(await stacksOf(world, `${name}-`))).toEqual([second.lines.at(-1)?.stackName]);
    },
  );
});
