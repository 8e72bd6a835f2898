import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialChain } from '../../../src/credentials/chain.ts';
import { openAccess } from '../../../src/credentials/open.ts';
import { planProfileChange } from '../../../src/profiles/change.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { problemOf } from '../../support/problem-of.ts';
import { makeHome } from './change-home.ts';

let home: ReturnType<typeof makeHome>;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const asks = (profile: string) =>
  `credential_process = node /opt/amplify-tui/dist/cli.js credentials --profile=${profile}\n`;
const role = 'role_arn = arn:aws:iam::111122223333:role/r\n';
const textsOf = () =>
  Object.fromEntries(
    readProfiles(home.env).profiles.map(({ name, findings }) => [name, findings.map(({ text }) => text)]),
  );

describe('a profile that asks this program for itself', () => {
  it('is found in the files, through other profiles and roles, with those that depend on it', () => {
    home.given({
      config: [
        `[profile self]\n${asks('self')}`,
        `[profile a]\n${asks('b')}`,
        `[profile b]\n${role}source_profile = c\n`,
        `[profile c]\ncredential_process = npx amplify-tui credentials --profile a\n`,
        `[profile outside]\n${asks('a')}`,
        `[profile fine]\n${asks('keys')}`,
        '[profile keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n',
      ].join(''),
    });
    expect(textsOf()).toEqual({
      self: ['its credential_process asks this program for the profile itself, without end'],
      a: ['its credential_process leads back to it: a → b → c → a'],
      b: ['its credential_process leads back to it: b → c → a → b'],
      c: ['its credential_process leads back to it: c → a → b → c'],
      outside: ['the profile a, which its command asks for, does not work itself'],
      fine: [],
      keys: [],
    });
  });

  it('ignores a command that its keys override', () => {
    home.given({
      credentials: `[a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n${asks('a')}`,
    });
    expect(textsOf()).toEqual({ a: [] });
  });

  it('is refused before anything is started', () => {
    home.given({ config: `[profile self]\n${asks('self')}` });
    const list = readProfiles(home.env);
    const refusal = { code: 'PROFILE_NOT_USABLE', why: expect.stringContaining('config, line 2') };
    expect(() => credentialChain('self', list)).toThrow(expect.objectContaining(refusal));
    const support = { leaf: () => Promise.reject(new Error()), roles: () => ({}) as never };
    expect(() => openAccess({ kind: 'profile', name: 'self' }, { list, env: home.env, support })).toThrow(
      expect.objectContaining({ code: 'PROFILE_NOT_USABLE' }),
    );
  });

  it.each([
    [
      'a bridge to a bridge of it',
      `[profile a]\n${asks('b')}`,
      { kind: 'set', name: 'b', set: asksFor('a'), remove: [] },
    ],
    ['a rename', `[profile b]\n${asks('a')}`, { kind: 'rename', name: 'b', to: 'a' }],
    [
      'a source',
      `[profile a]\n${role}source_profile = x\n[profile x]\nregion=eu-west-1\n[profile b]\n${asks('a')}`,
      { kind: 'set', name: 'a', set: new Map([['source_profile', 'b']]), remove: [] },
    ],
  ] as const)('is not written: by %s', async (_, config, change) => {
    home.given({ config });
    const problem = await problemOf(planProfileChange(home.env, change));
    expect(problem).toMatchObject({
      code: 'PROFILE_EDIT_UNSAFE',
      what: expect.stringContaining('ask itself'),
    });
    expect(home.text('config')).toBe(config);
  });

  it('can be fixed, and does not affect other profiles', async () => {
    home.given({ config: `[profile self]\n${asks('self')}` });
    await home.write({ kind: 'set', name: 'other', set: new Map([['region', 'eu-west-1']]), remove: [] });
    await home.write({ kind: 'set', name: 'self', set: asksFor('other'), remove: [] });
    expect(textsOf().self).toEqual([]);
  });
});

function asksFor(profile: string): Map<string, string> {
  return new Map([['credential_process', `amplify-tui credentials --profile ${profile}`]]);
}
