import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { disk, kills, stops } from './chaos/disturbed.mjs';
import { files } from './chaos/files.mjs';
import { openFlows } from './chaos/flows.mjs';
import { hostile } from './chaos/hostile.mjs';
import { memory } from './chaos/memory.mjs';
import { network } from './chaos/network.mjs';
import { caseSeed, randomFrom } from './chaos/random.mjs';
import { secrets } from './chaos/secrets.mjs';
import { writers } from './chaos/writers.mjs';
import { chaosSection, withSection } from './reliability/page.mjs';
import { inParallel, openWorkshop, startCloud } from './reliability/world.mjs';

/**
 * Attacks the built program with random cases, as many as fit in the time: `npm run chaos -- [part]... [options]`.
 *
 * - `--seed N`: decides all choices and is printed; without it, each run picks another.
 * - `--minutes N`: time for all parts together (6).
 * - `--flow NAME`: only flows whose name begins with this, in parts that attack flows (kills, disk, stops).
 * - `--case N`: only that case of the named part, to repeat a failure.
 * - `--write`: puts the figures into docs/reliability.md.
 * - `--no-build`: uses dist/ as it is.
 */
const parts = [
  ...[
    [files, 0.08],
    [kills, 0.16],
    [disk, 0.26],
    [stops, 0.1],
    [writers, 0.08],
    [network, 0.14],
    [secrets, 0.06],
    [hostile, 0.08],
    [memory, 0.08],
  ].map(([part, share]) => ({ ...part, share })),
];
const figuresFile = 'build/chaos/figures.json';
const words = process.argv.slice(2);
const numberOf = (name) => (words.includes(name) ? Number(words[words.indexOf(name) + 1]) : undefined);
const named = words.filter((word) => parts.some(({ id }) => id === word));
const only = numberOf('--case');
const seed = numberOf('--seed') ?? Math.floor(Math.random() * 1_000_000);
const flowName = words.includes('--flow') ? words[words.indexOf('--flow') + 1] : '';
const minutes = numberOf('--minutes') ?? 6;
const withValue = ['--seed', '--minutes', '--flow', '--case'];
const known = [...withValue, '--write', '--no-build', ...named];
const unknown = words.filter((word, at) => !known.includes(word) && !withValue.includes(words[at - 1]));
if (unknown.length > 0) {
  console.error(
    `${unknown.join(', ')} is not known.\nParts: ${parts.map(({ id }) => id).join(', ')}\n` +
      'Options: --seed N, --minutes N, --flow NAME, --case N, --write, --no-build',
  );
  process.exit(2);
}
if (!words.includes('--no-build')) {
  const { status } = spawnSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

console.log(`seed ${seed}, ${minutes} minutes`);
const workshop = openWorkshop();
const started = Date.now();
let cloud;
let flows;
let runs = 0;
try {
  const chosen = parts.filter(({ id }) => named.length === 0 || named.includes(id));
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  if (chosen.some(({ id }) => id !== 'files')) {
    cloud = await startCloud(workshop, { speed: 1_000 });
    flows = await openFlows(workshop, cloud, flowName);
  }
  const world = { seed, workshop, cloud, ...flows };
  const figures = [];
  for (const part of chosen) {
    if (part.skip) {
      console.log(`- ${part.id}: left out, ${part.skip}`);
      continue;
    }
    const left = minutes * 60_000 - (Date.now() - started);
    const rest = chosen.slice(chosen.indexOf(part)).reduce((sum, { share }) => sum + share, 0);
    figures.push(await runPart(part, world, Date.now() + (left * part.share) / (rest || shares)));
  }
  const failed = figures.filter(({ failures }) => failures > 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `seed ${seed}: ${failed.length === 0 ? 'nothing broke' : `${failed.map(({ id }) => id).join(', ')} broke`} (${seconds} s)`,
  );
  if (failed.length > 0) process.exitCode = 1;
  if (words.includes('--write') && failed.length === 0 && named.length === 0 && flowName === '') {
    writeFileSync(figuresFile, `${JSON.stringify({ seed, minutes, figures }, undefined, 2)}\n`);
    const page = 'docs/reliability.md';
    writeFileSync(page, withSection(readFileSync(page, 'utf8'), chaosSection({ seed, minutes, figures })));
  }
} finally {
  flows?.close();
  await cloud?.close();
  workshop.close();
}

/** Runs cases of a part, some at a time, until its time is over or none are left. */
async function runPart(part, world, until) {
  const began = Date.now();
  const opened = { ...world, ...(await part.open?.(world)) };
  let count = 0;
  const failures = [];
  const work = async (index) => {
    const random = randomFrom(caseSeed(seed, part.id, index));
    const input = part.case(random, opened, index);
    if (input === undefined) return false;
    count += 1;
    const faults = await proved(part, input, opened, `${part.id}${index}`);
    if (faults.length > 0) failures.push({ index, input, faults });
    return true;
  };
  try {
    if (only !== undefined) await work(only);
    else {
      let next = 0;
      const lane = async () => {
        // At least one of each part, even if another part took too long.
        while ((next === 0 || Date.now() < until) && failures.length < 5) if (!(await work(next++))) return;
      };
      await inParallel(
        part.width,
        Array.from({ length: part.width }, () => lane),
      );
    }
    for (const { index, input, faults } of failures) {
      const smallest = await smallestOf(part, input, opened, `${part.id}${index}`);
      console.log(`✖ ${part.id} case ${index}: ${JSON.stringify(smallest.input)}`);
      for (const text of smallest.faults.length > 0 ? smallest.faults : faults)
        console.log(`    ${text.slice(0, 2_000)}`);
      console.log(`    again: npm run chaos -- ${part.id} --seed ${seed} --case ${index}`);
    }
    const tally = opened.tally?.(count) ?? {};
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(
      `${failures.length > 0 ? '✖' : '✔'} ${part.id}: ${count} cases, ${failures.length} failed${tally.text ? `, ${tally.text}` : ''} (${seconds} s)`,
    );
    return {
      id: part.id,
      title: part.title,
      cases: tally.cases ?? count,
      failures: failures.length,
      outcome: tally.text ?? part.outcome,
    };
  } finally {
    await opened.end?.();
  }
}

async function proved(part, input, world, name) {
  runs += 1;
  try {
    return await part.prove(input, world, `${name}x${runs}`);
  } catch (thrown) {
    return [`no proof: ${thrown.stack}`];
  }
}

/** The smallest input that still fails, as far as it can be found in a minute. */
async function smallestOf(part, input, world, name) {
  let found = { input, faults: [] };
  const until = Date.now() + 60_000;
  for (;;) {
    let better;
    for (const smaller of part.smaller?.(found.input) ?? []) {
      if (Date.now() > until) return found;
      const faults = await proved(part, smaller, world, name);
      if (faults.length === 0) continue;
      better = { input: smaller, faults };
      break;
    }
    if (!better) return found;
    found = better;
  }
}
