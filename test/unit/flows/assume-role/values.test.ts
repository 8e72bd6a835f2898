import { spawnSync } from 'node:child_process';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { shellWord } from '../../../../src/core/shell.ts';
import {
  accountId,
  externalIdOf,
  faultsOf,
  fieldWords,
  tagsOf,
} from '../../../../src/flows/assume-role/answers.ts';
import { categories } from '../../../../src/flows/assume-role/categories.ts';
import { assumePolicy, samePolicy, trustPolicy } from '../../../../src/flows/assume-role/documents.ts';
import { noteJson, noteText, readNote } from '../../../../src/flows/assume-role/note.ts';
import { otpauthAddress } from '../../../../src/flows/assume-role/otpauth.ts';
import {
  categoriesPolicy,
  permissionsOf,
  permissionsWords,
} from '../../../../src/flows/assume-role/permissions.ts';
import { qrRows } from '../../../../src/flows/assume-role/qr-rows.ts';
import { adminScript } from '../../../../src/flows/assume-role/script.ts';
import { assumeLocalState, deviceSecret, roleArn } from '../../../support/pretend-assume.ts';

describe('what a role may do', () => {
  it('fits into the policies of a role, whatever is chosen', () => {
    // IAM's limit is 10,240 characters without white space.
    const policy = categoriesPolicy(categories, 'aws');
    expect(policy.length).toBeLessThan(10_240);
    const { Statement } = JSON.parse(policy);
    const ids = Statement.map(({ Sid }: { Sid: string }) => Sid);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { Sid, Action, Resource } of Statement) {
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(Action.length).toBeGreaterThan(0);
      for (const action of Action) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z*]+$/);
      expect(Resource).toMatch(/^(?:\*|arn:aws:[a-z0-9]+:.*)$/);
    }
  });

  it('contains nothing of a category that was not chosen, and the ARNs of its partition', () => {
    const policy = categoriesPolicy(['rest'], 'aws-cn');
    expect(policy).toContain('apigateway:POST');
    expect(policy).not.toMatch(/cognito|dynamodb|lambda|arn:aws:/);
    expect(policy).not.toContain('"*:*"');
  });

  it('never allows access to the items of a table or everything of IAM', () => {
    const policy = categoriesPolicy(categories, 'aws');
    expect(policy).not.toMatch(/dynamodb:(?:GetItem|PutItem|Scan|Query|\*)/);
    expect(policy).not.toMatch(/iam:(?:\*|CreateUser|CreateAccessKey|CreatePolicy)/);
  });

  it.each([
    ['all', { categories, administrator: false, policies: [] }],
    ['auth, REST', { categories: ['auth', 'rest'], administrator: false, policies: [] }],
    ['', { categories: [], administrator: false, policies: [] }],
    ['Administrator', { administrator: true, policies: [] }],
    ['arn:aws:iam::aws:policy/X', { administrator: false, policies: ['arn:aws:iam::aws:policy/X'] }],
    [
      'auth arn:aws:iam::aws:policy/X, arn:aws:iam::1:policy/Y arn:aws:iam::aws:policy/X',
      {
        categories: ['auth'],
        administrator: false,
        policies: ['arn:aws:iam::aws:policy/X', 'arn:aws:iam::1:policy/Y'],
      },
    ],
    ['auth nothing', { kind: 'unknown', words: ['nothing'] }],
  ])('reads %j', (text, expected) => {
    expect(permissionsOf(text)).toEqual(expected);
  });

  it('is described in words for every choice', () => {
    for (const text of [
      'all',
      'administrator',
      'arn:aws:iam::aws:policy/X',
      'rest arn:aws:iam::1:policy/Y',
    ]) {
      const permissions = permissionsOf(text);
      if ('kind' in permissions) throw new Error(text);
      expect(permissionsWords(permissions).length).toBeGreaterThan(0);
    }
  });
});

describe("the form's values", () => {
  it.each([
    ['', undefined],
    ['For the web team, 2026', undefined],
    ['x'.repeat(1000), undefined],
    ['x'.repeat(1001), 'A description has'],
    ['a\u0007b', 'A description has'],
    ['日本', 'A description has'],
  ])('check the description %j', (description, fault) => {
    const values = { ...assumeLocalState.values.role, description };
    const found = faultsOf('role', values).find(({ field }) => field === 'description')?.text;
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });

  it('have a hint each, and show the unit of a session', () => {
    for (const [field, { label, hint }] of Object.entries(fieldWords))
      expect([field, label.length > 0, hint.length > 0]).toEqual([field, true, true]);
    expect(fieldWords.session.label).toBe('Session, hours');
  });

  it('include as many policies as a role allows', () => {
    const arns = (count: number) =>
      Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:policy/P${index}`).join(' ');
    const faults = (permissions: string) =>
      faultsOf('role', { ...assumeLocalState.values.role, permissions }).map(({ text }) => text);
    expect(faults(arns(20))).toEqual([]);
    expect(faults(arns(21))).toEqual(['A role takes 20 policies at most.']);
  });
});

describe('the policies', () => {
  it('trust an account only with the requested conditions', () => {
    const trust = (externalId: string, mfa: boolean) =>
      JSON.parse(trustPolicy('aws', { account: '111122223333', externalId, mfa })).Statement[0];
    expect(trust('7f3a', true)).toEqual({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'sts:ExternalId': '7f3a' },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      },
    });
    expect(trust('', false)).not.toHaveProperty('Condition');
  });

  it('allow one role and nothing else', () => {
    expect(JSON.parse(assumePolicy(roleArn))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }],
    });
  });

  it('are the same however they are written', () => {
    expect(samePolicy('{"a": 1, "b": [2]}', '{"b":[2],"a":1}')).toBe(true);
    expect(samePolicy('{"a":1}', '{"a":2}')).toBe(false);
    expect(samePolicy('{"a":1}', 'no JSON')).toBe(false);
  });
});

describe('the hand-over note', () => {
  const note = { roleArn, externalId: '7f3a', mfaRequired: true, maxSession: 3600 };

  it('is read back as written', () => {
    expect(readNote(noteJson(note), 'note.json')).toEqual(note);
    expect(readNote(JSON.stringify({ roleArn }), 'n')).toEqual({
      roleArn,
      externalId: '',
      mfaRequired: false,
    });
  });

  it('says to people what the file says to programs', () => {
    const text = noteText(note, 'note.json');
    for (const each of [roleArn, '7f3a', 'note.json', 'mfa_serial', '1 h']) expect(text).toContain(each);
    expect(noteText({ ...note, externalId: '', mfaRequired: false }, 'n')).not.toMatch(
      /external_id|mfa_serial/,
    );
  });

  it.each(['', '[]', 'null', '{"roleArn":"x"}', `{"roleArn":"${roleArn}","mfaRequired":"yes"}`, '\u0000'])(
    'refuses %j',
    (text) => {
      expect(() => readNote(text, 'note.json')).toThrow(Problem);
    },
  );
});

describe('the answers', () => {
  it('are complete as suggested, except for what nobody can guess', () => {
    const missing = (part: 'role' | 'user' | 'profiles', without: object) =>
      faultsOf(part, { ...assumeLocalState.values[part], ...without }).map(({ field }) => field);
    expect(missing('role', { account: '' })).toEqual(['account']);
    expect(missing('user', { roleArn: '' })).toEqual(['roleArn']);
    expect(missing('profiles', {})).toEqual([]);
    expect(missing('profiles', { userProfile: 'bizcorprole' })).toEqual(['roleProfile']);
  });

  it.each([
    ['account', '1234'],
    ['externalId', 'a'],
    ['externalId', 'two words'],
    ['mfa', 'maybe'],
    ['permissions', 'everything please'],
    ['boundary', 'x'],
    ['role', 'a b'],
    ['session', '13'],
    ['tags', 'aws:x=1'],
    ['noteFile', ''],
  ])('refuse %s %j', (field, value) => {
    const faults = faultsOf('role', { ...assumeLocalState.values.role, [field]: value });
    expect(faults.map((fault) => fault.field)).toEqual([field]);
    expect(faults[0]?.text).toMatch(/\w.*[._-]$/);
  });

  it('read tags, and accept an external id of 128 bits', () => {
    expect(tagsOf('team=web, cost = 7')).toEqual({ team: 'web', cost: '7' });
    expect(tagsOf('team')).toBeUndefined();
    expect(externalIdOf(new Uint8Array(16).fill(255))).toBe('f'.repeat(32));
  });
});

describe('an account id', () => {
  it.each(['111122223333', '1111-2222-3333'])('is accepted as %s, as the console shows it', (account) => {
    expect(faultsOf('role', { ...assumeLocalState.values.role, account })).toEqual([]);
    expect(accountId(account)).toBe('111122223333');
  });

  it.each(['1111-2222-333', '11112222333', '1111 2222 3333', '11-1122223333', '11112222333x'])(
    'is not %s',
    (account) =>
      expect(
        faultsOf('role', { ...assumeLocalState.values.role, account }).map(({ field }) => field),
      ).toEqual(['account']),
  );
});

describe('the QR code for the app', () => {
  it('fits with what is above and below in 26 rows, and contains the secret', () => {
    const address = otpauthAddress(
      'arn:aws:iam::111122223333:mfa/amplify-developer',
      new Secret(deviceSecret),
    );
    expect(address).toBe(`otpauth://totp/AWS:amplify-develop?secret=${deviceSecret}`);
    const rows = qrRows(address);
    expect(rows.length).toBeLessThanOrEqual(20);
    // Decoding each block into its two modules gives the original; true is dark.
    const modules = {
      '█': [false, false],
      ' ': [true, true],
      '▀': [false, true],
      '▄': [true, false],
    } as Record<string, readonly boolean[]>;
    const read = rows.flatMap((row) => [0, 1].map((half) => [...row].map((block) => modules[block]?.[half])));
    const { data } = encode(address, { ecc: 'L', border: 1 });
    expect(read.slice(0, data.length)).toEqual(data);
    expect(rows.filter((row) => row.endsWith(' '))).toEqual([]);
  });
});

describe('the script for an administrator', () => {
  const nasty = { part: 'role', name: "o'neill", document: '{"a":"$(rm -rf /)"}' } as const;
  const role = { description: 'for `them`', maxSession: 3600, tags: { team: 'a b' }, attach: [] };
  const user = {
    ...{ policyName: 'AssumeIt', policyArn: 'arn:aws:iam::1:policy/AssumeIt', mfa: true },
    ...{ policyDescription: "the role's policy", tags: { team: 'a b' } },
  };

  it('is a valid shell script, and passes each word on unchanged', () => {
    const script = adminScript({ ...nasty, role });
    expect(spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
    const printed = spawnSync('sh', {
      input: script.replaceAll(/^aws /gm, "printf '%s\\n' "),
      encoding: 'utf8',
    });
    expect(printed.stdout.split('\n')).toEqual(
      expect.arrayContaining(["o'neill", '{"a":"$(rm -rf /)"}', 'for `them`', 'Key=team,Value=a b']),
    );
  });

  it('creates what the flow creates, in its order', () => {
    const calls = (script: string) => [...script.matchAll(/^aws iam (\S+)/gm)].map(([, call]) => call);
    const made = adminScript({ part: 'user', name: 'dev', document: '{}', user });
    expect(calls(made)).toEqual([
      'create-policy',
      'create-user',
      'attach-user-policy',
      'create-virtual-mfa-device',
      'create-access-key',
    ]);
    expect(
      calls(adminScript({ ...nasty, role: { ...role, inline: { name: 'x', document: '{}' } } })),
    ).toEqual(['create-role', 'put-role-policy']);
  });

  it.each(['plain', 'with space', "quote'd", '$HOME', '', 'a;b', '\n'])('keeps the word %j', (word) => {
    const { stdout } = spawnSync('sh', ['-c', `printf '%s.' ${shellWord(word)}`], { encoding: 'utf8' });
    expect(stdout).toBe(`${word}.`);
  });
});
