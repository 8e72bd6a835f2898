import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as api from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { startDemoCloud } from '../../../../demo/cloud/server.ts';
import { codeOf, stepAt } from '../../../../demo/cloud/totp.ts';
import { carryOutAccess, lookForAccess } from '../../../../src/app/actors/access/work.ts';
import { wireAccess } from '../../../../src/app/actors/access.ts';
import { type AppContext, openAppContext } from '../../../../src/app/app-context.ts';
import { readArguments } from '../../../../src/app/command-line/arguments.ts';
import { driveAccess } from '../../../../src/app/headless/access.ts';
import { createReport } from '../../../../src/app/headless/report.ts';
import { createAccessKey, listAccessKeys, type NewAccessKey } from '../../../../src/aws/iam/access-keys.ts';
import { createDevice, enableDevice } from '../../../../src/aws/iam/mfa-devices.ts';
import { createPolicy } from '../../../../src/aws/iam/policies.ts';
import { attachRolePolicy, createRole, putRolePolicy } from '../../../../src/aws/iam/roles.ts';
import { attachPolicy, createUser } from '../../../../src/aws/iam/users.ts';
import { asProblem } from '../../../../src/core/problem.ts';
import { goes, pieceKey, planAccess } from '../../../../src/flows/access/plan.ts';
import { assumePolicy, trustPolicy } from '../../../../src/flows/assume-role/documents.ts';
import { inlinePolicyName } from '../../../../src/flows/assume-role/permissions.ts';
import { openMadeAccess } from '../../../../src/state/made-access.ts';
import { folderWith } from '../../project/support/folders.ts';

const account = '111122223333';
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const roleArn = `arn:aws:iam::${account}:role/deploy`;
const open: { close(): Promise<void> }[] = [];
const signal = new AbortController().signal;

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A home folder with the profile `default`, an administrator, and a cloud that knows it. */
async function world() {
  const cloud = await startDemoCloud({ speed: 10_000 });
  const home = folderWith();
  mkdirSync(join(home, '.aws'));
  const { accessKeyId, secretAccessKey } = cloud.accounts[0]!.users[0]!;
  const files = {
    credentials: `# mine\n[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
    config: '[default]\nregion = eu-west-1\n# the end\n',
  };
  const path = (name: keyof typeof files) => join(home, '.aws', name);
  for (const name of ['credentials', 'config'] as const) writeFileSync(path(name), files[name]);
  const env = { HOME: home, AWS_ENDPOINT_URL: cloud.endpoint, AWS_EC2_METADATA_DISABLED: 'true' };
  const appContext = openAppContext(readArguments(['--cwd', home]), '0.0.0', env);
  open.push(appContext, cloud);
  return {
    ...{ cloud, appContext, files },
    clients: appContext.connect({ kind: 'profile', name: 'default' }, 'eu-west-1').clients,
    made: openMadeAccess(appContext.stateFolder),
    path,
    text: (name: keyof typeof files) => readFileSync(path(name), 'utf8'),
    append: (name: keyof typeof files, text: string) =>
      writeFileSync(path(name), `${readFileSync(path(name), 'utf8')}${text}`),
  };
}

type World = Awaited<ReturnType<typeof world>>;

/** Everything that `configure` and `assume-role` make: user, key, policies, device, role, and two profiles. */
async function makeAccess({ clients, made, append }: World): Promise<NewAccessKey> {
  await createUser(clients, 'ci');
  await attachPolicy(clients, 'ci', administrator);
  await made.add({ kind: 'user-policy', account, of: 'ci', id: administrator });
  const policy = await createPolicy(clients, 'assume-deploy', 'Assume it', assumePolicy(roleArn));
  await attachPolicy(clients, 'ci', policy);
  const device = await createDevice(clients, 'ci');
  const step = stepAt(Date.now());
  const secret = device.secret.reveal();
  await made.add({ kind: 'device', account, of: 'ci', id: device.serial });
  await enableDevice(clients, 'ci', device.serial, [codeOf(secret, step - 1), codeOf(secret, step)]);
  const trust = trustPolicy('aws', { account, externalId: '', mfa: true });
  await createRole(clients, { name: 'deploy', description: '', trust, maxSession: 3600, tags: {} });
  await attachRolePolicy(clients, 'deploy', administrator);
  await made.add({ kind: 'role-policy', account, of: 'deploy', id: administrator });
  await putRolePolicy(clients, 'deploy', inlinePolicyName, assumePolicy(roleArn));
  const key = await createAccessKey(clients, 'ci');
  await made.add({ kind: 'key', account, of: 'ci', id: key.accessKeyId });
  append(
    'credentials',
    `[ci]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey.reveal()}\n`,
  );
  append('config', `[profile ci-role]\nrole_arn = ${roleArn}\nsource_profile = ci\n`);
  return key;
}

/** The contents of the account: users by name, and everything else that was made. */
async function leftIn({ cloud }: World) {
  const credentials = cloud.accounts[0]!.users[0]!;
  const iam = new api.IAMClient({ endpoint: cloud.endpoint, region: 'eu-west-1', credentials });
  const { Users = [] } = await iam.send(new api.ListUsersCommand({}));
  const { Roles = [] } = await iam.send(new api.ListRolesCommand({}));
  const { Policies = [] } = await iam.send(new api.ListPoliciesCommand({ Scope: 'Local' }));
  const { VirtualMFADevices = [] } = await iam.send(new api.ListVirtualMFADevicesCommand({}));
  return {
    users: Users.map(({ UserName }) => UserName),
    others: [...Roles, ...Policies, ...VirtualMFADevices],
  };
}

const look = (appContext: AppContext, profile: string) => lookForAccess(appContext, { profile }, signal);

/** Plans and removes up to step `until`. @returns the number of steps */
async function takeAway({ appContext }: World, profile: string, until: number): Promise<number> {
  const { found, decided } = await look(appContext, profile);
  const plan = planAccess(found, decided);
  const onStep = (index: number) => {
    if (index === until) throw new Error('killed');
  };
  await carryOutAccess(appContext, { plan, onStep }, signal).catch((thrown: unknown) => {
    expect(asProblem(thrown).what).toContain('killed');
  });
  return plan.steps.length;
}

/** `access` without a screen. */
async function headless({ appContext }: World, profile: string, more: object = {}) {
  const lines: string[] = [];
  const stream = (text: string) => lines.push(text);
  await driveAccess(wireAccess(appContext), {
    ...{ profile, removes: true, confirmed: true, confirm: profile, also: [], dryRun: false, signal },
    report: createReport(true, { out: stream, err: stream }),
    ...more,
  });
  return lines
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the access of a profile', () => {
  it('is removed completely, and everything else is unchanged, byte for byte', async () => {
    const here = await world();
    await makeAccess(here);
    const lines = await headless(here, 'ci-role');
    expect(lines.at(-1)).toMatchObject({ ok: true, removed: 'ci-role', stays: [] });
    expect(await leftIn(here)).toEqual({ users: ['amplify-dev'], others: [] });
    expect([here.text('credentials'), here.text('config')]).toEqual([
      here.files.credentials,
      here.files.config,
    ]);
    expect(await here.made.read()).toEqual({ pieces: [], removals: [] });
  });

  it('can be removed after an interruption at any point', async () => {
    const here = await world();
    await makeAccess(here);
    const steps: number[] = [];
    // Each run is interrupted after its first step, so the next one finds what that step leaves.
    while (here.text('config').includes('[profile ci-role]')) steps.push(await takeAway(here, 'ci-role', 1));
    expect(steps).toEqual(steps.map((_, index) => steps.length - index));
    expect(await leftIn(here)).toEqual({ users: ['amplify-dev'], others: [] });
    expect(here.text('credentials')).toBe(here.files.credentials);
    expect(here.text('config')).toBe(here.files.config);
    expect(await here.made.read()).toEqual({ pieces: [], removals: [] });
  });

  it('can be removed with either of its two profiles if the role is in another account', async () => {
    const here = await world();
    await makeAccess(here);
    const elsewhere = here.text('config').replace(roleArn, roleArn.replace(account, '444455556666'));
    writeFileSync(here.path('config'), elsewhere);
    const steps = await takeAway(here, 'ci-role', 99);
    writeFileSync(here.path('config'), elsewhere);
    expect(await takeAway(here, 'ci-role', 99)).toBe(1);
    expect(steps).toBeGreaterThan(6);
    expect([here.text('credentials'), here.text('config')]).toEqual([
      here.files.credentials,
      here.files.config,
    ]);
    // The role is not ours to remove, so its record stays.
    expect((await here.made.read()).pieces.map(({ of }) => of)).toEqual(['deploy']);
  });

  it('leaves what others created, and the user that it belongs to, until it is named', async () => {
    const here = await world();
    await makeAccess(here);
    const others = await createAccessKey(here.clients, 'ci');
    const { found } = await look(here.appContext, 'ci-role');
    expect(found.pieces.filter((piece) => !goes(piece, {})).map(pieceKey)).toEqual([
      `key ci ${others.accessKeyId}`,
    ]);
    const first = await headless(here, 'ci-role');
    expect(first.at(-1)?.stays).toEqual([
      expect.stringMatching(/^The user ci stays, since the access key/),
      expect.stringMatching(/^The access key …\w{4} of ci stays: this program has not made it/),
    ]);
    expect((await leftIn(here)).users).toEqual(['amplify-dev', 'ci']);
    // Through another profile that has the key, it is removed if it is named.
    here.append(
      'credentials',
      `[theirs]\naws_access_key_id = ${others.accessKeyId}\naws_secret_access_key = x\n`,
    );
    // Other profiles with it stop working only if it is removed.
    const { found: theirs } = await look(here.appContext, 'theirs');
    const shared = { ...theirs, subject: { ...theirs.subject, others: ['another'] } };
    const key = theirs.pieces.filter(({ kind }) => kind === 'key').map(pieceKey);
    const decide = (taken: boolean) => Object.fromEntries(key.map((each) => [each, taken]));
    expect(theirs.keyGone).toBe(false);
    expect(planAccess(shared, decide(false)).notes).toEqual([]);
    expect(planAccess(shared, decide(true)).notes).toEqual([
      'The profile another uses the same key and stops working with it.',
    ]);
    await expect(headless(here, 'theirs', { also: ['nothing'] })).rejects.toMatchObject({ code: 'USAGE' });
    const last = await headless(here, 'theirs', { also: [others.accessKeyId.slice(-4)] });
    expect(last.at(-1)).toMatchObject({ removed: 'theirs' });
    expect(await leftIn(here)).toEqual({ users: ['amplify-dev'], others: [] });
  });

  it('keeps a user that this program has not created, with what belongs to it', async () => {
    const here = await world();
    const { accessKeyId } = here.cloud.accounts[0]!.users[0]!;
    const key = await createAccessKey(here.clients, 'amplify-dev');
    await here.made.add({ kind: 'key', account, of: 'amplify-dev', id: key.accessKeyId });
    here.append(
      'credentials',
      `[second]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = x\n`,
    );
    // The user itself asks, though with another key.
    await expect(headless(here, 'second')).rejects.toMatchObject({ code: 'ACCESS_NONE' });
    const { found } = await look(here.appContext, 'second');
    const plan = planAccess({ ...found, cannot: undefined as never }, {});
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['key-off', 'key', 'profile']);
    expect(found.pieces.find(({ id }) => id === accessKeyId)).toMatchObject({ made: false });
  });

  it('is not removed by itself, and not without its name', async () => {
    const here = await world();
    await makeAccess(here);
    const acting = { kind: 'profile', name: 'ci' } as const;
    await expect(headless(here, 'ci-role', { confirm: 'ci' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(headless(here, 'ci-role', { confirmed: false })).rejects.toMatchObject({ code: 'USAGE' });
    const shown = await headless(here, 'ci', { acting, removes: false });
    expect(shown.at(-1)).toMatchObject({ ok: true, steps: [] });
    const { pieces } = shown.find(({ type }) => type === 'plan') ?? {};
    expect(pieces).toContainEqual(expect.objectContaining({ kind: 'key', ageDays: 0, rotationDue: false }));
    await expect(headless(here, 'ci', { acting })).rejects.toMatchObject({ code: 'ACCESS_NONE' });
    expect((await leftIn(here)).users).toEqual(['amplify-dev', 'ci']);
  });

  it.each([
    ['never used before', undefined],
    ['used before', { at: 1, service: 'iam' }],
  ])('keeps a key used after it was shown, %s: deactivated, and named', async (_, lastUsed) => {
    const here = await world();
    const { accessKeyId, secretAccessKey } = await makeAccess(here);
    const { found: looked, decided } = await look(here.appContext, 'ci-role');
    const pieces = looked.pieces.map((piece) =>
      lastUsed && piece.key ? { ...piece, key: { ...piece.key, lastUsed } } : piece,
    );
    const found = { ...looked, pieces };
    const credentials = { accessKeyId, secretAccessKey: secretAccessKey.reveal() };
    const sts = new STSClient({ endpoint: here.cloud.endpoint, region: 'eu-west-1', credentials });
    await expect.poll(() => sts.send(new GetCallerIdentityCommand({}))).toBeTruthy();
    const plan = planAccess(found, decided);
    const ended = carryOutAccess(here.appContext, { plan, onStep: () => {} }, signal);
    await expect(ended).rejects.toMatchObject({ code: 'KEY_IN_USE' });
    expect(await listAccessKeys(here.clients, 'ci')).toMatchObject([{ id: accessKeyId, active: false }]);
    const [warning] = (await headless(here, 'ci-role')).filter(({ type }) => type === 'warning');
    expect(warning?.text).toMatch(/was used less than a minute ago by sts: what still uses it stops working/);
    expect(await leftIn(here)).toEqual({ users: ['amplify-dev'], others: [] });
  });

  it.each(['deploy', roleArn])(
    'of a role in no profile is shown and removed by its name: %s',
    async (role) => {
      const here = await world();
      const before = await leftIn(here);
      const trust = trustPolicy('aws', { account, externalId: '', mfa: true });
      await createRole(here.clients, { name: 'deploy', description: '', trust, maxSession: 3600, tags: {} });
      await putRolePolicy(here.clients, 'deploy', inlinePolicyName, assumePolicy(roleArn));
      const shown = await headless(here, 'deploy', { role, removes: false });
      expect(shown.at(-1)).toMatchObject({ type: 'result', ok: true, role: 'deploy' });
      expect(shown.at(-1)).not.toHaveProperty('profile');
      const answered = { role, removes: true, confirmed: true };
      await expect(headless(here, 'deploy', { ...answered, confirm: 'other' })).rejects.toMatchObject({
        code: 'USAGE',
      });
      const facts = await headless(here, 'deploy', { ...answered, confirm: 'deploy' });
      expect(facts.at(-1)).toMatchObject({ type: 'result', ok: true, removed: 'deploy', stays: [] });
      expect(await leftIn(here)).toEqual(before);
      expect([here.text('config'), here.text('credentials')]).toEqual([
        here.files.config,
        here.files.credentials,
      ]);
      expect((await here.made.read()).removals).toEqual([]);
    },
  );

  it('of a profile without a long-term key or a role is not an access of this program', async () => {
    const here = await world();
    here.append('config', '[profile sso]\nsso_session = work\n');
    await expect(look(here.appContext, 'sso')).rejects.toMatchObject({ code: 'PROFILE_NOT_USABLE' });
    await expect(look(here.appContext, 'nobody')).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
  });
});
