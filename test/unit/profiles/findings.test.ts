import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listProfiles } from '../../../src/commands/profiles.ts';
import { profileUsable } from '../../../src/credentials/choice.ts';
import { profileDetails } from '../../../src/credentials/profile-details.ts';
import { examineProfiles } from '../../../src/flows/doctor/profiles.ts';
import type { Where } from '../../../src/flows/doctor/where.ts';
import { planProfileChange } from '../../../src/profiles/change.ts';
import { mfaFault } from '../../../src/profiles/role-settings.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

let home: string;
beforeEach(() => {
  home = folderOfTest();
  mkdirSync(join(home, '.aws'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const env = () => ({
  HOME: home,
  AWS_CONFIG_FILE: join(home, '.aws/config'),
  AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws/credentials'),
});
function files(config: string | Buffer, credentials: string | Buffer = '') {
  writeFileSync(env().AWS_CONFIG_FILE, config);
  writeFileSync(env().AWS_SHARED_CREDENTIALS_FILE, credentials);
  return readProfiles(env());
}

/** The output of `profiles list`. */
async function listed(json: boolean): Promise<string> {
  for (const [name, value] of Object.entries(env())) vi.stubEnv(name, value);
  let said = '';
  const write = (text: unknown) => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  const given = { operands: ['list'], options: { json } } as unknown as Parameters<typeof listProfiles>[0];
  await listProfiles(given);
  vi.restoreAllMocks();
  return said;
}

/** Everything that each command says about a profile and the files. */
async function everywhere(name: string): Promise<Record<string, string>> {
  const list = readProfiles(env());
  const doctor = examineProfiles(list, { env: env() } as unknown as Where).findings;
  return {
    list: (await listed(false)).toLowerCase(),
    json: (await listed(true)).toLowerCase(),
    show: JSON.stringify(profileDetails(name, list, env())?.findings).toLowerCase(),
    doctor: JSON.stringify(doctor).toLowerCase(),
  };
}

const keys =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = CANARYsecretCANARYsecretCANARYsecretCANA\n';
const role = 'role_arn = arn:aws:iam::444455556666:role/x\n';
const base = `[profile base]\n${keys}`;
const corp = '[sso-session corp]\nsso_start_url = https://x\nsso_region = eu-west-1\n';
const sso = 'sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = r\n';

/** Names that no AWS tool reads, and what each was meant to be. */
const misnamed: readonly (readonly [name: string, meant: string])[] = [
  ['aws-access-key-id', 'aws_access_key_id'],
  ['aws_secrect_access_key', 'aws_secret_access_key'],
  ['aws-session-token', 'aws_session_token'],
  ['role-arn', 'role_arn'],
  ['source-profile', 'source_profile'],
  ['mfa-serial', 'mfa_serial'],
  ['credential-process', 'credential_process'],
  ['sso-start-url', 'sso_start_url'],
  ['sso_account', 'sso_account_id'],
  ['export aws_access_key_id', 'aws_access_key_id'],
  ['"aws_secret_access_key"', 'aws_secret_access_key'],
];

it.each<[what: string, settings: string, said: string, usable: boolean, more?: string]>([
  [
    'a placeholder for a role',
    'role_arn = <your role>\nsource_profile = base',
    'role_arn is <your role>',
    false,
  ],
  [
    'a user as a role',
    'role_arn = arn:aws:iam::444455556666:user/x\nsource_profile = base',
    'role_arn is arn',
    false,
  ],
  [
    'a security key',
    `${role}source_profile = base\nmfa_serial = arn:aws:iam::111122223333:u2f/user/x/y`,
    'gives no code',
    false,
  ],
  [
    'a device with a short number',
    `${role}source_profile = base\nmfa_serial = GAHT1`,
    'mfa_serial is gaht1',
    false,
  ],
  [
    'the address of a QR code',
    `${role}source_profile = base\nmfa_serial = otpauth://totp/dev`,
    'mfa_serial is an address',
    false,
  ],
  ['a place that gives no credentials', `${role}credential_source = Env`, 'credential_source is env', false],
  [
    'a place for a region',
    `${keys}region = Ireland`,
    'is not written as one; eu-west-1 was probably meant',
    true,
  ],
  ['a region in capitals', `${keys}region = EU-WEST-1`, 'is not written as one', true],
  ['a hardware device', `${role}source_profile = base\nmfa_serial = GAHT12345678`, '', true],
  [
    'a chain that is to last too long',
    `${role}source_profile = other\nduration_seconds = 7200`,
    'duration_seconds is 7200',
    false,
    `[profile other]\n${role}source_profile = base\n`,
  ],
  [
    'half a key in the source',
    `${role}source_profile = half`,
    'source profile half does not work itself',
    false,
    '[profile half]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
  ],
  [
    'SSO without an account',
    'sso_session = corp\nsso_role_name = r',
    'sso_account_id is missing',
    false,
    corp,
  ],
  [
    'SSO without a role',
    'sso_session = corp\nsso_account_id = 111122223333',
    'sso_role_name is missing',
    false,
    corp,
  ],
  [
    'old SSO without a region',
    'sso_start_url = https://x\nsso_account_id = 111122223333\nsso_role_name = r',
    'sso_region is missing',
    false,
  ],
  [
    'a session that lacks its region',
    sso,
    'sso_region is missing in [sso-session corp]',
    false,
    '[sso-session corp]\nsso_start_url = https://x\n',
  ],
  [
    'SSO at no address',
    sso,
    'sso_start_url is x.awsapps.com',
    false,
    corp.replace('https://x', 'x.awsapps.com'),
  ],
  ['SSO in no region', sso, 'sso_region is ireland', false, corp.replace('eu-west-1', 'Ireland')],
  [
    'SSO that says two things',
    `${sso}sso_region = us-east-1`,
    'sso_region is not the same here',
    false,
    corp,
  ],
  [
    'a session that no SDK sees',
    'sso_session = FOO BAR\nsso_account_id = 111122223333\nsso_role_name = r',
    'no sdk sees [sso-session foo bar]',
    false,
    "[sso-session 'FOO BAR']\nsso_start_url = https://x\nsso_region = eu-west-1\n",
  ],
  ['SSO that is whole', sso, '', true, corp],
  [
    'settings as code names them',
    'accessKeyId = AKIAIOSFODNN7EXAMPLE\nsecretAccessKey = x',
    'write aws_access_key_id',
    false,
  ],
  ...misnamed.map(
    ([name, key]) =>
      [`the name ${name}`, `${name} = x`, `write ${key}`, false] as [string, string, string, boolean],
  ),
])('%s is reported alike by list, show and doctor', async (_, settings, said, usable, more = '') => {
  const list = files(`${base}${more}[profile a]\n${settings}\n`);
  const profile = list.profiles.find(({ name }) => name === 'a');
  expect(profile && profileUsable(profile).ok).toBe(usable);
  if (said === '') {
    expect(profile?.findings).toEqual([]);
    return;
  }
  const told = await everywhere('a');
  for (const [where, text] of Object.entries(told)) expect(text, where).toContain(said);
  expect(
    profile?.findings.every(({ origin }) => origin?.file === env().AWS_CONFIG_FILE && origin.line > 0),
  ).toBe(true);
  expect(told.list).not.toMatch(/Aws_|Role_arn|Mfa_serial/);
});

it.each<[what: string, config: string, credentials: string, said: RegExp, place: string]>([
  [
    'a section twice',
    '',
    `[default]\n${keys}[default]\n${keys}`,
    /refuses this whole file: a section comes twice/,
    '/.aws/credentials, line 4',
  ],
  [
    'lines above the header',
    `"[root]"=true\n"[dev]"=true\n[default]\nregion = eu-west-1\n`,
    keys.replace(/^/, '[default]\n'),
    /refuses this whole file: a line is above/,
    '/.aws/config, line 1',
  ],
  [
    'a conflict',
    `[default]\n<<<<<<< HEAD\nregion = a\n=======\nregion = b\n>>>>>>> x\n`,
    `[default]\n${keys}`,
    /marks of a merge conflict/,
    '/.aws/config, line 2',
  ],
  [
    'both defaults',
    '[default]\nregion = a\n[profile default]\nregion = b\n',
    `[default]\n${keys}`,
    /both exist/,
    '/.aws/config, line 1',
  ],
])('%s is reported alike, with file and line', async (_, config, credentials, said, place) => {
  files(config, credentials);
  const told = await everywhere('default');
  for (const [where, text] of Object.entries(told)) expect(text, where).toMatch(said);
  expect(told.list).toContain(place);
});

it('a profile is named in the suggested header, whatever the prefix looks like', () => {
  const { findings } = files('[Profile Cap]\nregion = a\n');
  expect(findings[0]?.text).toContain('that is [profile Cap]');
});

it('names in any alphabet can be used, as other AWS tools use them', () => {
  const list = files('[profile 개발]\nregion = eu-west-1\n', `[개발]\n${keys}`);
  const [profile] = list.profiles;
  expect(profile).toMatchObject({ name: '개발', region: 'eu-west-1', kind: 'keys' });
  expect(profile && profileUsable(profile)).toEqual({ ok: true });
});

it('UTF-16 is one finding', () => {
  const list = files(Buffer.from('\uFEFF[default]\nregion = a\noutput = json\n', 'utf16le'));
  expect(list.findings.map(({ text }) => text)).toEqual([expect.stringContaining('UTF-16')]);
});

it('nothing is added to a file with a conflict in it', async () => {
  files('[default]\n<<<<<<< HEAD\nregion = a\n=======\nregion = b\n>>>>>>> x\n');
  const set = new Map([['region', 'eu-west-1']]);
  await expect(
    planProfileChange(env(), { kind: 'set', name: 'other', set, remove: [] }),
  ).rejects.toMatchObject({
    code: 'PROFILE_EDIT_UNSAFE',
    why: expect.stringMatching(/merge conflict/),
  });
});

it.each([
  ['arn:aws:iam::111122223333:mfa/dev', true],
  ['arn:aws-cn:iam::111122223333:mfa/path/dev', true],
  ['GAHT12345678', true],
  ['123456789', true],
  ['12345678', false],
  ['GAHT 12345678', false],
  ['arn:aws:iam::111122223333:u2f/user/dev/key', false],
  ['arn:aws:iam::111122223333:user/dev', false],
  ['<your device>', false],
])('mfa_serial %s: %s', (value, ok) => {
  expect(mfaFault(value) === undefined).toBe(ok);
});

it.each([
  ['region: eu-central-1', 'eu-central-1'],
  ['output: json', undefined],
  ['mfa_process: x', undefined],
])(
  '%s is read as the AWS CLI reads it: the profile stays usable, and all commands report the line',
  async (line, region) => {
    const list = files('', `[one]\n${line}\n${keys}[two]\n${keys}`);
    const [one] = list.profiles;
    expect(one?.region).toBe(region);
    expect(profileUsable(one as NonNullable<typeof one>)).toEqual({ ok: true });
    for (const [who, said] of Object.entries(await everywhere('one')))
      expect(said, who).toContain('a colon is in place of the = sign');
  },
);

it('a line without an equals sign makes its profile unusable, and all commands say that the AWS CLI refuses the file', async () => {
  const list = files('', `[one]\nregion eu-central-1\n${keys}[two]\n${keys}`);
  expect(list.profiles.map((each) => profileUsable(each).ok)).toEqual([false, true]);
  for (const name of ['one', 'two'])
    for (const [who, said] of Object.entries(await everywhere(name))) {
      expect(said, who).toContain('the aws cli refuses this whole file: a line has no = sign');
      expect(said, who).toMatch(/credentials.{0,20}\b2\b/);
    }
});

it('a file that is a link to nothing is reported by all commands', async () => {
  files('[profile one]\nregion = eu-west-1\n');
  rmSync(env().AWS_SHARED_CREDENTIALS_FILE);
  symlinkSync('/unmounted/creds', env().AWS_SHARED_CREDENTIALS_FILE);
  for (const [who, said] of Object.entries(await everywhere('one')))
    expect(said, who).toContain('it is a link to /unmounted/creds, which is not there');
});

it('hides the values of misnamed secrets', () => {
  const list = files(`[profile a]\naws-session-token = CANARYtoken\naws_secrect_access_key = CANARYsecret\n`);
  const settings = list.profiles[0]?.settings ?? new Map();
  expect([...settings.values()].map(({ value }) => String(value))).toEqual(['[secret]', '[secret]']);
});

it('ignores settings of AWS tools and others', () => {
  const list = files(
    `${base}cli_pager = less\ns3_use_arn_region = true\nx_principal_arn = x\nx_security_token_expires = x\nmfa_device = x\nassume_role_ttl = 1h\n`,
  );
  expect(list.profiles[0]?.findings).toEqual([]);
});
