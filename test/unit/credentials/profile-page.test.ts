import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { profilePage } from '../../../src/credentials/profile-page.ts';
import { readProfiles } from '../../../src/profiles/store.ts';

let home: string | undefined;
afterEach(() => {
  if (home) rmSync(home, { recursive: true, force: true });
});

/** The page of the profile `work` in a config file. */
function pageOf(lines: readonly string[], account = '111122223333', region = 'eu-west-1') {
  home = mkdtempSync(join(tmpdir(), 'profile-page-'));
  const config = join(home, 'config');
  writeFileSync(config, ['[profile work]', ...lines, ''].join('\n'));
  const list = readProfiles({ HOME: home, AWS_CONFIG_FILE: config });
  const profile = list.profiles.find(({ name }) => name === 'work');
  return profilePage({ profile, list, account, region });
}

const ofSso = ['sso_account_id = 111122223333', 'sso_role_name = Dev Ops'];

it.each([
  [
    'its own settings',
    ['sso_start_url = https://d-1.awsapps.com/start/', 'sso_region = eu-west-1', ...ofSso],
  ],
  [
    'its session, with a fragment behind the address',
    [
      'sso_session = corp',
      ...ofSso,
      '[sso-session corp]',
      'sso_start_url = https://d-1.awsapps.com/start#/',
      'sso_region = eu-west-1',
    ],
  ],
])('a profile of SSO has the portal given in %s', (_, lines) => {
  expect(pageOf(lines)).toBe(
    'https://d-1.awsapps.com/start/#/console?account_id=111122223333&role_name=Dev+Ops',
  );
});

it('a portal without an https address is not opened: the account is', () => {
  expect(pageOf(['sso_start_url = file:///etc/hosts', 'sso_region = eu-west-1', ...ofSso])).toBe(
    'https://111122223333.signin.aws.amazon.com/console',
  );
});

it('opens the switch to a role, by the name with its path, in its own partition', () => {
  expect(
    pageOf(['role_arn = arn:aws:iam::444455556666:role/team/deploy', 'source_profile = x'], '444455556666'),
  ).toBe(
    'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=team%2Fdeploy&displayName=work',
  );
  expect(pageOf(['role_arn = arn:aws-cn:iam::444455556666:role/deploy'], '444455556666', '')).toContain(
    'https://signin.amazonaws.cn/switchrole?',
  );
});

it('opens the sign-in of the account for keys, if its address is known', () => {
  expect(pageOf(['region = us-gov-west-1'], '111122223333', 'us-gov-west-1')).toBe(
    'https://111122223333.signin.amazonaws-us-gov.com/console',
  );
  expect(pageOf([], '111122223333', 'eusc-de-east-1')).toBeUndefined();
});
