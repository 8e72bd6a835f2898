import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/core/secret.ts';
import type { ConfigureAnswers } from '../../../../src/flows/configure/answers.ts';
import { noKeys } from '../../../../src/flows/configure/keys.ts';
import { type ConfigurePlan, planConfigure, sameFiles } from '../../../../src/flows/configure/plan.ts';
import { configurePlanText } from '../../../../src/flows/configure/plan-text.ts';
import { writeProfileChange } from '../../../../src/profiles/change.ts';
import { readProfiles } from '../../../../src/profiles/store.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { identity } from '../../../support/pretend-values.ts';
import { tracesOf } from '../../../support/traces.ts';

const secret = 'QkzWvJ7xGmPd/4hTnRb2YsLc9FqEaUo1XiKpMe3V';
const other = 'Zr8BtNw6HyDf+5jCgSx0VlAu7QkOePm2IiRhTn4W';
const id = 'AKIAEXAMPLE000000001';
let home: string;
let env: NodeJS.ProcessEnv;

beforeEach(() => {
  home = folderOfTest();
  mkdirSync(join(home, '.aws'));
  env = { HOME: home };
});

const write = (name: 'config' | 'credentials', text: string) =>
  writeFileSync(join(home, '.aws', name), text, { mode: 0o600 });
const read = (name: 'config' | 'credentials') => readFileSync(join(home, '.aws', name), 'utf8');

const answers: ConfigureAnswers = {
  way: 'console',
  userName: 'amplify-dev',
  policy: { kind: 'administrator' },
  region: 'eu-west-1',
  keys: { ...noKeys, accessKeyId: id, secretAccessKey: new Secret(secret) },
  profile: 'default',
};

function plan(
  change: Partial<ConfigureAnswers> = {},
  more: Partial<Parameters<typeof planConfigure>[0]> = {},
): Promise<ConfigurePlan> {
  const given = { ...answers, ...change };
  return planConfigure({
    answers: given,
    identity,
    existing: readProfiles(env).profiles.find(({ name }) => name === given.profile),
    list: readProfiles(env),
    userExists: false,
    env,
    ...more,
  });
}

async function carryOut(planned: ConfigurePlan) {
  if (!planned.write) throw new Error('nothing to write');
  return writeProfileChange(env, planned.write);
}

describe('the plan for given keys', () => {
  it('creates both files as the mission document shows them', async () => {
    const planned = await plan({ profile: 'amplifyprofile', region: 'us-east-1' });
    expect(planned.calls).toEqual([]);
    await carryOut(planned);
    expect(read('config')).toBe('[profile amplifyprofile]\nregion=us-east-1\n');
    expect(read('credentials')).toBe(
      `[amplifyprofile]\naws_access_key_id=${id}\naws_secret_access_key=${secret}\n`,
    );
  });

  it('removes what would override the new keys, and nothing else', async () => {
    write(
      'credentials',
      `# mine\n[default]\naws_access_key_id = ASIAOLD0000000000001\naws_secret_access_key = ${other}\naws_session_token = ${other}${other}\n\n[keep]\naws_access_key_id = AKIAKEEP000000000001\naws_secret_access_key = ${other}\n`,
    );
    write(
      'config',
      '[default]\nregion = eu-west-1\noutput = json\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = keep\ncredential_process = /bin/x\n',
    );
    const planned = await plan();
    expect(planned.replaces?.removed).toEqual([
      'role_arn',
      'source_profile',
      'aws_session_token',
      'credential_process',
    ]);
    await carryOut(planned);
    expect(read('config')).toBe('[default]\nregion = eu-west-1\noutput = json\n');
    expect(read('credentials')).toContain(
      `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n\n[keep]`,
    );
  });

  it('shows no secret, not in the diff, in JSON or as text', async () => {
    write('credentials', `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${other}\n`);
    const planned = await plan();
    const shown = `${JSON.stringify(planned)}${configurePlanText(planned).join('\n')}`;
    expect(tracesOf([secret, other], shown)).toEqual([]);
  });

  it('writes a session token, and only for temporary keys', async () => {
    const token = `FwoGZXIvYXdzE${'Jr7Kx3QbUvLmNsPtHdYcWgRzTqA'.repeat(4)}`;
    await carryOut(
      await plan({
        keys: {
          accessKeyId: 'ASIAEXAMPLE000000001',
          secretAccessKey: new Secret(secret),
          sessionToken: new Secret(token),
        },
      }),
    );
    expect(read('credentials')).toContain(`aws_session_token=${token}\n`);
  });

  it('has nothing to write if the files already say it', async () => {
    await carryOut(await plan());
    const again = await plan();
    expect(again.files).toEqual([]);
    expect(configurePlanText(again)).toContain('  both files already say this');
  });
});

describe('the plan for a key that AWS creates', () => {
  it('shows a placeholder that cannot be mistaken for a key, and cannot be written', async () => {
    const planned = await plan({ way: 'create', profile: 'amp' });
    expect(planned.write).toBeUndefined();
    const text = configurePlanText(planned).join('\n');
    expect(text).toMatch(/\+ aws_access_key_id=‹made when you confirm›/);
    expect(text).toMatch(/\+ aws_secret_access_key=‹made when you confirm›/);
    expect(text).not.toMatch(/AKIA|0000/);
    expect(planned.calls.map(({ action }) => action)).toEqual([
      'CreateUser',
      'AttachUserPolicy',
      'CreateAccessKey',
    ]);
    const again = await plan({ way: 'create', profile: 'amp' }, { userExists: true });
    expect(again.calls.map(({ action }) => action)).toEqual(['AttachUserPolicy', 'CreateAccessKey']);
  });

  it('is the same plan with the key, unless somebody changed the files', async () => {
    const made = { accessKeyId: id, secretAccessKey: new Secret(secret) };
    write('config', '[profile x]\nregion = eu-west-1\n');
    const reviewed = await plan({ way: 'create', profile: 'amp' });
    expect(sameFiles(reviewed, await plan({ way: 'create', profile: 'amp' }, { made }))).toBe(true);
    write('config', '[profile amp]\nregion = us-east-1\n');
    expect(sameFiles(reviewed, await plan({ way: 'create', profile: 'amp' }, { made }))).toBe(false);
  });

  it('keeps the region of a rotated profile, and names the old key', async () => {
    write(
      'credentials',
      `[dev]\naws_access_key_id = AKIAOLD0000000000001\naws_secret_access_key = ${other}\n`,
    );
    write('config', '[profile dev]\nregion = ap-south-1\n');
    const planned = await plan(
      { way: 'rotate', profile: 'dev' },
      { made: { accessKeyId: id, secretAccessKey: new Secret(secret) } },
    );
    expect(planned.oldKeyId).toBe('AKIAOLD0000000000001');
    expect(planned.files.map(({ label }) => label)).toEqual(['~/.aws/credentials']);
    await carryOut(planned);
    expect(read('config')).toBe('[profile dev]\nregion = ap-south-1\n');
  });
});

it('gives a suitable profile its region and nothing else', async () => {
  const credentials = `[dev]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
  write('credentials', credentials);
  await carryOut(await plan({ way: 'existing', profile: 'dev', region: 'eu-central-1' }));
  expect(read('credentials')).toBe(credentials);
  expect(read('config')).toBe('[profile dev]\nregion=eu-central-1\n');
});

describe('the plan of a rotation', () => {
  const key = (name: string, keyId: string) =>
    `[${name}]\naws_access_key_id = ${keyId}\naws_secret_access_key = ${other}\n`;

  it('lists the other profiles with the same key, and gives them the new one', async () => {
    write('credentials', `${key('default', id)}${key('else', 'AKIAELSE000000000001')}${key('admin', id)}`);
    const rotation = { way: 'rotate', profile: 'default' } as const;
    const planned = await plan(rotation);
    expect(planned.also).toEqual(['admin']);
    expect(configurePlanText(planned).join('\n')).toContain(
      'The same key is in admin: replaced there as well',
    );
    expect(
      planned.files[0]?.diff.filter(({ text }) => text.includes('‹made when you confirm›')),
    ).toHaveLength(4);
    const made = { accessKeyId: 'AKIANEW0000000000001', secretAccessKey: new Secret(secret) };
    const real = await plan(rotation, { made });
    expect(sameFiles(planned, real)).toBe(true);
    await carryOut(real);
    expect(read('credentials').match(/AKIANEW0000000000001/g)).toHaveLength(2);
    expect(read('credentials')).toContain(key('else', 'AKIAELSE000000000001'));
    expect(read('credentials')).not.toContain(id);
  });

  it('says where a copy of the replaced keys is kept', async () => {
    write('credentials', key('default', 'AKIAOLD0000000000001'));
    expect(configurePlanText(await plan()).join('\n')).toContain(
      'The keys of default are replaced. A copy is kept in ~/.amplify/tui/backups.',
    );
  });

  it.each(['create', 'rotate'] as const)(
    'is refused before a key is created that no file could store: %s',
    async (way) => {
      write('credentials', key('default', id));
      chmodSync(join(home, '.aws', 'credentials'), 0o400);
      await expect(plan({ way })).rejects.toMatchObject({
        code: 'FILE_UNWRITABLE',
        why: 'It is marked as read-only.',
      });
    },
  );

  it('shows the lines to add by hand if a file cannot be written, the secret hidden', async () => {
    write('credentials', key('default', id));
    chmodSync(join(home, '.aws', 'credentials'), 0o400);
    const refused = await plan({ way: 'console' }).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({
      code: 'FILE_UNWRITABLE',
      next: expect.stringMatching(
        /The lines to put in by hand: into ~\/\.aws\/.*aws_secret_access_key = \*{16}/,
      ),
    });
  });
});
