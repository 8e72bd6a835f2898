import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { listProfiles } from '../../../src/commands/profiles.ts';
import { accessChoices, accessReader } from '../../../src/credentials/choice.ts';
import { requestReader, requestSettings } from '../../../src/credentials/client-settings.ts';
import { alikeOptions, countUsable, optionIn, usableIn } from '../../../src/credentials/option-rows.ts';
import { ownKeyIdOf } from '../../../src/credentials/own-key-id.ts';
import { findingFields, profileFindings } from '../../../src/credentials/profile-details.ts';
import { lastUsedFirst } from '../../../src/profiles/filter.ts';
import { parseSharedFile } from '../../../src/profiles/grammar.ts';
import { byLastUse } from '../../../src/profiles/last-used.ts';
import type { Profile } from '../../../src/profiles/profile.ts';
import { profileNamed, settingIn } from '../../../src/profiles/profile-table.ts';
import { settingText } from '../../../src/profiles/settings.ts';
import { profilesOf, readProfiles } from '../../../src/profiles/store.ts';
import { folderOfFile } from '../../support/folders.ts';

const home = folderOfFile();

const folderOf = (count: number) => join(home, String(count));

function filesOf(count: number): NodeJS.ProcessEnv {
  const folder = folderOf(count);
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, n) => `p${n}`);
  const env = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  writeFileSync(
    env.AWS_CONFIG_FILE,
    names
      .map(
        (name, n) =>
          `[profile ${name}]\nregion=eu-west-1\n${n % 3 ? '' : `role_arn=arn:aws:iam::444455556666:role/${name}\nsource_profile=p${(n + 1) % count}\n`}`,
      )
      .join('\n'),
  );
  writeFileSync(
    env.AWS_SHARED_CREDENTIALS_FILE,
    names
      .map(
        (name) =>
          `[${name}]\naws_access_key_id=AKIAEXAMPLE000000001\naws_secret_access_key=${'x'.repeat(40)}\n`,
      )
      .join('\n'),
  );
  return env;
}

/** The minimum of some processor times, since other load on the machine can only increase them. */
function leastOf(env: NodeJS.ProcessEnv, count: number): number {
  const times = Array.from({ length: 7 }, () => {
    // An unchanged file is not read again.
    for (const path of [env.AWS_CONFIG_FILE ?? '', env.AWS_SHARED_CREDENTIALS_FILE ?? ''])
      utimesSync(path, new Date(), new Date());
    const before = process.cpuUsage();
    expect(readProfiles(env).profiles).toHaveLength(count);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return times.sort((one, other) => one - other)[0] ?? 0;
}

it('reads ten times as many profiles in about ten times the processor time', () => {
  const [few, many] = [filesOf(1_000), filesOf(10_000)];
  // A warm-up, so that both are read by compiled code.
  leastOf(few, 1_000);
  // Quadratic work would take a hundred times as long.
  expect(leastOf(many, 10_000) / leastOf(few, 1_000)).toBeLessThan(30);
});

it('looks at each profile a few times to list all of them, however many there are', () => {
  const count = 1_000;
  const env = filesOf(count);
  const read = readProfiles(env);
  let looks = 0;
  const profiles = new Proxy(read.profiles, {
    get: (target, key, receiver) => {
      looks += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  const list = { ...read, profiles };
  const requestsOf = requestReader(list, env);
  expect(accessChoices(list, env)).toHaveLength(count);
  const keys = list.profiles.map((profile) => {
    expect(profileFindings(profile, list, env, requestsOf)).toHaveLength(profile.findings.length);
    return ownKeyIdOf(profile);
  });
  expect(keys).toHaveLength(count);
  expect(looks).toBeLessThan(10 * count);
});

it('looks at the environment once for all profiles without request settings', () => {
  let looks = 0;
  const env = new Proxy<NodeJS.ProcessEnv>(
    { https_proxy: 'http://proxy.example' },
    {
      ownKeys: (target) => {
        looks += 1;
        return Reflect.ownKeys(target);
      },
    },
  );
  const list = readProfiles(filesOf(1_000));
  expect(list.profiles).toHaveLength(1_000);
  const requestsOf = requestReader(list, env);
  for (const profile of list.profiles)
    expect(requestsOf(profile)).toEqual(requestSettings(profile, list, { ...env }));
  // One for each network setting; a copy of the environment counts here, too.
  expect(looks - list.profiles.length).toBeLessThan(10);
});

it('searches the environment for proxies once for all profiles with request settings', () => {
  const names = Array.from({ length: 500 }, (_, n) => `[profile p${n}]\nca_bundle = /etc/ca-${n}.pem\n`);
  const config = parseSharedFile(Buffer.from(names.join('')), 'config', { keepLines: false });
  const list = profilesOf(
    { config, credentials: undefined },
    { config: 'config', credentials: 'credentials' },
  );
  let walks = 0;
  const env = new Proxy<NodeJS.ProcessEnv>(
    { HTTPS_Proxy: 'http://proxy.example' },
    {
      ownKeys: (target) => {
        walks += 1;
        return Reflect.ownKeys(target);
      },
    },
  );
  const requestsOf = requestReader(list, env);
  for (const profile of list.profiles)
    expect(requestsOf(profile).network).toMatchObject({
      httpsProxy: { source: 'HTTPS_Proxy' },
      caBundle: { value: expect.stringMatching(/^\/etc\/ca-\d+\.pem$/) },
    });
  expect(walks).toBeLessThan(10);
});

/** Settings with values: first the one that most profiles have, then some that only look like it. */
const values: Readonly<Record<string, readonly string[]>> = {
  region: ['eu-west-1', 'us-gov-east-1', 'EU-WEST-1', 'eu west 1', `eu-${'a'.repeat(70)}-1`, '-x'],
  output: ['json', 'x'],
  aws_access_key_id: [
    'AKIAEXAMPLE000000001',
    'AKIAEXAMPLE000000002',
    'ASIAEXAMPLE000000001',
    'short',
    'AKIA EXAMPLE 00000001',
    'AKIA\u200BEXAMPLE00001',
  ],
  aws_secret_access_key: ['x'.repeat(40), 'y'.repeat(40), 'a/b+c=', 'with blank', '"quoted"', 'x\u00A0y'],
  sso_session: ['company', 'nowhere'],
  sso_account_id: ['111122223333', '444455556666', '1111'],
  sso_role_name: ['Admin', 'Reader'],
  sso_region: ['eu-west-1', 'eu-central-1', 'nowhere'],
  cli_pager: ['cat'],
  source_profile: ['p0', 'p1'],
  role_arn: ['arn:aws:iam::111122223333:role/dev', 'dev'],
};
/** The settings of profiles, mostly with valid values. */
const kinds = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ['region', 'aws_access_key_id', 'aws_secret_access_key'],
      ['region', 'sso_session', 'sso_account_id', 'sso_role_name'],
    ),
  },
  { weight: 1, arbitrary: fc.subarray(Object.keys(values), { minLength: 1 }) },
);
const profilesWrittenAlike = fc
  .array(kinds, { minLength: 1, maxLength: 2 })
  .chain((kinds) =>
    fc.record({
      profiles: fc.array(fc.constantFrom(...kinds), { minLength: 4, maxLength: 12 }),
      deviations: fc.array(fc.record({ profile: fc.nat(11), key: fc.nat(6), value: fc.nat(6) }), {
        maxLength: 4,
      }),
    }),
  )
  .map(({ profiles, deviations }) => {
    const sections = profiles.map((keys, n) => {
      const its = new Map(keys.map((key) => [key, values[key]?.[0]]));
      for (const { key, value } of deviations.filter(({ profile }) => profile === n)) {
        const other = keys[key % keys.length] ?? '';
        its.set(other, values[other]?.[value % (values[other]?.length ?? 1)]);
      }
      return [`p${n}`, Object.fromEntries(its)] as const;
    });
    return `[sso-session company]\nsso_start_url = https://company.example\nsso_region = eu-west-1\n${sections
      .map(
        ([name, settings], n) =>
          `[profile ${name}]\n${Object.entries(settings)
            .flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}\n`]))
            .join('')}${n % 4 === 3 ? '# a comment\n\n' : '\n'}`,
      )
      .join('')}`;
  });

it('finds in profiles of the same form what it finds in each of them, read line by line', () => {
  const files = { config: 'config', credentials: 'credentials' };
  fc.assert(
    fc.property(profilesWrittenAlike, (text) => {
      const [whole, byLine] = [false, true].map((keepLines) => {
        const config = parseSharedFile(Buffer.from(text), 'config', { keepLines });
        return profilesOf({ config, credentials: undefined }, files).profiles.map(
          ({ settings, ...profile }) => ({
            ...profile,
            settings: [...settings],
          }),
        );
      });
      expect(whole).toEqual(byLine);
    }),
    { numRuns: 300 },
  );
});

it('merges two files of plain and other sections as line by line', () => {
  const header = fc.constantFrom('p0', 'p1', 'p2', 'default');
  const body = fc.array(
    fc.constantFrom(
      'region = eu-west-1\n',
      'region = us-east-1\n',
      'sso_account_id = 111122223333\n',
      'k = two words\n',
    ),
    { maxLength: 3 },
  );
  const fileOf = (headerOf: (name: string, isPrefixed: boolean) => string) =>
    fc
      .array(fc.tuple(header, fc.boolean(), body), { maxLength: 6 })
      .map((all) =>
        all.map(([name, isPrefixed, lines]) => headerOf(name, isPrefixed) + lines.join('')).join(''),
      );
  const files = { config: 'config', credentials: 'credentials' };
  fc.assert(
    fc.property(
      fileOf((name, isPrefixed) =>
        isPrefixed || name !== 'default' ? `[profile ${name}]\n` : '[default]\n',
      ),
      fileOf((name) => `[${name}]\n`),
      (configText, credentialsText) => {
        const [whole, byLine] = [false, true].map((keepLines) => {
          const config = parseSharedFile(Buffer.from(configText), 'config', { keepLines });
          const credentials = parseSharedFile(Buffer.from(credentialsText), 'credentials', { keepLines });
          const list = profilesOf({ config, credentials }, files);
          for (const { name } of list.profiles)
            expect(profileNamed(list, name)).toBe(list.profiles.find((profile) => profile.name === name));
          expect(profileNamed(list, 'p3')).toBeUndefined();
          return {
            ...list,
            profiles: list.profiles.map(({ settings, ...profile }) => ({
              ...profile,
              settings: [...settings].sort(([one], [other]) => one.localeCompare(other)),
            })),
          };
        });
        expect(whole).toEqual(byLine);
      },
    ),
    { numRuns: 1_000 },
  );
});

it('mistakes no unusual value for a usual one if a file has more forms than are distinguished', () => {
  const usual = '[profile usual]\naws_access_key_id = AKIAEXAMPLE000000001\n';
  const forms = Array.from({ length: 40 }, (_, n) => `[profile p${n}]\nregion = eu-west-${n}\n`);
  const odd = '[profile odd]\naws_access_key_id = ASIAEXAMPLE000000001\n';
  const secrets = ['usual', 'odd'].map((name) => `[${name}]\naws_secret_access_key = ${'x'.repeat(40)}\n`);
  const [config, credentials] = [usual + forms.join('') + odd, secrets.join('')].map((text, at) =>
    parseSharedFile(Buffer.from(text), at === 0 ? 'config' : 'credentials', { keepLines: false }),
  );
  const { profiles } = profilesOf({ config, credentials }, { config: 'config', credentials: 'credentials' });
  expect(profiles.find(({ name }) => name === 'usual')?.findings).toEqual([]);
  expect(profiles.find(({ name }) => name === 'odd')?.findings).toMatchObject([
    { severity: 'error', text: expect.stringContaining('needs aws_session_token') },
  ]);
});

it('lists each of many profiles as it would alone', async () => {
  const folder = folderOf(2);
  mkdirSync(folder);
  await fc.assert(
    fc.asyncProperty(profilesWrittenAlike, async (text) => {
      const env = {
        AWS_CONFIG_FILE: join(folder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
        AWS_EC2_METADATA_DISABLED: 'true',
      };
      writeFileSync(env.AWS_CONFIG_FILE, text);
      let told = '';
      const given = readArguments(['profiles', 'list', '--json']);
      const before = process.env;
      process.env = { ...env, HOME: folder };
      try {
        await listProfiles(given, (more) => {
          told += more;
        });
      } finally {
        process.env = before;
      }
      const list = readProfiles(env);
      const rows = told
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter(({ type }) => type === 'profile');
      expect(
        rows.map(({ name, kind, region, usable, why, findings }) => ({
          name,
          kind,
          region,
          usable,
          why,
          findings,
        })),
      ).toEqual(
        [...accessChoices(list, env)].map(({ label, kind, region, usable }, at) => ({
          name: label,
          kind,
          region,
          usable: usable.ok,
          why: usable.ok ? undefined : usable.why,
          findings: JSON.parse(
            JSON.stringify(profileFindings(list.profiles[at] as Profile, list, env).map(findingFields)),
          ),
        })),
      );
    }),
    { numRuns: 100 },
  );
});

it('an option derived from another one equals that of its own profile', () => {
  const folder = folderOf(3);
  mkdirSync(folder);
  const env = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') };
  fc.assert(
    fc.property(profilesWrittenAlike, fc.array(fc.nat(20), { maxLength: 4 }), (text, used) => {
      writeFileSync(env.AWS_CONFIG_FILE, text);
      const whole = readProfiles(env).profiles;
      const names = [...new Set(used.map((row) => whole[row % whole.length]?.name))];
      writeFileSync(join(folder, 'profiles-used.json'), JSON.stringify({ names }));
      const list = byLastUse(readProfiles(env), folder);
      const options = accessChoices(list, env, used.length > 3 ? 'eu-north-1' : undefined);
      const { ofProfile } = accessReader(list, env);
      const profiles = lastUsedFirst(whole, ({ name }) => name, names.map(String));
      const expected = profiles
        .map(ofProfile)
        .map((option) => (used.length > 3 ? { ...option, region: 'eu-north-1' } : option));
      expect([...options]).toEqual(expected);
      expect(expected.map(({ choice }) => optionIn(options, choice))).toEqual(expected);
      expect(countUsable(options)).toBe(expected.filter(({ usable }) => usable.ok).length);
      expect([...usableIn(options)]).toEqual(expected.filter(({ usable }) => usable.ok));
      expect(Math.max(...alikeOptions(options).map(({ widest }) => widest.label.length))).toBe(
        Math.max(...expected.map(({ label }) => label.length)),
      );
      for (const key of ['region', 'sso_account_id', 'role_arn', 'source_profile'])
        expect([...settingIn(list, key)]).toEqual(
          profiles.flatMap(({ name, settings }) => {
            const value = settingText(settings, key);
            return value === undefined ? [] : [{ name, value }];
          }),
        );
    }),
    { numRuns: 200 },
  );
});
