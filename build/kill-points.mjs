import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookInto } from './reliability/aws.mjs';
import {
  brokenFiles,
  filesBelow,
  inParallel,
  leftOvers,
  makePerson,
  noteOf,
  openWorkshop,
  projectFiles,
  runProgram,
  startCloud,
} from './reliability/world.mjs';

/**
 * Proves that kill -9 at any moment of `init` loses nothing: lists every outside action of a run (each AWS request and each
 * change of a file), kills a separate run between any two of them, continues with `init --resume`, and checks the result.
 * `node build/kill-points.mjs [part of a point's name]...` takes some minutes; `--no-build` uses dist/ as it is.
 */
const words = process.argv.slice(2);
const parts = words.filter((word) => !word.startsWith('--'));
if (!words.includes('--no-build')) {
  const { status } = spawnSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

/** Fewer points than this mean that the hooks do not work, not that the program does less. */
const fewest = 40;
/** Actions that another run may repeat less often: looks at the stack depend on time, lines of the log are written in batches. */
const depends = /Describe|ListStackResources|ListAccountAliases|state\/log/;
/** Where some of the resumed runs are killed as well. */
const secondKills = [
  'after cloudformation.DescribeStacks #1',
  'before rename state/journal/ID.json.unfinished #1',
  'after rename state/journal/ID.json.unfinished #2',
  'after symlink state/durations.json.lock #1',
  'before unlink state/durations.json.lock #1',
  'before s3.PUT object #1',
  'after s3.PUT object #1',
  'before rename project/.amplifyrc.unfinished #1',
  'after rename project/amplify/.config/project-config.json.unfinished #1',
  'after unlink state/journal/ID.json #1',
];
/** A run resumed after a kill that left the lock removes the lock; this kills it while it does. */
const lockKills = [
  'after open state/durations.json.lock.right #1',
  'before unlink state/durations.json.lock #1',
  'after unlink state/durations.json.lock #1',
];

/** Where to kill a run again that continues after a kill at a point; undefined for about half of them. */
function secondKill(point, index) {
  if (point.includes('state/durations.json.unfinished')) return lockKills[index % lockKills.length];
  return index % 2 === 0 ? secondKills[(index / 2) % secondKills.length] : undefined;
}

const workshop = openWorkshop();
// Slow enough that a stack is still being made when the next run starts, fast enough that nothing waits long.
const cloud = await startCloud(workshop, { speed: 150 });
const aws = lookInto(cloud);
const started = Date.now();

/** All points of a complete run, each once. */
async function listPoints() {
  const person = makePerson(workshop, cloud, 'listed');
  const list = join(workshop.folder, 'points');
  const { code, err } = await runProgram(workshop, person, ['init', '--yes', '--json'], { list });
  if (code !== 0) throw new Error(`The run that lists the points ended with ${code}: ${err}`);
  const points = readFileSync(list, 'utf8').trim().split('\n');
  // Repeats of the same line of code: the first three lines of the log, the first three looks at a stack are enough.
  const some = points.filter((point) => !(depends.test(point) && Number(point.split('#')[1]) > 3));
  // After one action is the same moment as before the next.
  return some.filter((point, index) => index === 0 || !point.startsWith('before '));
}

/** The command after a crash: `--resume` if there is a note, else the same command again. */
function nextCommand(person) {
  if (noteOf(person)) return ['init', '--resume', '--json'];
  if (existsSync(join(person.project, 'amplify/.config/project-config.json'))) return ['status', '--json'];
  return ['init', '--yes', '--json'];
}

/** What is wrong at the end. */
async function faultsOf(person) {
  const faults = [];
  const expect = (what, found, wanted) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      faults.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
    }
  };
  const { stacks, buckets, roles } = await aws.belongingTo(person.name);
  const [name = 'no stack'] = stacks.map((stack) => stack.name);
  expect(
    'stacks',
    stacks.map(({ status }) => status),
    ['CREATE_COMPLETE'],
  );
  expect('buckets', buckets, [`${name}-deployment`]);
  expect('roles', roles.sort(), [`${name}-authRole`, `${name}-unauthRole`]);
  expect('files', filesBelow(person.project), projectFiles);
  expect('note', noteOf(person), undefined);
  expect('temporary files and locks', leftOvers(person), []);
  expect('files written in part', brokenFiles(person), []);
  const meta = join(person.project, 'amplify/backend/amplify-meta.json');
  if (existsSync(meta)) {
    const { providers } = JSON.parse(readFileSync(meta, 'utf8'));
    expect('the stack of the files', providers?.awscloudformation?.StackId, stacks[0]?.id);
  }
  return faults;
}

/** Kills one run at a point, perhaps the next one as well, then lets the last one finish. */
async function prove(point, index) {
  const person = makePerson(workshop, cloud, `k${String(index).padStart(3, '0')}`);
  const first = await runProgram(workshop, person, ['init', '--yes', '--json'], { kill: point });
  const wasKilled = first.signal === 'SIGKILL' && !first.overdue;
  const faults = brokenFiles(person).map((name) => `${name} was written in part`);
  if (!wasKilled && !(first.code === 0 && depends.test(point))) {
    faults.push(`the run never came to this point: exit code ${first.code} ${first.err}`);
  }
  const kill = secondKill(point, index);
  const second = kill && (await runProgram(workshop, person, nextCommand(person), { kill }));
  const again = second?.signal === 'SIGKILL' ? `, then ${kill}` : '';
  const args = nextCommand(person);
  const last = await runProgram(workshop, person, args);
  if (last.code !== 0)
    faults.push(`${args.join(' ')}: exit code ${last.code}: ${last.err.trim() || last.out}`);
  faults.push(...(await faultsOf(person)));
  const mark = faults.length > 0 ? '✖' : wasKilled ? '✔' : '·';
  console.log(
    [`${mark} ${index} ${point}${again} (${args.slice(0, 2).join(' ')})`, ...faults].join('\n    '),
  );
  return { point, wasKilled, isTwice: again !== '', faults };
}

try {
  const points = await listPoints();
  const chosen = points
    .map((point, index) => [point, index + 1])
    .filter(([point]) => parts.length === 0 || parts.some((part) => point.includes(part)));
  const results = await inParallel(
    2,
    chosen.map(
      ([point, index]) =>
        () =>
          prove(point, index),
    ),
  );
  const killed = results.filter(({ wasKilled }) => wasKilled);
  const failed = results.filter(({ faults }) => faults.length > 0);
  const twice = results.filter(({ isTwice }) => isTwice);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${killed.length} of ${points.length} points: killed there, ${twice.length} of them twice; ${failed.length} did not come back whole (${seconds} s)`,
  );
  if (failed.length > 0) process.exitCode = 1;
  if (parts.length === 0 && killed.length < fewest) {
    console.log(`✖ fewer than ${fewest} points`);
    process.exitCode = 1;
  }
} finally {
  aws.close();
  await cloud.close();
  workshop.close();
}
