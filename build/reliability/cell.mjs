import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookInto } from './aws.mjs';
import { whileWriting } from './faults.mjs';
import { openGate } from './gate.mjs';
import { cloudInWords, diskInWords, expectWhole } from './left.mjs';
import { lastWords } from './words.mjs';
import { brokenFiles, makePerson, noteOf, runProgram, startCloud } from './world.mjs';

/** Slow enough that the program looks several times at a stack in progress, fast enough to be done in seconds. */
const speed = 20;
/** Milliseconds: somewhat more than the program's own patience with a lasting fault. */
const deadline = 180_000;
const exitCodes = [0, 1, 3, 130];

/**
 * One cell of the table: `init` meets a fault in a phase, in a cloud and a home of its own; then it is continued without
 * the fault.
 *
 * @returns in words, what the user saw, what was left and how it continued; and what is wrong with that
 */
export async function runCell(workshop, fault, phase) {
  const cloud = await startCloud(workshop, { speed });
  const aws = lookInto(cloud);
  const person = makePerson(workshop, cloud, 'inventory', `${fault.id}.${phase}`);
  const isInFiles = phase === 'files' && (fault.act === 'kill' || fault.act === 'interrupt');
  const flag = join(workshop.folder, `fault.${fault.id}.${phase}`);
  let child;
  let isOver = false;

  async function begin() {
    if (fault.rules.length > 0) await cloud.control('POST', 'faults', { faults: rulesFor(fault, phase) });
    if (fault.act === 'offline') await gate.close();
    if (fault.act === 'portal') gate.answerInstead(fault.calls);
    if (fault.act === 'disk') writeFileSync(flag, '');
    if (isInFiles || (fault.act !== 'kill' && fault.act !== 'interrupt')) return 'ready';
    const ended = once(child, 'exit');
    child.kill(fault.act === 'kill' ? 'SIGKILL' : 'SIGINT');
    await ended;
    return 'gone';
  }

  async function end() {
    if (isOver) return;
    isOver = true;
    await cloud.control('DELETE', 'faults');
    if (fault.act === 'offline') await gate.reopen();
    if (fault.act === 'portal') gate.answerInstead(0);
  }

  const gate = await openGate(cloud, fault.setUpAt ?? phase, begin);
  const env = { AWS_ENDPOINT_URL: gate.endpoint };
  let isInterrupted = false;
  try {
    const run = await runProgram(workshop, person, ['init', '--yes', ...(fault.flags ?? [])], {
      deadline,
      env,
      onStart: (started) => {
        child = started;
      },
      onLine: (line) => {
        if (gate.isReached() && fault.lifted?.test(line)) void end();
        if (fault.interruptAt?.test(line) && !isInterrupted) {
          isInterrupted = true;
          child.kill('SIGINT');
        }
      },
      ...(fault.clock ? { clock: String(fault.clock) } : {}),
      ...(fault.act === 'disk' ? { fail: fault.fail, failFrom: flag } : {}),
      ...(isInFiles
        ? { kill: whileWriting, ...(fault.act === 'interrupt' ? { signal: 'SIGINT' } : {}) }
        : {}),
    });
    await end();
    return await judge({
      workshop,
      fault,
      phase,
      run,
      aws,
      person,
      env,
      wasReached: gate.isReached() || isInFiles,
    });
  } finally {
    aws.close();
    await gate.close();
    await cloud.close();
  }
}

/** Limits a fault at the start to STS: the account's name is requested at the same time, and its failure does not matter. */
function rulesFor({ rules, isStackFailure, isStuck }, phase) {
  if (phase !== 'before' || isStackFailure || isStuck) return rules;
  return rules.map((rule) => rule.replace(/^[^,]+/, '$&@sts'));
}

async function judge(cell) {
  const { fault, phase, run, aws, person } = cell;
  const wrong = [];
  const expect = (isTrue, what) => {
    if (!isTrue) wrong.push(what);
  };
  const isKilled = run.signal === 'SIGKILL' && !run.overdue;
  expect(cell.wasReached, 'the phase never began');
  expect(!run.overdue, 'it did not end by itself');
  expect(
    fault.act === 'kill' ? isKilled : exitCodes.includes(run.code),
    `exit code ${run.code} ${run.signal}`,
  );
  expect(brokenFiles(person).length === 0, `written in part: ${brokenFiles(person)}`);
  const left = await settledCloud(aws, person, fault.isStuck);
  expect(left.stacks.length <= 1, `${left.stacks.length} stacks`);
  const text = `${run.out}${run.err}`;
  const note = noteOf(person);
  for (const { name } of left.stacks) {
    const isNamed = text.includes(name);
    expect(isNamed || (isKilled && note?.stackName === name), `what is left is not named: ${name}`);
  }
  const sees = isKilled ? 'nothing: the program is gone' : lastWords(run, person);
  const cloudWords = cloudInWords(left);
  const disk = diskInWords(person, note);
  const goesOn = await goOn(cell, left, note, expect);
  const isCleanedUp = fault.isStuck || fault.isStackFailure;
  return {
    fault,
    phase,
    outcome: run.code === 0 ? 'done' : isCleanedUp ? 'cleaned up' : 'resumed',
    code: isKilled ? 'killed' : run.code,
    sees,
    cloud: cloudWords,
    disk,
    goesOn,
    wrong,
    text,
  };
}

/** What belongs to the user in the cloud once AWS has finished. */
async function settledCloud(aws, person, isStuck) {
  for (;;) {
    const left = await aws.belongingTo(person.name);
    const stacks = left.stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
    if (isStuck || stacks.every(({ status }) => !status.endsWith('_IN_PROGRESS'))) return { ...left, stacks };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** After the fault: what the user does next, and the result. */
async function goOn(cell, left, note, expect) {
  const { fault, aws, person } = cell;
  if (fault.isStuck || fault.isStackFailure) return beginAnew(cell, expect);
  if (note === undefined && existsSync(join(person.project, 'amplify/.config/project-config.json'))) {
    await expectWhole(aws, person, left.stacks, expect);
    return 'nothing to do';
  }
  const command = note ? 'init --resume' : 'init --yes';
  await expectDone(cell, command, expect);
  await expectWhole(aws, person, left.stacks, expect);
  return `\`${command}\`: ${note && left.stacks.length > 0 ? 'the same stack, all complete' : 'all complete'}`;
}

/** AWS could not make the stack: it is deleted, and another one is made. */
async function beginAnew(cell, expect) {
  const cleaned = await expectDone(cell, 'init --clean-up', expect);
  const { stacks, buckets, roles } = await cell.aws.belongingTo(cell.person.name);
  const there = stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
  expect(
    there.length === 0 && roles.length === 0,
    `still there: ${cloudInWords({ stacks: there, buckets, roles })}`,
  );
  for (const bucket of buckets)
    expect(cleaned.includes(bucket), `the bucket ${bucket} is kept and not named`);
  await expectDone(cell, 'init --yes', expect);
  await expectWhole(cell.aws, cell.person, [], expect, buckets);
  const kept = buckets.length > 0 ? 'the stack is deleted, its bucket kept and named' : 'nothing is left';
  return `\`init --clean-up\`: ${kept}; then \`init --yes\`: all complete`;
}

async function expectDone({ workshop, person, env }, command, expect) {
  const run = await runProgram(workshop, person, command.split(' '), { env });
  expect(run.code === 0, `${command}: exit code ${run.code}: ${run.out}${run.err}`);
  return `${run.out}${run.err}`;
}
