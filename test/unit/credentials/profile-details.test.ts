import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { profileDetails, profileFindings } from '../../../src/credentials/profile-details.ts';
import { expectKnownRegion } from '../../../src/credentials/region.ts';
import type { Profile, ProfileList } from '../../../src/profiles/profile.ts';
import { profileWith } from '../../support/pretend-profiles.ts';

const listOf = (...profiles: Profile[]): ProfileList => ({
  profiles,
  services: new Map([['here', new Map([['sts', 'http://127.0.0.1:1']])]]),
  findings: [],
  files: { config: '/home/sam/.aws/config', credentials: '/home/sam/.aws/credentials' },
});
const role = (name: string, source: string) =>
  profileWith(name, 'role', { role_arn: 'arn:aws:iam::111122223333:role/x', source_profile: source });

describe('the details of a profile', () => {
  it('mask what is secret and say where each value comes from', () => {
    const secret = 'QkzWvJ7xGmPd/4hTnRb2YsLc9FqEaUo1XiKpMe3V';
    const profile = profileWith('dev', 'keys', {
      aws_access_key_id: 'AKIAEXAMPLE000001234',
      aws_secret_access_key: new Secret(secret),
      external_id: 'shown-1',
    });
    const details = profileDetails('dev', listOf(profile), {});
    expect(JSON.stringify(details)).not.toContain(secret.slice(0, 8));
    expect(details?.settings.map(({ key, value, origin }) => [key, value, origin.line])).toEqual([
      ['aws_access_key_id', '****************1234', 2],
      ['aws_secret_access_key', '****************', 3],
      ['external_id', 'shown-1', 4],
    ]);
  });

  it('say whether environment or profile decides the region and the endpoints', () => {
    const profile = profileWith('dev', 'keys', {
      region: 'eu-west-1',
      services: 'here',
      endpoint_url: 'http://127.0.0.1:2',
    });
    const own = profileDetails('dev', listOf(profile), {});
    expect(own?.region).toEqual({ value: 'eu-west-1', source: 'the profile' });
    expect(own?.endpoints).toEqual([
      { service: 'all services', url: 'http://127.0.0.1:2' },
      { service: 'sts', url: 'http://127.0.0.1:1' },
    ]);
    const env = { AWS_REGION: 'us-east-2', AWS_ENDPOINT_URL: 'http://127.0.0.1:3' };
    const over = profileDetails('dev', listOf(profile), env);
    expect(over?.region).toEqual({ value: 'us-east-2', source: 'AWS_REGION' });
    expect(over?.endpoints).toEqual([{ service: 'all services', url: 'http://127.0.0.1:3' }]);
    expect(profileDetails('dev', listOf(profile), { AWS_ENDPOINT_URL: 'nowhere' })?.findings).toMatchObject([
      { severity: 'error' },
    ]);
  });

  it('contain no password of an address', () => {
    const url = 'http://user:quo/kka@127.0.0.1:2';
    for (const given of [url, url.replace('/kka', 'kka')]) {
      const details = profileDetails('dev', listOf(profileWith('dev', 'keys', { endpoint_url: given })), {});
      expect(JSON.stringify(details)).not.toMatch(/quo|kka/);
      expect(details?.settings.map(({ key, value }) => [key, value])).toEqual([
        ['endpoint_url', 'http://127.0.0.1:2'],
      ]);
    }
  });

  it('follow the sources to their end, also if one is missing or they form a circle', () => {
    const list = listOf(role('a', 'b'), role('b', 'gone'), role('c', 'd'), role('d', 'c'));
    const names = (name: string) => profileDetails(name, list, {})?.chain.map((link) => link.name);
    expect(names('a')).toEqual(['gone', 'b', 'a']);
    expect(names('c')).toEqual(['d', 'c']);
    expect(profileDetails('e', list, {})).toBeUndefined();
  });

  it('name an unknown region, with its line and the one that was probably meant', () => {
    const profile = { ...profileWith('dev', 'keys', { region: 'eu-wset-1' }), region: 'eu-wset-1' };
    const found = (env: NodeJS.ProcessEnv) => profileFindings(profile, listOf(profile), env);
    expect(found({})).toEqual([
      {
        severity: 'warning',
        text: 'the region eu-wset-1 is in no list of AWS regions; eu-west-1 was probably meant',
        origin: profile.settings.get('region')?.origin,
        remedy: 'Edit the region, as in eu-west-1.',
      },
    ]);
    expect(found({ AMPLIFY_TUI_REGIONS: 'eu-wset-1' })).toEqual([]);
    expect(() => expectKnownRegion(profile, 'eu-wset-1', {})).toThrow(
      expect.objectContaining({
        code: 'REGION_UNKNOWN',
        next: expect.stringContaining('--region eu-west-1'),
      }),
    );
    // Another one is used.
    expectKnownRegion(profile, 'eu-west-1', {});
    expectKnownRegion(profile, 'eu-wset-1', { AMPLIFY_TUI_REGIONS: 'eu-wset-1' });
    expectKnownRegion(profile, 'eu-wset-1', { AWS_REGION: 'eu-wset-1' });
  });

  it('put errors first, each with a remedy', () => {
    const profile = profileWith('dev', 'role', {}, [
      { severity: 'warning', text: 'something odd' },
      { severity: 'error', text: 'source profile gone is missing' },
    ]);
    const found = profileDetails('dev', listOf(profile), {})?.findings.map(({ text, remedy }) => [
      text,
      remedy,
    ]);
    expect(found).toEqual([
      ['source profile gone is missing', 'Edit source_profile, or add a profile of that name.'],
      ['something odd', 'Correct that line in the file.'],
    ]);
  });
});
