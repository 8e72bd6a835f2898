import { lutimesSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brokenFiles, filesBelow } from '../reliability/world.mjs';

/** What the system does to a run halfway: it is killed, its disk is full, it is stopped for a while. */

const fault = /UNEXPECTED|fault of amplify-tui|\n\s+at .+:\d+:\d+/;
/** Operations that need room on the disk or the right to write. */
const writes = /^before (?:open|write|writeFile|appendFile|mkdir|symlink|copyFile|rename|truncate) /;

export const kills = {
  id: 'kills',
  title: 'kill -9 at a random moment of a flow that writes, once or twice, then resumed',
  outcome: 'all ended whole',
  width: 3,
  case: (random, world) => {
    const flow = random.pick(world.flows);
    return {
      flow: flow.id,
      points: Array.from({ length: 1 + random.below(2) }, () => random.pick(flow.points)),
    };
  },
  async prove(input, world, folder) {
    const flow = world.flows.find(({ id }) => id === input.flow);
    const person = await world.personFor(flow, folder);
    const broken = [];
    for (const kill of input.points) {
      const { signal, code, overdue } = await world.run(flow, person, { kill });
      if (overdue) return ['it did not end'];
      broken.push(...brokenFiles(person).map((name) => `${name} was written in part`));
      if (signal !== 'SIGKILL' || code === 0) break;
    }
    return [...broken, ...(await world.goOn(flow, person))];
  },
  /** Inputs with fewer kills. */
  smaller: ({ flow, points }) =>
    points.length > 1 ? points.map((point) => ({ flow, points: [point] })) : [],
};

const sayings = {
  ENOSPC: /disk is full/i,
  EDQUOT: /quota/i,
  EROFS: /read-only/i,
  EACCES: /permission/i,
};

export const disk = {
  id: 'disk',
  title:
    'the disk is full, the quota used up, the place read-only or closed from one write on, each write in turn',
  outcome: 'files whole, the cause named, the next run ends it',
  width: 3,
  open: ({ flows, seed }) => {
    const all = writesInTurn(flows);
    return {
      disk: { all, from: seed % all.length },
      tally: (cases) => ({
        text: `files whole, the cause named, the next run ends it; ${cases} of ${all.length} writes`,
      }),
    };
  },
  // Each write of each flow once, starting where the seed says; the error is random.
  case: (random, { disk: { all, from } }, index) =>
    index < all.length
      ? { ...all[(from + index) % all.length], code: random.pick(Object.keys(sayings)) }
      : undefined,
  async prove({ flow: id, point, code }, world, folder) {
    const flow = world.flows.find((each) => each.id === id);
    const person = await world.personFor(flow, folder);
    const run = await world.run(flow, person, { fail: `${code} .`, failAt: point });
    const said = `${run.out}${run.err}`;
    const faults = brokenFiles(person).map((name) => `${name} was written in part`);
    if (run.overdue) return ['it did not end'];
    if (![0, 1].includes(run.code)) faults.push(`exit code ${run.code} ${run.signal ?? ''}: ${said}`);
    if (fault.test(said)) faults.push(`it is taken for a fault of the program: ${said}`);
    if (run.code === 1 && !sayings[code].test(said)) faults.push(`${code} is not named: ${said}`);
    return [...faults, ...(await world.goOn(flow, person))];
  },
};

/** Every write of every flow, taken from the flows in turn, so that a short run reaches all flows. */
function writesInTurn(flows) {
  const lists = flows.map(({ id, points }) =>
    points.filter((point) => writes.test(point)).map((point) => ({ flow: id, point })),
  );
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}

export const stops = {
  id: 'stops',
  title:
    'SIGSTOP at a random moment, SIGCONT some seconds later; another run meanwhile, which may take its locks over',
  outcome: 'both ended, nothing mixed',
  width: 2,
  skip: process.platform === 'linux' ? undefined : 'whether a process has stopped is read from /proc',
  case: (random, world) => {
    const flow = random.pick(world.flows.filter(({ isAlike, isMet }) => isAlike || isMet));
    return {
      flow: flow.id,
      point: random.pick(flow.points),
      seconds: 1 + random.below(3),
      // Either a minute has passed from the other run's point of view, or not.
      second: random.pick([undefined, 'meanwhile', 'meanwhile', 'a minute later']),
    };
  },
  async prove({ flow: id, point, seconds, second }, world, folder) {
    const flow = world.flows.find((each) => each.id === id);
    const person = await world.personFor(flow, folder);
    let ended = false;
    let other;
    const watch = async (child) => {
      while (!ended && child.exitCode === null && !isStopped(child.pid)) await wait(20);
      if (ended || child.exitCode !== null) return;
      if (second === 'a minute later') ageLocks(person.home);
      if (second) other = world.run(flow, person);
      await wait(seconds * 1000);
      child.kill('SIGCONT');
    };
    let watched;
    const run = await world.run(flow, person, {
      kill: point,
      signal: 'SIGSTOP',
      deadline: 90_000,
      onStart: (child) => {
        watched = watch(child);
      },
    });
    ended = true;
    await watched;
    const runs = [run, ...(other ? [await other] : [])];
    const odd = runs.filter(
      ({ code, overdue, out, err }) => overdue || ![0, 1, 2].includes(code) || fault.test(out + err),
    );
    return [
      ...odd.map(({ code, out, err }) => `it ended with ${code}: ${out}${err}`),
      ...(runs.some(({ code }) => code === 0) ? [] : ['neither run did it']),
      ...(await world.goOn(flow, person)),
    ];
  },
  smaller: (input) => (input.second ? [{ ...input, second: undefined }] : []),
};

/** Makes every lock as old as an abandoned one. */
function ageLocks(home) {
  const longAgo = new Date(Date.now() - 120_000);
  for (const name of filesBelow(home))
    if (name.endsWith('.lock')) lutimesSync(join(home, name), longAgo, longAgo);
}

/** Field 3 of proc(5), after the name in brackets. */
function isStopped(pid) {
  try {
    return /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
