import { describe, expect, it } from 'vitest';
import { ago } from '../../../../src/core/text.ts';
import {
  type ConfigureAnswers,
  configureFaults,
  profileNameFault,
} from '../../../../src/flows/configure/answers.ts';
import { keyWords } from '../../../../src/flows/configure/key-words.ts';
import { noKeys } from '../../../../src/flows/configure/keys.ts';
import { policyArn, policyFault, policyOf } from '../../../../src/flows/configure/policies.ts';
import {
  offeredRegions,
  partitionOf,
  regionFault,
  regionWarning,
} from '../../../../src/flows/configure/regions.ts';
import { suggestedUserName, userNameFault } from '../../../../src/flows/configure/user-name.ts';
import { consolePages, usersPage } from '../../../../src/regions/console-pages.ts';
import { regions } from '../../../../src/regions/regions.ts';
import { sdkPartitions } from './sdk-partitions.ts';

const answers: ConfigureAnswers = {
  way: 'create',
  access: { kind: 'profile', name: 'admin' },
  userName: 'amplify-dev',
  policy: { kind: 'administrator' },
  region: 'eu-west-1',
  keys: noKeys,
  profile: 'default',
};

describe('the answers', () => {
  it('are complete if each way has what it needs', () => {
    expect(configureFaults(answers, true)).toEqual([]);
    expect(configureFaults({ ...answers, way: 'existing' }, true)).toEqual([]);
    const { region: _, ...rotate } = { ...answers, way: 'rotate' as const };
    expect(configureFaults(rotate, true)).toEqual([]);
  });

  it('are all reported at once if they are not', () => {
    const { access: _a, region: _r, ...rest } = answers;
    const bad = {
      ...rest,
      userName: 'a b',
      policy: { kind: 'own' as const, arn: 'x' },
      profile: 'my profile',
    };
    expect(configureFaults(bad, true).map(({ answer }) => answer)).toEqual([
      'withProfile',
      'userName',
      'policy',
      'region',
      'profile',
    ]);
    expect(configureFaults({ ...rest, way: 'console' }, true).map(({ answer }) => answer)).toEqual([
      'accessKeyId',
      'secretAccessKey',
      'region',
    ]);
  });

  it.each(['', 'my profile', '-x', 'a]b', 'DEFAULT', '__proto__', 'constructor', 'größe'])(
    'refuse the profile name %j',
    (name) => expect(profileNameFault(name)).toMatch(/\.$/),
  );
  it.each(['default', 'a.b', 'me@corp', 'x-1_2/3'])('accept the profile name %j', (name) =>
    expect(profileNameFault(name)).toBeUndefined(),
  );
});

describe('a user name', () => {
  it("is suggested like the Amplify CLI's, and follows the rule of IAM", () => {
    for (let i = 0; i < 50; i++) expect(suggestedUserName()).toMatch(/^amplify-[a-z0-9]{5}$/);
    expect(suggestedUserName(() => 0)).toBe('amplify-aaaaa');
    expect(userNameFault(suggestedUserName())).toBeUndefined();
  });
  it.each(['', 'x'.repeat(65), 'a b', 'ä', 'a/b'])('is refused: %j', (name) =>
    expect(userNameFault(name)).toBeDefined(),
  );
});

describe('a policy', () => {
  it('has an ARN of the partition of the account', () => {
    expect(policyArn({ kind: 'administrator' }, 'aws')).toBe('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(policyArn({ kind: 'amplify' }, 'aws-us-gov')).toBe(
      'arn:aws-us-gov:iam::aws:policy/AdministratorAccess-Amplify',
    );
  });
  it('of one partition is refused in another', () => {
    const own = policyOf('arn:aws:iam::111122223333:policy/team/deploy');
    expect(policyFault(own)).toBeUndefined();
    expect(policyFault(own, 'aws')).toBeUndefined();
    expect(policyFault(own, 'aws-cn')).toMatch(/aws-cn/);
    expect(policyFault(policyOf('deploy'))).toBeDefined();
  });
  it.each([
    ['admin', 'administrator'],
    ['AdministratorAccess', 'administrator'],
    ['amplify', 'amplify'],
    ['AdministratorAccess-Amplify', 'amplify'],
  ])('is called %s', (text, kind) => expect(policyOf(text)).toEqual({ kind }));
});

describe('a region', () => {
  it.each(['eu-west-1', 'us-gov-west-1', 'eusc-de-east-1', 'xx-new-9'])('may be %s', (region) =>
    expect(regionFault(region)).toBeUndefined(),
  );
  it.each([undefined, '', 'Ireland', 'eu-west', 'evil.example.com/', 'eu-west-1.', 'EU-WEST-1'])(
    'may not be %j',
    (region) => expect(regionFault(region)).toBeDefined(),
  );
  it('that is not listed can be entered, with a warning', () => {
    expect(offeredRegions('xx-new-9').at(-1)?.id).toBe('xx-new-9');
    expect(offeredRegions('irel')).toBe(regions);
    expect(offeredRegions('eu-west-1')).toBe(regions);
    expect(regionWarning('xx-new-9')).toBeDefined();
    expect(regionWarning('eu-west-1')).toBeUndefined();
  });
  it('belongs to the partition that the SDK says', async () => {
    for (const { id, regionRegex } of await sdkPartitions())
      for (const region of regions.filter((each) => new RegExp(regionRegex).test(each.id)))
        expect(partitionOf(region.id), region.id).toBe(id);
  });
  it('is offered when the SDK knows it, by the same name', async () => {
    const open = (await sdkPartitions()).filter(({ id }) => !id.startsWith('aws-iso'));
    const known = open.flatMap((partition) => Object.entries(partition.regions));
    const named = known
      .filter(([id]) => !id.endsWith('-global'))
      .map(([id, { description }]) => `${id} ${description}`);
    expect(regions.map(({ id, name }) => `${id} ${name}`).sort()).toEqual(named.sort());
  });
});

it('opens the console of the partition, never the removed wizard of 2018', () => {
  expect(consolePages('eu-west-1', 'a b')).toEqual({
    signUp: 'https://portal.aws.amazon.com/billing/signup',
    signIn: 'https://console.aws.amazon.com/',
    createUser: 'https://console.aws.amazon.com/iamv2/home#/users/create',
    createKey: 'https://console.aws.amazon.com/iamv2/home#/users/details/a%20b/create-access-key',
  });
  expect(consolePages('cn-north-1', 'x')?.signIn).toBe('https://console.amazonaws.cn/');
  expect(consolePages('us-iso-east-1', 'x')).toBeUndefined();
  expect(usersPage('us-isob-east-1')).toBeUndefined();
  expect(consolePages('us-gov-west-1', 'x')?.createUser).toMatch(/^https:\/\/console\.amazonaws-us-gov\.com/);
});

it('says what helps you choose a key', () => {
  const now = Date.UTC(2026, 10, 23);
  const day = 24 * 60 * 60 * 1000;
  expect([0, 1, 12, 90, 800].map((days) => ago(now - days * day, now))).toEqual([
    'today',
    'yesterday',
    '12 days ago',
    '3 months ago',
    '2 years ago',
  ]);
  expect(keyWords({ id: 'AKIA', active: false, lastUsed: 'never', createdAt: now }, now)).toBe(
    'switched off, never used, made today',
  );
  expect(keyWords({ id: 'AKIA', active: true, lastUsed: { at: now, service: 's3' } }, now)).toBe(
    'active, last used today (s3)',
  );
  expect(keyWords({ id: 'AKIA', active: true }, now)).toBe('active, last use not known');
});
