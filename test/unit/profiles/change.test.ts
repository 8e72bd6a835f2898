import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planProfileChange, writeProfileChange } from '../../../src/profiles/change.ts';
import type { PlannedProfileFile, ProfileChange, ProfilePlan } from '../../../src/profiles/profile-plan.ts';
import { problemOf } from '../../support/problem-of.ts';
import { canary, makeHome, modeOf, newKeys, setRegion } from './change-home.ts';

let given: Home['given'];
let write: Home['write'];
let text: Home['text'];
let inAws: Home['inAws'];
let home: string;
let env: NodeJS.ProcessEnv;
let remove: () => void;
type Home = ReturnType<typeof makeHome>;
beforeEach(() => {
  ({ given, write, text, inAws, home, env, remove } = makeHome());
});
afterEach(() => remove());

function only(plan: ProfilePlan): PlannedProfileFile {
  const [file, ...more] = plan.files;
  if (!file || more.length > 0) throw new Error(`expected one file, got ${plan.files.length}`);
  return file;
}

describe('a first profile', () => {
  it('creates folder and files as the documentation shows them, readable only by their owner', async () => {
    await write(newKeys);
    expect(text('config')).toBe('[profile amplifyprofile]\nregion=us-east-1\n');
    expect(text('credentials')).toBe(
      `[amplifyprofile]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=${canary}\n`,
    );
    expect([modeOf(join(home, '.aws')), modeOf(inAws('config')), modeOf(inAws('credentials'))]).toEqual([
      '700',
      '600',
      '600',
    ]);
    expect(readdirSync(join(home, '.aws')).sort()).toEqual(['config', 'credentials']);
  });

  it('writes nothing before it is told to', async () => {
    const plan = await planProfileChange(env, newKeys);
    expect(plan.files.map(({ label, change }) => [label, change])).toEqual([
      ['~/.aws/credentials', 'create'],
      ['~/.aws/config', 'create'],
    ]);
    expect(existsSync(join(home, '.aws'))).toBe(false);
  });

  it('shows no secret in the plan, however it is printed', async () => {
    given({
      credentials: `[amplifyprofile]\naws_secret_access_key = ${canary.toLowerCase()}\n# ${canary}\n`,
    });
    const plan = await planProfileChange(env, newKeys);
    for (const shown of [
      JSON.stringify(plan),
      inspect(plan, { depth: 20, showHidden: true }),
      String(plan.files[0]?.edit),
    ]) {
      expect(shown.toLowerCase()).not.toContain('canaryse');
    }
    expect(plan.files[0]?.diff.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'same [amplifyprofile]',
      'remove aws_secret_access_key = ****************',
      'add aws_secret_access_key = ****************',
      'add aws_access_key_id = ****************MPLE',
      'same # [secret]',
    ]);
  });

  it('follows the two variables', async () => {
    Object.assign(env, { AWS_CONFIG_FILE: '~/a/b/config', AWS_SHARED_CREDENTIALS_FILE: join(home, 'keys') });
    await write(newKeys);
    expect(readFileSync(join(home, 'a/b/config'), 'utf8')).toContain('[profile amplifyprofile]');
    expect(readFileSync(join(home, 'keys'), 'utf8')).toContain('[amplifyprofile]');
    expect(modeOf(join(home, 'a/b'))).toBe('700');
  });

  it('does nothing if the files already say it', async () => {
    await write(newKeys);
    const plan = await planProfileChange(env, newKeys);
    expect(plan.files).toEqual([]);
    expect(await writeProfileChange(env, plan)).toEqual({ kind: 'written', files: [] });
  });
});

describe('the two files', () => {
  it('a setting that would override in the other file is removed there', async () => {
    given({ config: '[profile p]\naws_access_key_id = old\n', credentials: '[p]\nregion = old\n' });
    await write({ ...newKeys, name: 'p' });
    expect(text('config')).toBe('[profile p]\nregion = us-east-1\n');
    expect(text('credentials')).not.toContain('region');
  });

  it('outdated settings are removed from both', async () => {
    given({
      config: '[profile p]\nrole_arn = x\nregion = r\n',
      credentials: '[p]\naws_session_token = old\nrole_arn = x\n',
    });
    await write({ ...newKeys, name: 'p', remove: ['aws_session_token', 'role_arn'] });
    expect(text('config')).toBe('[profile p]\nregion = us-east-1\n');
    expect(text('credentials')).not.toMatch(/session_token|role_arn/);
  });

  it('a rename applies to both, and roles follow', async () => {
    given({
      config:
        '[profile a]\nregion = r\n[profile role]\nsource_profile = a\n[profile aa]\nsource_profile = aa\n',
      credentials: '[a]\naws_access_key_id = x\n',
    });
    await write({ kind: 'rename', name: 'a', to: 'default' });
    expect(text('config')).toBe(
      '[default]\nregion = r\n[profile role]\nsource_profile = default\n[profile aa]\nsource_profile = aa\n',
    );
    expect(text('credentials')).toBe('[default]\naws_access_key_id = x\n');
  });

  it('a removal lists what depends on the profile', async () => {
    given({
      config: '[profile role]\nsource_profile = a\n[profile p]\ncredential_process = aws --profile a\n',
      credentials: '[a]\naws_access_key_id = x\n',
    });
    const plan = await planProfileChange(env, { kind: 'remove', name: 'a' });
    expect(only(plan).warnings).toEqual([
      '~/.aws/config, line 2: the role role takes its keys from this profile',
      '~/.aws/config, line 4: the command of p may name this profile',
    ]);
  });

  it('an unknown profile, and a name that is taken, are refused', async () => {
    given({ config: '[profile a]\nregion = r\n', credentials: '[b]\nregion = r\n' });
    expect((await problemOf(planProfileChange(env, { kind: 'remove', name: 'c' }))).code).toBe(
      'PROFILE_UNKNOWN',
    );
    const taken = await problemOf(planProfileChange(env, { kind: 'rename', name: 'a', to: 'b' }));
    expect(taken.what).toContain('~/.aws/credentials');
    expect(taken.what).toContain('line 1');
  });

  it('a name that is already in the same file is refused as taken', async () => {
    given({ credentials: '[b]\nregion = r\n[a]\nregion = r\n' });
    const taken = await problemOf(planProfileChange(env, { kind: 'rename', name: 'a', to: 'b' }));
    expect(taken).toMatchObject({
      why: expect.stringContaining('here is a profile b already'),
      next: 'Choose another name.',
    });
  });

  it('a file that need not be written may be broken', async () => {
    given({ config: '[profile a]\nregion = r\n', credentials: '[b\n[a]\naws_access_key_id = x\n' });
    await write(setRegion('a', 'r2'));
    expect(text('config')).toBe('[profile a]\nregion = r2\n');
    const refused = await problemOf(planProfileChange(env, { ...newKeys, name: 'a' }));
    expect(refused.what).toContain('~/.aws/credentials');
  });

  it('one file for both is refused', async () => {
    Object.assign(env, { AWS_CONFIG_FILE: '~/one', AWS_SHARED_CREDENTIALS_FILE: '~/one' });
    expect((await problemOf(planProfileChange(env, newKeys))).why).toContain('one and the same');
  });
});

describe('requested values', () => {
  it.each([
    ['a line break', 'a\nb'],
    ['a blank in front', ' a'],
    ['a blank behind', 'a '],
    ['a comment', 'a #b'],
    ['a semicolon behind a tab', 'a\t;b'],
    ['the sign of a comment', '#a'],
    ['nothing', ''],
    ['a letter outside ASCII', 'ä'],
    ['a control character', 'a\u0007'],
    ['quotation marks', '"a"'],
  ])('with %s are refused and not repeated', async (_, value) => {
    const refused = await problemOf(planProfileChange(env, setRegion('a', value)));
    expect(refused.code).toBe('PROFILE_EDIT_UNSAFE');
    expect(refused.what).toBe('region cannot get this value.');
  });

  it.each(['', 'a b', '-a', 'a]', 'ä', 'constructor', '__proto__', 'DEFAULT', 'services.x', 'a\n[b]'])(
    'do not include the profile name %j',
    async (name) => {
      expect((await problemOf(planProfileChange(env, setRegion(name, 'r')))).code).toBe(
        'PROFILE_EDIT_UNSAFE',
      );
    },
  );

  it.each(['Region', 'a b', 's3.x', '', 'a=b'])('do not include the setting %j', async (key) => {
    const change: ProfileChange = { kind: 'set', name: 'a', set: new Map([[key, 'v']]), remove: [] };
    expect((await problemOf(planProfileChange(env, change))).code).toBe('PROFILE_EDIT_UNSAFE');
  });
});
