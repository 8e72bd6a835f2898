import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { totp } from '../../support/totp.ts';
import { filesBelow, makeWorld, type World } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const hooks = join(process.cwd(), 'build/reliability/hooks.mjs');
const dev = '111122223333';
let world: World;
const homes: string[] = [];

beforeAll(async () => {
  world = await makeWorld(2_000);
});
afterAll(async () => {
  await world.close();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** A new user for each run that is killed, all on one cloud. */
function newPerson(): string {
  const home = mkdtempSync(join(tmpdir(), 'amplify-tui-killed-'));
  homes.push(home);
  cpSync(join(world.home, '.aws'), join(home, '.aws'), { recursive: true });
  mkdirSync(join(home, 'work'));
  return home;
}

function assume(
  home: string,
  args: readonly string[],
  answers: object,
  proof?: Readonly<Record<string, string>>,
) {
  const file = join(home, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  return run(['assume-role', ...args, '--json', '--answers', file], {
    env: { ...world.env, HOME: home, ...(proof ? { PROOF_HOME: home, ...proof } : {}) },
    cwd: join(home, 'work'),
    detached: true,
    ...(proof ? { node: ['--import', hooks] } : {}),
  });
}

/** The points of a complete run, after each action; those of the log and of mere reads do not count. */
async function pointsOf(args: readonly string[], answers: object): Promise<string[]> {
  const home = newPerson();
  // Outside the home folder, whose changes are listed.
  const list = `${home}-points`;
  homes.push(list);
  await assume(home, args, answers, { PROOF_LIST: list });
  return (
    readFileSync(list, 'utf8')
      .trim()
      .split('\n')
      .filter((point) => !/state\/log|ListAccountAliases|cache\.json/.test(point))
      // After one action is the same moment as before the next.
      .filter((point, index) => index === 0 || !point.startsWith('before '))
  );
}

const iam = () =>
  new IAMClient({
    endpoint: world.cloud.endpoint,
    region: world.cloud.region,
    credentials: world.cloud.accounts[0]!.users[0]!,
  });

async function inFours<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}

/** Files of interrupted writes are not notes; the next write removes them. */
const notesIn = (home: string) =>
  [...filesBelow(home).keys()].filter((name) => /tui\/journal\/.*\.json$/.test(name));

const names = (n: string) => ({ user: `u${n}`, policy: `P${n}`, userProfile: `u${n}`, roleProfile: `r${n}` });

it('the role: killed between any two actions, it is resumed, and exists once with one external id', {
  timeout: 300_000,
}, async () => {
  const answers = (n: string) => ({ profile: 'bizcorpadmin', account: dev, role: `role-${n}`, mfa: false });
  const points = await pointsOf(['role', '--yes'], answers('listed'));
  expect(points.length).toBeGreaterThan(10);
  await inFours(points, async (point, index) => {
    const home = newPerson();
    await assume(home, ['role', '--yes'], answers(`k${index}`), { PROOF_KILL: point });
    const resumed = await assume(home, ['role', '--yes', '--resume'], answers(`k${index}`));
    expect(resumed.lines.at(-1), point).toMatchObject({ ok: true });
    const note = JSON.parse(readFileSync(join(home, `work/role-k${index}-note.json`), 'utf8'));
    expect(note.roleArn, point).toMatch(new RegExp(`role-k${index}$`));
    expect(notesIn(home), point).toEqual([]);
  });
});

it('the user: killed between any two actions, it is resumed, and has one key, which is in its profile', {
  timeout: 400_000,
}, async () => {
  const made = await assume(newPerson(), ['role', '--yes'], {
    ...{ profile: 'bizcorpadmin', account: dev, role: 'open', mfa: false, externalId: 'open-7f3a' },
  });
  const side = {
    profile: 'default',
    mfa: false,
    externalId: 'open-7f3a',
    roleArn: made.lines.at(-1)?.roleArn,
  };
  const answers = (n: string) => ({ ...side, ...names(n) });
  const points = await pointsOf(['user', '--yes'], answers('listed'));
  expect(points.length).toBeGreaterThan(25);
  await inFours(points, async (point, index) => {
    const home = newPerson();
    const given = answers(`k${index}`);
    await assume(home, ['user', '--yes'], given, { PROOF_KILL: point });
    const resumed = await assume(home, ['user', '--yes', '--resume'], given);
    expect(resumed.lines.at(-1), point).toMatchObject({ ok: true, account: '444455556666' });
    const { AccessKeyMetadata: keys = [] } = await iam().send(
      new ListAccessKeysCommand({ UserName: given.user }),
    );
    expect(keys, point).toHaveLength(1);
    const credentials = readFileSync(join(home, '.aws/credentials'), 'utf8');
    expect(credentials, point).toContain(
      `[${given.userProfile}]\naws_access_key_id=${keys[0]?.AccessKeyId}\n`,
    );
    const config = readFileSync(join(home, '.aws/config'), 'utf8');
    expect(config.match(new RegExp(`\\[profile ${given.roleProfile}\\]`, 'g')), point).toHaveLength(1);
    expect(notesIn(home), point).toEqual([]);
  });
});

it('a device: killed at each action on the way to it, cleaning up leaves no user, policy or device behind', {
  timeout: 300_000,
}, async () => {
  const roleArn = 'arn:aws:iam::444455556666:role/any';
  const answers = (n: string) => ({ profile: 'default', mfa: true, roleArn, ...names(n) });
  const points = (await pointsOf(['user', '--yes', '--mfa-secret-file', 'seed'], answers('x'))).filter(
    (point) => /iam\.(?:Create|Delete|Attach)|journal/.test(point),
  );
  expect(points.length).toBeGreaterThan(5);
  await inFours(points, async (point, index) => {
    const home = newPerson();
    const given = answers(`d${index}`);
    await assume(home, ['user', '--yes', '--mfa-secret-file', 'seed'], given, { PROOF_KILL: point });
    const cleaned = await assume(home, ['user', '--clean-up'], given);
    expect(cleaned.lines.at(-1), point).toMatchObject({ ok: true });
    expect(notesIn(home), point).toEqual([]);
  });
  const { Users = [] } = await iam().send(new ListUsersCommand({}));
  expect(Users.map(({ UserName }) => UserName).filter((name) => /^ud\d/.test(name ?? ''))).toEqual([]);
  const { VirtualMFADevices = [] } = await iam().send(new ListVirtualMFADevicesCommand({}));
  expect(
    VirtualMFADevices.map(({ SerialNumber }) => SerialNumber).filter((arn) => /ud\d/.test(arn ?? '')),
  ).toEqual([]);
});

it('the codes of a device: killed before and after AWS accepts them, they are not asked for twice', {
  timeout: 120_000,
}, async () => {
  const home = newPerson();
  await assume(home, ['role', '--yes'], {
    profile: 'bizcorpadmin',
    account: dev,
    role: 'with-mfa',
    noteFile: 'n.json',
  });
  for (const [index, point] of ['before iam.EnableMFADevice #1', 'after iam.EnableMFADevice #1'].entries()) {
    const given = { profile: 'default', note: 'n.json', ...names(`m${index}`) };
    // An existing file is never replaced.
    const file = `seed${index}`;
    expect((await assume(home, ['user', '--yes', '--mfa-secret-file', file], given)).code).toBe(3);
    const seed = readFileSync(join(home, 'work', file), 'utf8');
    const codes = () => [-1, 0, 1].map((step) => totp(seed, Date.now() + step * 30_000));
    const first = await assume(home, ['user', '--yes', '--resume', '--mfa-code', codes().join(',')], given, {
      PROOF_KILL: point,
    });
    expect(first.code, point).toBeNull();
    await fetch(`${world.cloud.endpoint}/_demo/phone`, { method: 'POST' });
    // Once the device belongs to the user, only the role needs a code.
    const more = index === 0 ? codes().join(',') : codes()[1]!;
    const second = await assume(home, ['user', '--yes', '--resume', '--mfa-code', more], given);
    expect(second.lines.at(-1), point).toMatchObject({ ok: true, account: '444455556666' });
  }
});
