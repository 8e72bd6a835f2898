import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { totp } from '../../support/totp.ts';
import { tracesOf } from '../../support/traces.ts';
import { clientSettings, filesBelow, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(300);
afterEach(closeTerminals);

const biz = '444455556666';
const dev = '111122223333';

const headless = (args: readonly string[], answers?: object) => {
  const file = join(world.home, 'answers.json');
  if (answers) writeFileSync(file, JSON.stringify(answers));
  return run(['assume-role', ...args, '--json', ...(answers ? ['--answers', file] : [])], {
    env: world.env,
    cwd: world.project,
    detached: true,
  });
};

const secretOf = (profile: string) => {
  const text = readFileSync(join(world.home, '.aws/credentials'), 'utf8');
  return new RegExp(`\\[${profile}\\]\\s+aws_access_key_id=\\S+\\s+aws_secret_access_key=(\\S+)`).exec(
    text,
  )?.[1];
};

/** Lets used codes count again, so that nothing has to wait half a minute. */
const letCodesCountAgain = () => fetch(`${world.cloud.endpoint}/_demo/phone`, { method: 'POST' });
const codesNow = (secret: string) => [-1, 0, 1].map((step) => totp(secret, Date.now() + step * 30_000));

/** Texts that appear nowhere else. */
const secretsFound = (secrets: readonly string[], allowed: RegExp) =>
  [...filesBelow(world.home)].flatMap(([path, text]) =>
    allowed.test(path) ? [] : tracesOf(secrets, text).map((trace) => `${path}: ${trace}`),
  );

describe('the example of the guide, without a user', () => {
  let role: Awaited<ReturnType<typeof headless>>;

  // Every case below passes its note on, or works alongside it.
  beforeAll(async () => {
    role = await headless(['role', '--yes'], {
      profile: 'bizcorpadmin',
      // As in the console's download.
      account: dev.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3'),
      permissions: 'all arn:aws:iam::aws:policy/AdministratorAccess-Amplify',
      description: 'For the web team',
      noteFile: 'hand/note.json',
    });
    // A user without permissions.
    const iam = new IAMClient(clientSettings(world, 0));
    await iam.send(new CreateUserCommand({ UserName: 'bystander' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bystander' }));
    appendFileSync(
      join(world.home, '.aws/credentials'),
      `\n[bystander]\naws_access_key_id=${AccessKey?.AccessKeyId}\naws_secret_access_key=${AccessKey?.SecretAccessKey}\n`,
    );
    appendFileSync(join(world.home, '.aws/config'), `\n[profile bystander]\nregion=${world.cloud.region}\n`);
  });

  it('goes from nothing to a project of one company in the account of the other, and is found again', {
    timeout: 120_000,
  }, async () => {
    expect(role.lines.at(-1)).toMatchObject({
      ok: true,
      roleArn: `arn:aws:iam::${biz}:role/amplify-developer`,
    });
    const note = JSON.parse(readFileSync(join(world.project, 'hand/note.json'), 'utf8'));
    expect(note).toMatchObject({ mfaRequired: true, externalId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(statSync(join(world.project, 'hand/note.json')).mode & 0o777).toBe(0o600);

    const ofBiz = new IAMClient(clientSettings(world, 1));
    const named = { RoleName: 'amplify-developer' };
    const { Role } = await ofBiz.send(new GetRoleCommand(named));
    expect(Role?.Description).toBe('For the web team');
    const { AttachedPolicies } = await ofBiz.send(new ListAttachedRolePoliciesCommand(named));
    expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AdministratorAccess-Amplify']);
    const { PolicyNames } = await ofBiz.send(new ListRolePoliciesCommand(named));
    expect(PolicyNames).toEqual(['amplify-projects']);

    const answers = {
      ...{ profile: 'default', note: 'hand/note.json', region: 'eu-west-1', csvFile: 'keys/dev.csv' },
      ...{ tags: 'team=web', description: 'To work for Biz Corp' },
    };
    const dry = await headless(['user', '--dry-run'], answers);
    expect(dry.lines.at(-1)).toEqual({ type: 'result', ok: true, dryRun: true });
    expect(JSON.stringify(dry.lines)).toContain('CreateVirtualMFADevice');

    const nobody = await headless(['user', '--yes'], answers);
    expect([nobody.code, nobody.lines.at(-1)?.code]).toEqual([3, 'MFA_NEEDED']);
    const refused = await headless(['user', '--yes'], answers);
    expect(refused.lines.at(-1)).toMatchObject({
      code: 'USAGE',
      why: expect.stringContaining('the user amplify-developer'),
    });

    const seeded = await headless(['user', '--yes', '--resume', '--mfa-secret-file', 'seed'], answers);
    expect(seeded.code).toBe(3);
    const seedFile = join(world.project, 'seed');
    expect(statSync(seedFile).mode & 0o777).toBe(0o600);
    const seed = readFileSync(seedFile, 'utf8').trim();
    rmSync(seedFile);
    const wrong = await headless(['user', '--yes', '--resume', '--mfa-code', '000000,000001'], answers);
    expect(wrong.lines.at(-1)).toMatchObject({ code: 'MFA_REFUSED' });
    const done = await headless(
      ['user', '--yes', '--resume', '--mfa-code', codesNow(seed).join(',')],
      answers,
    );
    expect(done.lines.at(-1)).toMatchObject({ ok: true, account: biz, roleProfile: 'bizcorprole' });

    expect(readFileSync(join(world.home, '.aws/config'), 'utf8')).toContain(
      `[profile bizcorprole]\nrole_arn=${note.roleArn}\nsource_profile=devcorpuser\nmfa_serial=arn:aws:iam::${dev}:mfa/amplify-developer\nexternal_id=${note.externalId}\nregion=eu-west-1\n`,
    );
    const whole = secretOf('devcorpuser') ?? '';
    const secret = whole.slice(24);
    expect(secret).not.toBe('');
    const csv = join(world.project, 'keys/dev.csv');
    expect(statSync(csv).mode & 0o777).toBe(0o600);
    expect(readFileSync(csv, 'utf8')).toMatch(/^Access key ID,Secret access key\nAKIA\w{16},\S{40}\n$/);
    expect(readFileSync(csv, 'utf8')).toContain(secret);
    const ofDev = new IAMClient(clientSettings(world, 0));
    const { Tags } = await ofDev.send(new ListUserTagsCommand({ UserName: 'amplify-developer' }));
    expect(Tags).toEqual([
      { Key: 'team', Value: 'web' },
      { Key: 'created-by', Value: 'amplify-tui' },
    ]);
    const all = [role, dry, nobody, refused, seeded, wrong, done].map(({ out, err }) => out + err).join('\n');
    expect(tracesOf([secret, seed], all)).toEqual([]);
    expect(secretsFound([secret, seed], /\.aws\/credentials$|keys\/dev\.csv$/)).toEqual([]);
    expect(filesBelow(join(world.home, '.amplify/tui/journal')).size).toBe(0);

    const made = await run(['init', '--yes', '--profile', 'bizcorprole', '--json'], {
      env: world.env,
      cwd: world.project,
      detached: true,
    });
    expect(JSON.stringify(made.lines.at(-1))).toContain(`:${biz}:stack/inventory-`);

    // What exists is found and not made again.
    await letCodesCountAgain();
    const again = await headless(['user', '--dry-run'], {
      profile: 'default',
      note: 'hand/note.json',
      region: 'eu-west-1',
    });
    const plan = again.lines.find(({ type }) => type === 'plan') as {
      calls: { action: string }[];
      files: unknown[];
    };
    expect(plan.calls.map(({ action }) => action)).toEqual(['AttachUserPolicy', 'AssumeRole']);
    expect(plan.files).toEqual([]);
  });

  it('reports everything that is missing at once, and another role of that name is left alone', async () => {
    const missing = await headless(['user', '--yes'], { profile: 'default', roleArn: 'x', user: '' });
    expect([missing.code, missing.lines.at(-1)?.code]).toEqual([2, 'ANSWERS_MISSING']);
    expect(missing.lines.at(-1)?.why).toMatch(/roleArn: .*\n.*user: /);
    const taken = await headless(['role', '--yes'], { profile: 'bizcorpadmin', account: dev, mfa: false });
    expect(taken.lines.at(-1)).toMatchObject({ code: 'NAME_IN_USE' });
    expect((await headless(['nothing'])).code).toBe(2);
  });

  it('creates the same role again from the same answers, with its existing external id', async () => {
    const answers = { profile: 'bizcorpadmin', account: dev, role: 'again', noteFile: 'again.json' };
    const idOf = () => JSON.parse(readFileSync(join(world.project, 'again.json'), 'utf8')).externalId;
    expect((await headless(['role', '--yes'], answers)).lines.at(-1)).toMatchObject({ ok: true });
    const first = idOf();
    expect((await headless(['role', '--yes'], answers)).lines.at(-1)).toMatchObject({ ok: true });
    expect(idOf()).toBe(first);
    const other = await headless(['role', '--yes'], { ...answers, externalId: 'theirs-7f3a' });
    expect(other.lines.at(-1)).toMatchObject({ code: 'NAME_IN_USE' });
  });

  it('replaces no file of the user, and asks AWS for nothing that could not be saved', async () => {
    const own = (name: string) => join(world.project, name);
    const answers = {
      ...{ profile: 'default', note: 'hand/note.json', user: 'careful', policy: 'Careful' },
      ...{ userProfile: 'careful', roleProfile: 'carefulrole' },
    };
    const unmade = async () => {
      const { lines } = await headless(['user', '--dry-run'], answers);
      const plan = lines.find(({ type }) => type === 'plan') as { calls: { action: string }[] };
      return plan.calls.map(({ action }) => action).slice(0, 2);
    };
    const precious = ['seed', 'assume-role-careful.sh', 'assume-role-careful.json', 'precious.json'];
    for (const name of precious) writeFileSync(own(name), 'precious');
    const refused = [
      await headless(['user', '--yes', '--mfa-secret-file', 'seed'], answers),
      await headless(['user', '--script'], answers),
      await headless(['role', '--yes'], {
        ...{ profile: 'bizcorpadmin', account: dev, role: 'careful', noteFile: 'precious.json' },
      }),
    ];
    for (const { code, lines } of refused) {
      expect([code, lines.at(-1)?.code]).toEqual([1, 'FILE_UNWRITABLE']);
      expect(lines.at(-1)?.what).toMatch(/already exists\.$/);
    }
    for (const name of precious) expect(readFileSync(own(name), 'utf8'), name).toBe('precious');
    for (const name of precious) rmSync(own(name));

    const look = await headless(['user', '--script', '--dry-run'], answers);
    expect(look.lines.at(-1)).toEqual({ type: 'result', ok: true, dryRun: true });
    expect(existsSync(own('assume-role-careful.sh'))).toBe(false);

    const credentials = join(world.home, '.aws/credentials');
    chmodSync(credentials, 0o400);
    const locked = await headless(['user', '--yes', '--mfa-secret-file', 'seed'], answers);
    chmodSync(credentials, 0o600);
    expect(locked.lines.at(-1)).toMatchObject({
      code: 'FILE_UNWRITABLE',
      why: 'It is marked as read-only.',
    });
    expect(await unmade()).toEqual(['CreatePolicy', 'CreateUser']);
  });

  it('is a script for an administrator instead, which the aws CLI would run', async () => {
    const { lines } = await headless(['user', '--script'], {
      ...{ profile: 'default', note: 'hand/note.json', user: 'other', policy: 'Other', userProfile: 'o' },
    });
    const script = readFileSync(String(lines.at(-1)?.script), 'utf8');
    expect(script).toContain('aws iam create-user --user-name other');
    expect(
      JSON.parse(readFileSync(join(world.project, 'assume-role-other.json'), 'utf8')).Statement,
    ).toHaveLength(1);
  });

  it('leaves nothing to finish if AWS allows nothing, and a script is still written', async () => {
    const answers = {
      ...{ profile: 'bystander', note: 'hand/note.json', user: 'none', policy: 'None' },
      ...{ userProfile: 'none', roleProfile: 'nonerole' },
    };
    const denied = await headless(['user', '--yes'], answers);
    expect([denied.code, denied.lines.at(-1)?.code]).toEqual([1, 'ACCESS_DENIED']);
    expect(filesBelow(join(world.home, '.amplify/tui/journal')).size).toBe(0);
    expect((await headless(['user', '--script'], answers)).lines.at(-1)).toMatchObject({ ok: true });
  });

  it('deletes what an interrupted run has created, and nothing else', async () => {
    const answers = {
      profile: 'default',
      note: 'hand/note.json',
      user: 'short',
      policy: 'Short',
      userProfile: 'short',
      roleProfile: 'shortrole',
    };
    expect((await headless(['user', '--yes'], answers)).code).toBe(3);
    const told = await run(['doctor', '--json', '--offline'], { env: world.env, cwd: world.project });
    expect(JSON.stringify(told.lines)).toContain('An assume-role (user) was started');
    const cleaned = await headless(['user', '--clean-up']);
    expect(cleaned.lines.at(-1)).toMatchObject({ ok: true, cleaned: true });
    const dry = await headless(['user', '--dry-run'], answers);
    const plan = dry.lines.find(({ type }) => type === 'plan') as { calls: { action: string }[] };
    const doctor = await run(['doctor', '--json', '--offline'], { env: world.env, cwd: world.project });
    expect(JSON.stringify(doctor.lines)).not.toContain('assume-role');
    expect(plan.calls.map(({ action }) => action)).toEqual([
      ...['CreatePolicy', 'CreateUser', 'AttachUserPolicy', 'CreateVirtualMFADevice', 'EnableMFADevice'],
      ...['CreateAccessKey', 'AssumeRole'],
    ]);
  });
});

describe('the example of the guide, by keyboard', () => {
  const fill = async (terminal: Terminal, ...values: readonly (string | undefined)[]) => {
    for (const value of values) {
      if (value !== undefined) {
        terminal.press('ctrl+u');
        terminal.type(value);
        await terminal.see(value);
      }
      terminal.press('tab');
    }
  };

  it('creates the role, the user with a scanned device, and the profiles, and verifies them', {
    timeout: 120_000,
  }, async () => {
    const cwd = join(world.home, 'portal');
    mkdirSync(cwd);
    const terminal = openTerminal({ args: [], columns: 120, rows: 40, env: world.env, cwd });
    await terminal.see('assume role');
    terminal.press('a');
    await terminal.see('What do you want to set up?');
    terminal.press('enter');
    await terminal.see('Their account');
    await fill(
      terminal,
      'bizcorpadmin',
      dev,
      'portal-7f3a',
      undefined,
      'auth rest',
      undefined,
      'portal-role',
    );
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('CreateRole');
    terminal.press('enter');
    await terminal.see('The role can be assumed');
    await terminal.see('portal-7f3a');
    terminal.press('enter');
    await terminal.see('assume role');

    terminal.press('a');
    await terminal.see('What do you want to set up?');
    terminal.press('down', 'enter');
    await terminal.see('Their note');
    await fill(
      terminal,
      ...['portal-role-note.json', 'default', 'portal-dev', 'AssumePortal', ''],
      ...['portaluser', 'portalrole', 'eu-west-1'],
    );
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('CreateVirtualMFADevice');
    terminal.press('enter');
    await terminal.see('Enter two consecutive codes');
    await terminal.see('▀');
    terminal.press('ctrl+t');
    await terminal.see('Secret');
    const seed = terminal
      .text()
      // Beside the list of steps, which has its own text.
      .flatMap(
        (row) =>
          row
            .slice(28)
            .replaceAll(/[█▀▄]/g, '')
            .match(/\b[A-Z2-7]{4}\b/g) ?? [],
      )
      .join('');
    expect(seed.length).toBeGreaterThanOrEqual(32);
    terminal.press('ctrl+t');
    await terminal.gone('Secret');
    terminal.type('000000111111');
    await terminal.see('AWS did not take the two codes');
    const [one = '', two = '', three = ''] = codesNow(seed);
    terminal.type(one + two);
    await terminal.see('MFA CODE');
    terminal.type(three);
    await terminal.see('The role works with its profile');
    await terminal.see(`assumed-role/portal-role/amplify`);
    await terminal.see(biz);
    const secret = secretOf('portaluser')?.slice(24) ?? '';
    expect(secret).not.toBe('');
    expect(tracesOf([secret], terminal.bytes())).toEqual([]);
    expect(secretsFound([secret, seed], /\.aws\/credentials$/)).toEqual([]);
    terminal.press('enter');
    await terminal.see('profile portalrole proved');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);

    // A project of one company, deployed into the account of the other; the session that proved the role is reused.
    const init = openTerminal({
      ...{ args: ['init', '--profile', 'portalrole'], columns: 110, rows: 40, env: world.env },
      cwd,
    });
    for (const title of ['called?', 'editor', 'kind of app', 'app built?', 'profile?']) {
      await init.see(title);
      init.press('enter');
    }
    await init.see(`assumed-role/portal-role/amplify`);
    init.press('enter');
    await init.see('Review: nothing');
    init.press('enter');
    await init.see(/is complete|complete in/);
    const written = readFileSync(join(cwd, 'amplify/backend/amplify-meta.json'), 'utf8');
    expect(written).toContain(`:${biz}:stack/portal-`);
    expect(tracesOf([secret], init.bytes())).toEqual([]);
    init.press('q');
  });
});
