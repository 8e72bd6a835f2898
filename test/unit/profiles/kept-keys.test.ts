import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { expectPlanWritable, planProfileChange, writeProfileChange } from '../../../src/profiles/change.ts';
import { problemOf } from '../../support/problem-of.ts';
import { tracesOf } from '../../support/traces.ts';
import { canary, makeHome, modeOf, newKeys, setRegion } from './change-home.ts';

const old = 'OldSecretOldSecretOldSecretOldSecretOldS';
const now = Date.UTC(2026, 10, 28, 19, 5, 0, 123);
let home: ReturnType<typeof makeHome>;

beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const section = (name: string, id = 'AKIAOLD0000000000001', secret = old) =>
  `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
const backups = () => join(home.home, '.amplify/tui/backups');
const replaced = { ...newKeys, name: 'default' };

it('keeps a copy of a replaced key, readable only by its owner, named in the plan and in the result', async () => {
  home.given({ credentials: `# mine\n${section('default')}` });
  const plan = await planProfileChange(home.env, replaced);
  expect(plan.files[0]?.warnings).toContain(
    'A copy of the access key that goes is kept in ~/.amplify/tui/backups, readable by you alone',
  );
  expect(tracesOf([old], JSON.stringify(plan))).toEqual([]);
  expect(existsSync(backups())).toBe(false);
  const outcome = await writeProfileChange(home.env, plan, now);
  const kept = join(backups(), '20261128T190500123Z.credentials');
  expect(outcome).toMatchObject({ kind: 'written', kept });
  expect(readFileSync(kept, 'utf8')).toContain(`\n${section('default')}`);
  expect([modeOf(kept), modeOf(backups())]).toEqual(['600', '700']);
  expect(home.text('credentials')).not.toContain(old);
});

it('keeps nothing of a key that another profile still has, of a temporary one, and of a rename', async () => {
  home.given({
    credentials: `${section('default')}${section('admin')}[t]\naws_access_key_id=ASIAOLD0000000000009\naws_secret_access_key=${canary}\naws_session_token=x\n`,
  });
  for (const change of [
    { kind: 'remove', name: 'default' },
    { kind: 'remove', name: 't' },
    { kind: 'rename', name: 'admin', to: 'other' },
  ] as const) {
    const plan = await planProfileChange(home.env, change);
    expect(plan.ended).toEqual([]);
    expect(await writeProfileChange(home.env, plan, now)).not.toHaveProperty('kept');
  }
  expect(existsSync(backups())).toBe(false);
});

it('keeps the newest twenty copies and touches nothing else there', async () => {
  mkdirSync(backups(), { recursive: true });
  for (let day = 10; day < 32; day++)
    writeFileSync(join(backups(), `202610${day}T000000000Z.credentials`), 'x');
  writeFileSync(join(backups(), 'my own.credentials'), 'x');
  home.given({ credentials: section('default') });
  await writeProfileChange(home.env, await planProfileChange(home.env, replaced), now);
  const names = readdirSync(backups());
  expect(names).toHaveLength(21);
  expect(names).toContain('my own.credentials');
  expect(names).toContain('20261128T190500123Z.credentials');
  expect(names).not.toContain('20261012T000000000Z.credentials');
});

it('changes nothing if no copy can be kept', async () => {
  home.given({ credentials: section('default') });
  mkdirSync(join(home.home, '.amplify/tui'), { recursive: true });
  writeFileSync(backups(), 'a file in the way');
  const plan = await planProfileChange(home.env, replaced);
  expect((await problemOf(expectPlanWritable(home.env, plan))).code).toBe('FILE_UNWRITABLE');
  expect((await problemOf(writeProfileChange(home.env, plan, now))).code).toBe('FILE_UNWRITABLE');
  expect(home.text('credentials')).toBe(section('default'));
});

it('says what a removed profile leaves in AWS, with the console of its partition', async () => {
  home.given({ credentials: section('gov'), config: '[profile gov]\nregion = us-gov-west-1\n' });
  const { files } = await planProfileChange(home.env, { kind: 'remove', name: 'gov' });
  expect(files[0]?.warnings.join('\n')).toMatch(
    /The access key AKIAOLD0000000000001 stays active in AWS.*https:\/\/console\.amazonaws-us-gov\.com\/iam\/home#\/users/,
  );
  expect(files[0]?.warnings.join('\n')).toContain('`amplify-tui access remove --profile gov` instead');
});

it('closes a file that others can read before a secret is written, and leaves it alone otherwise', async () => {
  home.given({ credentials: section('default'), config: '[default]\nregion = eu-west-1\n' });
  chmodSync(home.inAws('credentials'), 0o644);
  chmodSync(home.inAws('config'), 0o644);
  const plan = await planProfileChange(home.env, { ...replaced, set: new Map([...replaced.set]) });
  expect(plan.files[0]?.warnings[0]).toContain('(mode 644); it becomes 600');
  await writeProfileChange(home.env, plan, now);
  expect(modeOf(home.inAws('credentials'))).toBe('600');
  await home.write(setRegion('default', 'eu-north-1'));
  expect(modeOf(home.inAws('config'))).toBe('644');
});

it('shows the command that closes such a file, ready to paste', async () => {
  home.given({ credentials: section('default') });
  const path = join(home.home, 'my files', 'keys');
  mkdirSync(join(home.home, 'my files'));
  writeFileSync(path, section('default'));
  const env = { ...home.env, AWS_SHARED_CREDENTIALS_FILE: path };
  chmodSync(path, 0o644);
  chmodSync(home.inAws('credentials'), 0o644);
  const warningsOf = async (given: NodeJS.ProcessEnv) => {
    const plan = await planProfileChange(given, { kind: 'rename', name: 'default', to: 'other' });
    return plan.files.flatMap(({ warnings }) => warnings).join();
  };
  expect(await warningsOf(home.env)).toMatch(/run chmod 600 ~\/\.aws\/credentials$/);
  expect(await warningsOf(env)).toMatch(/run chmod 600 ~\/'my files\/keys'$/);
});

it.each([
  ['read-only', () => chmodSync(home.inAws('credentials'), 0o400), 'read-only'],
  ['a hard link', () => linkSync(home.inAws('credentials'), join(home.home, 'twin')), '2 names'],
])('reports beforehand a credentials file that cannot be replaced: %s', async (_, spoil, word) => {
  home.given({ credentials: section('default') });
  spoil();
  const problem = await problemOf(
    planProfileChange(home.env, replaced).then((plan) => expectPlanWritable(home.env, plan)),
  );
  expect(problem).toMatchObject({ code: 'FILE_UNWRITABLE', why: expect.stringContaining(word) });
});

it('gives the new key to every profile that has the old one, each in its own place', async () => {
  home.given({
    credentials: `${section('default')}[keep]\naws_access_key_id=AKIAKEEP000000000001\naws_secret_access_key=${canary}\n# b\n[admin]\naws_secret_access_key=${old}\naws_access_key_id=AKIAOLD0000000000001\n`,
    config: `[profile admin]\nregion = eu-west-1\nrole_session_name = x\n`,
  });
  const change = {
    kind: 'set',
    name: 'default',
    set: new Map<string, string | Secret>([
      ['aws_access_key_id', 'AKIANEW0000000000001'],
      ['aws_secret_access_key', new Secret(canary)],
    ]),
    remove: [],
    also: ['admin'],
  } as const;
  const plan = await planProfileChange(home.env, change);
  expect(plan.files.map(({ label }) => label)).toEqual(['~/.aws/credentials']);
  expect(plan.files[0]?.diff.filter(({ kind }) => kind === 'add')).toHaveLength(4);
  await writeProfileChange(home.env, plan, now);
  expect(home.text('credentials')).toBe(
    `${section('default', 'AKIANEW0000000000001', canary)}[keep]\naws_access_key_id=AKIAKEEP000000000001\naws_secret_access_key=${canary}\n# b\n[admin]\naws_secret_access_key=${canary}\naws_access_key_id=AKIANEW0000000000001\n`,
  );
  expect(home.text('config')).toBe('[profile admin]\nregion = eu-west-1\nrole_session_name = x\n');
  expect(statSync(home.inAws('credentials')).mode & 0o777).toBe(0o600);
});
