import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  documentedFiles,
  filesBelow,
  givenFaults,
  makeWorld,
  stacksOf,
  type World,
} from '../support/cloud.ts';
import { run } from '../support/run.ts';

/** The speed of the program's own time here, for its waits and measurements. */
const faster = 10;
const hurry = `const began=Date.now(),now=Date.now.bind(Date),later=globalThis.setTimeout;
Date.now=()=>began+(now()-began)*${faster};
globalThis.setTimeout=Object.assign((run,ms=0,...rest)=>later(run,ms/${faster},...rest),later);`;

let world: World;

beforeAll(async () => {
  // For the program, a stack takes as long as one of two and a half minutes.
  world = await makeWorld(2);
});

afterAll(() => world.close());

interface Call {
  readonly time: number;
  readonly service: string;
  readonly action: string;
  readonly status?: number;
}

/** Runs an init at the program's own speed. @returns the calls to CloudFormation while it followed the stack */
async function followed(name: string) {
  const cwd = join(world.home, name);
  mkdirSync(cwd);
  const since = Date.now();
  // A second here was ten for the program, and a busy machine must not look like a broken network.
  const node = ['--import', `data:text/javascript,${encodeURIComponent(hurry)}`];
  const { code, lines, err } = await run(['init', '--yes', '--json', '--patience', '600'], {
    env: world.env,
    cwd,
    node,
  });
  expect([code, err]).toEqual([0, '']);
  const answer = await fetch(`${world.cloud.endpoint}/_demo/calls?service=cloudformation&since=${since}`);
  const { calls } = (await answer.json()) as { calls: Call[] };
  const following = calls.filter(({ action }) => /^(DescribeStack|ListStackResources)/.test(action));
  const [first, last] = [following[0], following.at(-1)];
  if (!first || !last) throw new Error('nothing was followed');
  const minutes = ((last.time - first.time) * faster) / 60_000;
  return { cwd, lines, perMinute: following.length / minutes, following };
}

it('four of five calls fail: the stack is followed to its end, with fewer calls per minute', async () => {
  const calm = await followed('calm');
  await givenFaults(
    world,
    'throttle@cloudformation.Describe*,chance=0.8',
    'throttle@ListStackResources,chance=0.8',
  );
  const throttled = await followed('throttled');
  const refused = throttled.following.filter(({ status }) => status === 400);
  expect(refused.length / throttled.following.length).toBeGreaterThan(0.6);
  expect(throttled.perMinute).toBeLessThan(calm.perMinute / 2);
  expect(throttled.lines).toContainEqual(expect.objectContaining({ type: 'connection', state: 'throttled' }));
  const events = (lines: typeof calm.lines) =>
    lines.filter(({ type }) => type === 'event').map(({ logicalId, status }) => `${logicalId} ${status}`);
  expect(events(throttled.lines).sort()).toEqual(
    events(calm.lines)
      .map((event) =>
        event.replace(/^calm-\d+/, (stack) => events(throttled.lines)[0]?.split(' ')[0] ?? stack),
      )
      .sort(),
  );
  expect([...filesBelow(throttled.cwd).keys()]).toEqual(documentedFiles);
  await givenFaults(world);
  expect(Object.values(await stacksOf(world, 'throttled-'))).toEqual(['CREATE_COMPLETE']);
}, 180_000);
