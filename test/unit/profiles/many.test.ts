import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accessChoices } from '../../../src/credentials/choice.ts';
import { requestReader, requestSettings } from '../../../src/credentials/client-settings.ts';
import { ownKeyIdOf } from '../../../src/credentials/own-key-id.ts';
import { profileFindings } from '../../../src/credentials/profile-details.ts';
import { parseSharedFile } from '../../../src/profiles/grammar.ts';
import { profilesOf, readProfiles } from '../../../src/profiles/store.ts';
import { folderOfFile } from '../../support/folders.ts';

const home = folderOfFile();

const folderOf = (count: number) => join(home, String(count));

function filesOf(count: number): NodeJS.ProcessEnv {
  const folder = folderOf(count);
  mkdirSync(folder);
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

/** The least processor time of some: whatever else the machine does can only make it more. */
function leastOf(env: NodeJS.ProcessEnv, count: number): number {
  const times = Array.from({ length: 7 }, () => {
    // A file that has not changed is not read again.
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
  // Once, so that both are read by code that is compiled.
  leastOf(few, 1_000);
  // Work that grows with the square would take a hundred times as long.
  expect(leastOf(many, 10_000) / leastOf(few, 1_000)).toBeLessThan(30);
});

it('looks at each profile a few times to list all of them, however many there are', () => {
  const count = 1_000;
  const env = {
    AWS_CONFIG_FILE: join(folderOf(count), 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folderOf(count), 'credentials'),
  };
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

it('looks at the environment once for all profiles that say nothing about requests', () => {
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
  const list = readProfiles({
    AWS_CONFIG_FILE: join(folderOf(1_000), 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folderOf(1_000), 'credentials'),
  });
  const requestsOf = requestReader(list, env);
  for (const profile of list.profiles)
    expect(requestsOf(profile)).toEqual(requestSettings(profile, list, { ...env }));
  // One for each setting of the network; a copy of the environment counts here, too.
  expect(looks - list.profiles.length).toBeLessThan(10);
});

it('walks the environment for proxies once for all profiles with settings of requests', () => {
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

it('finds nothing in a profile of region and keys that it would not find beside another setting', () => {
  const regions = fc.constantFrom(
    'eu-west-1',
    'us-gov-east-1',
    'EU-WEST-1',
    'eu west 1',
    `eu-${'a'.repeat(70)}-1`,
    '-x',
  );
  const ids = fc.constantFrom(
    'AKIAEXAMPLE000000001',
    'ASIAEXAMPLE000000001',
    'short',
    'AKIA EXAMPLE 00000001',
    'AKIA\u200BEXAMPLE00001',
  );
  const secrets = fc.constantFrom('x'.repeat(40), 'a/b+c=', 'with blank', '"quoted"', 'x\u00A0y');
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  fc.assert(
    fc.property(some(regions), some(ids), some(secrets), (region, id, secret) => {
      const lines = [
        ...(region === undefined ? [] : [`region = ${region}`]),
        ...(id === undefined ? [] : [`aws_access_key_id = ${id}`]),
        ...(secret === undefined ? [] : [`aws_secret_access_key = ${secret}`]),
      ];
      const files = { config: 'config', credentials: 'credentials' };
      const findingsOf = (more: readonly string[]) => {
        const text = `${['[p]', ...lines, ...more].join('\n')}\n`;
        const [whole, byLine] = [false, true].map((keepLines) => {
          const credentials = parseSharedFile(Buffer.from(text), 'credentials', { keepLines });
          return profilesOf({ config: undefined, credentials }, files).profiles[0]?.findings;
        });
        expect(whole).toEqual(byLine);
        return whole;
      };
      expect(findingsOf([])).toEqual(findingsOf(['cli_pager = cat']));
    }),
  );
});
