import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { asRecorded, casesOf, inAccount } from './aws-check/cases.mjs';
import { cleanUp } from './aws-check/clean.mjs';
import { lifeDifferences, lifeOf, live } from './aws-check/life.mjs';
import { checkPage } from './aws-check/page.mjs';
import { replay } from './aws-check/replay.mjs';
import { openWorkshop, startCloud } from './reliability/world.mjs';

/**
 * Compares the demo cloud with a real account: `npm run aws-check -- --profile P`. Runs the built program through its whole
 * life and the recorded cases that are safe there, deletes everything again, and writes a page of the differences.
 * docs/aws-check.md says what it makes and what that costs. Never runs in CI. See --help.
 */
const help = `npm run aws-check -- --profile NAME [options]

  --profile NAME      the profile of the account's administrator
  --region REGION     the region (eu-west-1)
  --endpoint-url URL  another cloud: moto, or a demo cloud
  --dry-run           only lists each call that would be made
  --account ID        continues without a question if this is the account
  --only PARTS        life, cloudformation, iam, s3, sts, separated by commas; or parts of a case's name
  --budget N          maximum number of calls, without the deletion (3000)
  --page FILE         where to write the page (aws-check.md)
  --clean-up RUN      only deletes what an earlier run has left
  --no-build          uses dist/ as it is
`;
const { values: given } = parseArgs({
  options: {
    ...Object.fromEntries(
      ['profile', 'region', 'endpoint-url', 'account', 'only', 'budget', 'page', 'clean-up'].map((name) => [
        name,
        { type: 'string' },
      ]),
    ),
    ...Object.fromEntries(['dry-run', 'no-build', 'help'].map((name) => [name, { type: 'boolean' }])),
  },
});
const { region = 'eu-west-1', page = 'aws-check.md', 'endpoint-url': endpoint } = given;
const budget = Number(given.budget ?? 3000);
/** Calls kept back for the deletion. */
const reserve = 1500;
const services = ['sts', 'iam', 's3', 'cloudformation'];
const parts = ['life', ...services];
const only = given.only?.split(',');
const id = given['clean-up'] ?? Date.now().toString(36).slice(-6);
if (!/^[a-z0-9]{6}$/.test(id)) fail(`${id} is not the id of a run: six letters or digits.`);
/** Part of every name of this run. */
const tag = `amptui${id}`;
const folder = join(tmpdir(), `amplify-tui-aws-check-${id}`);
const ledger = join(folder, 'made.jsonl');
const isHere = endpoint !== undefined && /^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(endpoint);

if (given.help) {
  process.stdout.write(help);
  process.exit(0);
}
if (!Number.isInteger(budget) || budget < 1) fail('--budget is a number of calls.');
if (process.env.CI && !isHere) fail('This is never run in CI: it makes things in a real account.');

const wanted = services.flatMap((service) =>
  casesOf(service)
    .filter(
      ({ id: name }) =>
        !only || only.some((part) => part === service || (!parts.includes(part) && name.includes(part))),
    )
    .map((recorded) => ({ service, ...recorded })),
);
const withLife = !only || only.includes('life');

if (given['dry-run']) {
  tellPlan({ account: '111122223333', region });
  process.exit(0);
}
if (!given.profile) fail('Name the account with --profile.');

const stop = new AbortController();
let why;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (stop.signal.aborted) {
      say(
        `It is deleting what it has made. What is left then: npm run aws-check -- --profile ${given.profile} --clean-up ${id}`,
      );
      return;
    }
    why = `by ${signal}`;
    say('Stopping; what was made is deleted.');
    stop.abort();
  });

// Loaded only now: a dry run needs none of it.
const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
const { openAccount, Stopped } = await import('./aws-check/account.mjs');
const credentials = await fromNodeProviderChain({ profile: given.profile, clientConfig: { region } })().catch(
  (thrown) => fail(`The profile ${given.profile} gives no credentials: ${thrown.message}`),
);
mkdirSync(folder, { recursive: true, mode: 0o700 });
const account = openAccount({ credentials, region, endpoint, budget, tag, ledger, signal: stop.signal });
const { Account: accountId, Arn } = await account.send('sts', 'GetCallerIdentity').catch((thrown) => {
  if (!given['clean-up']) rmSync(folder, { recursive: true, force: true });
  fail(`Nothing was made: ${thrown.message}`);
});
const place = { account: accountId, region };
await confirm();

const told = [];
let life;
let left = [];
try {
  if (!given['clean-up']) {
    const cases = wanted.map((recorded, index) => {
      const prefix = `${tag}-${String(index).padStart(3, '0')}-`;
      return { ...recorded, prefix, ...renamed(recorded, prefix) };
    });
    for (const { service, id: name, source, why: reason } of cases)
      if (reason !== undefined) told.push({ service, id: name, source, why: reason });
    const jobs = cases.filter(({ why: reason }) => reason === undefined);
    if (withLife) jobs.unshift({ life: true });
    await Promise.all(Array.from({ length: 6 }, () => work(jobs)));
  }
} catch (thrown) {
  why ??= thrown.message;
  if (!(thrown instanceof Stopped)) console.error(thrown);
} finally {
  left = await deleteAll();
}
writePage();
account.close();
if (left.length === 0) rmSync(folder, { recursive: true, force: true });
else
  say(
    `Left in the account: ${left.join(', ')}. Try again: npm run aws-check -- --profile ${given.profile} --clean-up ${id}`,
  );
process.exitCode = left.length > 0 ? 1 : why === undefined ? 0 : 130;

/** Runs the cases one after another until all are done or it is stopped. */
async function work(jobs) {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    if (stop.signal.aborted || why !== undefined) return;
    if (job.life) await runLife();
    else await runCase(job);
  }
}

async function runCase({ service, id: name, source, prefix, steps }) {
  const ask = async (other, operation, input) => {
    try {
      const raw = await account.send(other, operation, input);
      return { output: asRecorded(raw, prefix, place), raw };
    } catch (thrown) {
      if (thrown instanceof Stopped || thrown.$metadata === undefined) throw thrown;
      const failure = {
        code: thrown.Code ?? thrown.name,
        status: thrown.$metadata.httpStatusCode ?? 0,
        message: thrown.message,
      };
      return { failure: asRecorded(failure, prefix, place) };
    }
  };
  const found = await replay(service, steps, ask, { pause: isHere ? 50 : 3000, tries: 200 });
  told.push({ service, id: name, source, found });
  say(`${found.length === 0 ? '✔' : '✖'} ${service}: ${name}`);
}

/** Runs the same life in the account and in a demo cloud of its own. */
async function runLife() {
  if (
    !given['no-build'] &&
    spawnSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' }).status !== 0
  )
    throw new Error('the program cannot be built');
  const workshop = openWorkshop();
  const home = mkdtempSync(join(folder, 'home-'));
  let demo;
  try {
    account.note('user', tag);
    const common = { program: workshop.program, tag, region, signal: stop.signal };
    const spend = account.spend;
    const here = await live({ ...common, home, credentials, endpoint, spend, say });
    demo = await startCloud(workshop, { speed: 500 });
    const there = await live({
      ...common,
      home: mkdtempSync(join(folder, 'demo-')),
      credentials: demo.accounts[0].users[0],
      endpoint: demo.endpoint,
      spend: () => {},
      say: () => {},
    });
    life = { told: here, differences: lifeDifferences(here, there) };
  } finally {
    await demo?.close();
    workshop.close();
    // It contains keys.
    rmSync(home, { recursive: true, force: true });
  }
}

async function deleteAll() {
  account.beginCleaning(reserve);
  const noted = existsSync(ledger)
    ? readFileSync(ledger, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
  try {
    return await cleanUp(account, noted, tag, accountId, { pause: isHere ? 50 : 3000, say });
  } catch (thrown) {
    return [`perhaps more: ${thrown.message}`];
  }
}

function writePage() {
  if (given['clean-up']) return;
  const run = {
    id,
    at: new Date().toISOString(),
    region,
    calls: account.calls(),
    budget,
    left,
    target: endpoint ?? 'AWS',
    ...(why ? { stopped: why } : {}),
  };
  // The page may be passed on, so it does not say whose account it is.
  const text = checkPage(run, life, told)
    .replaceAll(accountId, '111122223333')
    .replaceAll(credentials.accessKeyId, 'KEY');
  writeFileSync(page, text);
  say(`${page} is written.`);
}

/** Shows what will happen, and continues only if the user types the number of the account. */
async function confirm() {
  tellPlan(place, true);
  say(
    `As ${Arn} in account ${accountId}, ${region}${endpoint ? `, ${endpoint}` : ''}. Names of this run hold ${tag}.`,
  );
  let typed = given.account;
  if (typed === undefined) {
    if (!process.stdin.isTTY) fail('Nobody can be asked here: name the account with --account.');
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    typed = await terminal
      .question('Type the number of the account to go on: ', { signal: stop.signal })
      .catch(() => '');
    terminal.close();
  }
  if (typed.trim() === accountId) return;
  if (!given['clean-up']) rmSync(folder, { recursive: true, force: true });
  fail('Nothing was made.');
}

/** Lists every call by name in the order it is made; `briefly`: how many of each. */
function tellPlan(at, briefly = false) {
  if (given['clean-up']) return;
  const counts = new Map();
  let skipped = 0;
  const call = (service, operation, target) => {
    const name = `${service} ${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (!briefly) process.stdout.write(`${name}${target ? `   ${target}` : ''}\n`);
  };
  for (const [index, recorded] of wanted.entries()) {
    const { steps, why: reason } = renamed(recorded, `${tag}-${String(index).padStart(3, '0')}-`, at);
    if (reason !== undefined) {
      skipped += 1;
      continue;
    }
    if (!briefly) process.stdout.write(`# ${recorded.service}: ${recorded.id}\n`);
    for (const step of steps) {
      if (step.settled) call('cloudformation', 'DescribeStacks', `${step.settled}, until it is at rest`);
      else if (step.events) call('cloudformation', 'DescribeStackEvents', step.events);
      else {
        const [operation, service = recorded.service] = step.call.split(':').reverse();
        const { StackName, Bucket, RoleName, UserName, PolicyName, PolicyArn, RoleArn } = step.input ?? {};
        call(
          service,
          operation,
          StackName ?? Bucket ?? RoleName ?? UserName ?? PolicyName ?? PolicyArn ?? RoleArn,
        );
      }
    }
  }
  if (withLife && !briefly) {
    process.stdout.write('# the life of the program\n');
    for (const args of lifeOf(tag)) process.stdout.write(`amplify-tui ${args.join(' ')}\n`);
  }
  if (!briefly) {
    process.stdout.write('# the deletion: what was made, then all that holds the name of the run\n');
    for (const [service, operation] of [
      ['cloudformation', 'DescribeStacks'],
      ['cloudformation', 'DeleteStack'],
      ['amplify', 'ListApps'],
      ['amplify', 'DeleteApp'],
      ['s3', 'ListBuckets'],
      ['s3', 'DeleteObjects'],
      ['s3', 'DeleteBucket'],
      ['iam', 'ListUsers'],
      ['iam', 'DeleteUser'],
      ['iam', 'ListRoles'],
      ['iam', 'DeleteRole'],
      ['iam', 'ListPolicies'],
      ['iam', 'DeletePolicy'],
    ])
      call(service, operation);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  say(
    `${wanted.length - skipped} of ${wanted.length} recorded cases, ${total} calls named${withLife ? ', and the life of the program' : ''}; at most ${budget} calls, and ${reserve} to delete.`,
  );
}

/** A case under names of this run. Nothing else is ever sent. */
function renamed({ service, steps, differs }, prefix, at = place) {
  return inAccount(service, { steps, differs }, prefix, at);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(2);
}
