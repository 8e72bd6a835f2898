import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CredentialChain, credentialChain } from '../../../src/credentials/chain.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = canary\n';
const role = (name: string) => `role_arn = arn:aws:iam::444455556666:role/${name}\n`;

function chain(name: string, config: string, credentials = ''): CredentialChain {
  writeFileSync(join(folder, 'config'), config);
  writeFileSync(join(folder, 'credentials'), credentials);
  const env = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  return credentialChain(name, readProfiles(env));
}

describe('the chain from a profile to credentials', () => {
  it('of the documentation: a role with MFA and external id, assumed with the keys of a user', () => {
    const config = [
      '[profile bizcorprole]',
      'role_arn=arn:aws:iam::444455556666:role/bizcorprole',
      'source_profile=devcorpuser',
      'mfa_serial=arn:aws:iam::111122223333:mfa/devcorpuser',
      'external_id=e-1',
      'region=us-east-1',
      '[profile devcorpuser]',
      'region=us-east-1',
    ].join('\n');
    expect(chain('bizcorprole', config, `[devcorpuser]\n${keys}`)).toEqual({
      start: { kind: 'keys', profile: 'devcorpuser' },
      roles: [
        {
          profile: 'bizcorprole',
          roleArn: 'arn:aws:iam::444455556666:role/bizcorprole',
          sessionName: 'amplify',
          externalId: 'e-1',
          mfaSerial: 'arn:aws:iam::111122223333:mfa/devcorpuser',
          region: 'us-east-1',
        },
      ],
    });
  });

  it('goes through several roles, the first one to assume first', () => {
    const config = `[profile c]\n${role('c')}source_profile=b\n[profile b]\n${role('b')}source_profile=a\n[profile a]\n${keys}`;
    const found = chain('c', config);
    expect([found.start, found.roles.map(({ profile }) => profile)]).toEqual([
      { kind: 'keys', profile: 'a' },
      ['b', 'c'],
    ]);
  });

  it('may have a thousand roles', () => {
    const link = (n: number) => `[profile p${n}]\n${role(`r${n}`)}source_profile=p${n + 1}\n`;
    const config = Array.from({ length: 1_000 }, (_, n) => link(n)).join('');
    const found = chain('p0', config, `[p1000]\n${keys}`);
    expect(found.start).toEqual({ kind: 'keys', profile: 'p1000' });
    expect(found.roles.map(({ profile }) => profile)).toEqual(
      Array.from({ length: 1_000 }, (_, n) => `p${999 - n}`),
    );
  });

  it('stops at the keys of a source, even if it has a role', () => {
    const found = chain(
      'b',
      `[profile b]\n${role('b')}source_profile=a\n[profile a]\n${role('a')}source_profile=z\n${keys}`,
    );
    expect([found.start, found.roles.length]).toEqual([{ kind: 'keys', profile: 'a' }, 1]);
  });

  it('may come back to the profile itself for its keys', () => {
    const found = chain('a', `[profile a]\n${role('a')}source_profile=a\n${keys}`);
    expect([found.start, found.roles.length]).toEqual([{ kind: 'keys', profile: 'a' }, 1]);
  });

  const token = {
    roleArn: 'arn:aws:iam::444455556666:role/w',
    sessionName: 'amplify',
    tokenFile: '/tmp/token',
  };
  it.each([
    ['keys', keys, { kind: 'keys', profile: 'a' }],
    ['process', 'credential_process=/bin/true\n', { kind: 'process', profile: 'a' }],
    ['sso', 'sso_session=s\nsso_account_id=111122223333\nsso_role_name=r\n', { kind: 'sso', profile: 'a' }],
    ['login', 'login_session=arn:aws:iam::111122223333:user/a\n', { kind: 'login', profile: 'a' }],
    [
      'web identity',
      `${role('w')}web_identity_token_file=/tmp/token\n`,
      { kind: 'web-identity', profile: 'a', role: token },
    ],
    [
      'web identity, though a source is named, too, as in the AWS CLI',
      `${role('w')}source_profile=b\nweb_identity_token_file=/tmp/token\n`,
      { kind: 'web-identity', profile: 'a', role: token },
    ],
  ])('starts with %s', (_, settings, start) => {
    expect(chain('a', `[profile a]\n${settings}`)).toEqual({ start, roles: [] });
    const behind = chain('r', `[profile r]\n${role('r')}source_profile=a\n[profile a]\n${settings}`);
    expect([behind.start, behind.roles.map(({ profile }) => profile)]).toEqual([start, ['r']]);
  });

  it('starts with the machine that a role names', () => {
    const found = chain('a', `[profile a]\n${role('a')}credential_source=Ec2InstanceMetadata\n`);
    expect([found.start, found.roles.length]).toEqual([
      { kind: 'credential-source', profile: 'a', source: 'Ec2InstanceMetadata' },
      1,
    ]);
  });

  it('takes duration and session name from the profile', () => {
    const config = `[profile a]\n${role('path/a')}source_profile=k\nduration_seconds=43200\nrole_session_name=me@work\n[profile k]\n${keys}`;
    expect(chain('a', config).roles[0]).toMatchObject({ durationSeconds: 43_200, sessionName: 'me@work' });
  });
});

describe('a broken chain', () => {
  const source = `[profile k]\n${keys}`;
  it.each([
    ['no such profile', '', 'Profile "a" not found.'],
    [
      'a source that is missing',
      `[profile a]\n${role('a')}source_profile=gone`,
      'source profile gone is missing',
    ],
    [
      'a circle',
      `[profile a]\n${role('a')}source_profile=b\n[profile b]\n${role('b')}source_profile=a`,
      'a → b → a',
    ],
    ['a profile that is its own source without keys', `[profile a]\n${role('a')}source_profile=a`, 'a → a'],
    ['no source', `[profile a]\n${role('a')}`, 'source_profile is missing'],
    [
      'two sources',
      `[profile a]\n${role('a')}source_profile=k\ncredential_source=Environment\n${source}`,
      'both source_profile and credential_source',
    ],
    ['an unknown machine', `[profile a]\n${role('a')}credential_source=Moon`, 'credential_source is Moon'],
    ['settings only', '[profile a]\nregion=us-east-1', 'holds settings only'],
    ['half a key', '[profile a]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE', 'not the other half'],
    [
      'an ARN that is none',
      `[profile a]\nrole_arn=bizcorprole\nsource_profile=k\n${source}`,
      'role_arn is bizcorprole',
    ],
    [
      'a duration in words',
      `[profile a]\n${role('a')}source_profile=k\nduration_seconds=1h\n${source}`,
      'duration_seconds is 1h',
    ],
    [
      'a duration too short',
      `[profile a]\n${role('a')}source_profile=k\nduration_seconds=899\n${source}`,
      'a number from 900 to 43200',
    ],
    [
      'a session name that STS refuses',
      `[profile a]\n${role('a')}source_profile=k\nrole_session_name=me & you\n${source}`,
      'role_session_name needs',
    ],
    [
      'an external id that STS refuses',
      `[profile a]\n${role('a')}source_profile=k\nexternal_id=x\n${source}`,
      'external_id needs',
    ],
    [
      'a chained role that would last too long',
      `[profile a]\n${role('a')}source_profile=b\nduration_seconds=7200\n[profile b]\n${role('b')}source_profile=k\n${source}`,
      'lasts at most 3600',
    ],
  ])('%s is explained in words', (_, config, words) => {
    let thrown: unknown;
    try {
      chain('a', config);
    } catch (problem) {
      thrown = problem;
    }
    const { what, why } = thrown as { what: string; why: string };
    expect(`${what} ${why}`).toContain(words);
  });

  it.each([
    [5, ': p0 → p1 → p2 → p3 → p4 → p0.'],
    [1_000, ' of 1000.'],
  ])('a circle of %i is explained in one short sentence', (count, way) => {
    const link = (n: number) => `[profile p${n}]\n${role('r')}source_profile=p${(n + 1) % count}\n`;
    const config = Array.from({ length: count }, (_, n) => link(n)).join('');
    expect(() => chain('p0', config)).toThrow(
      expect.objectContaining({
        code: 'PROFILE_NOT_USABLE',
        why: expect.stringContaining(`Its source profiles lead in a circle${way} (`),
      }),
    );
  });

  it('is reported with file and line', () => {
    expect(() => chain('a', `[profile a]\n\n${role('a')}\nsource_profile=gone`)).toThrow(
      expect.objectContaining({ why: expect.stringMatching(/config, line 5\)$/) }),
    );
  });
});
