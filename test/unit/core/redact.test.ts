import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/core/redact.ts';
import { Secret } from '../../../src/core/secret.ts';

// Made up for these tests; none of them was ever valid.
const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYCANARYKEY1';
const token = `IQoJb3JpZ2luX2VjEJr${'aB3/xY9+'.repeat(30)}==`;
// Like SSO tokens and JSON web tokens: no run of 40 characters without one that base64 does not have.
const urlToken = `aB3xY9Qw-kL2_`.repeat(12);
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const signature = '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7';

const canaries: readonly (readonly [name: string, line: string, canary: string])[] = [
  ['a bare secret key', `the key is ${secretKey} here`, secretKey],
  ['a secret key in JSON', JSON.stringify({ SecretAccessKey: secretKey }), secretKey],
  ['a secret key in XML', `<SecretAccessKey>${secretKey}</SecretAccessKey>`, secretKey],
  ['a secret key in INI', `aws_secret_access_key = ${secretKey}`, secretKey],
  ['a secret key in the environment', `AWS_SECRET_ACCESS_KEY=${secretKey}`, secretKey],
  ['a short secret after its name', 'aws_secret_access_key = shortcanary1', 'shortcanary1'],
  ['a session token', `token ${token}`, token],
  ['a token in the base64 of addresses', `got ${urlToken} back`, urlToken],
  ['a session token in XML', `<SessionToken>${token}</SessionToken>`, token],
  ['a percent-encoded session token', `x ${encodeURIComponent(token)}`, encodeURIComponent(token)],
  ['a security token of a query', `?X-Amz-Security-Token=${encodeURIComponent(token)}&a=1`, 'IQoJb3JpZ2lu'],
  ['a signature of a query', `?a=1&X-Amz-Signature=${signature}`, signature],
  ['a signature of a header', `AWS4-HMAC-SHA256 Credential=x, Signature=${signature}`, signature],
  ['an Authorization header', 'Authorization: Bearer abc.def-canary', 'def-canary'],
  ['an Authorization header in JSON', '{"authorization":"Basic Y2FuYXJ5"}', 'Y2FuYXJ5'],
  ['a bearer token', 'curl sent Bearer k8canary-1234', 'k8canary'],
  ['a token of GitHub', 'bad token ghp_Canary1234567890abcdefghijklmno', 'Canary1234567890'],
  ['a token of Vault', 'asked with hvs.CAESICanary1234567890abcdef', 'Canary1234567890'],
  [
    'a short JSON web token',
    'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl',
    'eyJzdWIiOiJjYW5hcnkifQ',
  ],
  ['a key of an API', 'api_key: canary-77', 'canary-77'],
  ['a seed', `seed is ${seed}`, seed],
  ['a seed in groups of four', (seed.match(/.{4}/g) ?? []).join(' '), 'EHPK 3PXP'],
  ['an MFA code', 'MFA code 123456 was sent', '123456'],
  ['a TokenCode of a query', 'SerialNumber=x&TokenCode=123456&Version=2011-06-15', '123456'],
  ['a TokenCode in JSON', '{"TokenCode":"123456"}', '123456'],
  ['an MFA code in two groups', 'mfa: 123 456', '123 456'],
  ['a password in an address', 'asked http://user:canary-1@127.0.0.1:4566/path', 'canary-1'],
  ['an access key id', 'key AKIAIOSFODNN7EXAMPLE is used', 'AKIAIOSFODNN7EX'],
  ['a temporary access key id', 'key ASIAIOSFODNN7EXAMPLE is used', 'ASIAIOSFODNN7EX'],
  ['an access key id in a credential scope', 'Credential=AKIAIOSFODNN7EXAMPLE/20261123/x', 'AKIAIOSFODNN7EX'],
];

describe('what must not be in a log', () => {
  test.each(canaries)('%s', (_, line, canary) => {
    expect(line).toContain(canary);
    const shown = redact(line);
    expect(shown).not.toContain(canary);
    if (canary.length < 16) return;
    for (let at = 0; at + 8 <= canary.length; at += 8) expect(shown).not.toContain(canary.slice(at, at + 8));
  });

  test('a Secret in a template prints as [secret] by default', () => {
    expect(
      redact(`key ${new Secret('canary')} and ${JSON.stringify({ k: new Secret('canary') })}`),
    ).not.toContain('canary');
  });

  test('an external id is hidden like a secret, although AWS does not treat it as one', () => {
    const lines = ['external_id = open-7f3a', '{"ExternalId":"open-7f3a"}', 'ExternalId=open-7f3a&Version=1'];
    for (const line of lines) expect(redact(line)).not.toContain('7f3a');
  });

  test('an access key id keeps its last four characters', () => {
    expect(redact('key AKIAIOSFODNN7EXAMPLE is used')).toMatch(/^key \S*MPLE is used$/);
  });

  test('every random secret key, wherever it occurs', () => {
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+');
    const key = fc
      .array(character, { minLength: 40, maxLength: 40 })
      .map((characters) => characters.join(''))
      .filter((text) => /[a-z]/.test(text) && /[A-Z]/.test(text));
    const around = fc.constantFrom('', ' ', '"', "'", '=', ':', ',', '(', '>');
    fc.assert(
      fc.property(key, around, around, (text, before, after) => {
        expect(redact(`x${before || ' '}${text}${after}`)).not.toContain(text);
      }),
    );
  });
});

describe('what stays readable', () => {
  test.each([
    'CreateStack inventory-20261123094512 in eu-central-1: 200 in 182 ms',
    'arn:aws:iam::111122223333:role/inventory-20261123094512-authRole',
    'arn:aws:cloudformation:eu-central-1:111122223333:stack/inventory/0f5e2a10-c84b-11f0-a3b1-0a58a9feac02',
    'AWS::S3::Bucket CREATE_IN_PROGRESS Resource creation Initiated',
    'request 8f9a7c3e-1b2d-4c5e-9f80-123456789abc took 22s',
    'amplify/.config/project-config.json, amplify/backend/amplify-meta.json',
    'account 111122223333',
    'e83c5163316f89bfbde7d9ab23ca2e25604af290',
  ])('%s', (line) => {
    expect(redact(line)).toBe(line);
  });
});

test('work grows only with the length of the line', () => {
  // With each of these, a pattern that backtracks would take minutes.
  for (const piece of ['mfa ', 'a ', 'A2', '%2F', 'secret=', 'authorization ', '"', 'ABCD ']) {
    expect(redact(piece.repeat(20_000)).length).toBeGreaterThan(0);
  }
});

describe('a path in a log', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9]{40,64}$/);
  const before = fc.constantFrom(
    '~/',
    '/home/ana/',
    '../state/',
    '../',
    'C:\\Users\\ana\\',
    '/srv/my-app/',
    '/w/',
    '/',
    '\\\\host\\share\\',
  );
  const after = fc.constantFrom('', '/amplify/backend/amplify-meta.json', '/a b.txt', '\\amplify', '/x');
  const around = fc.constantFrom(
    ['', ''],
    ['in ', ': line 1'],
    ['"', '"'],
    ['rm ', '.'],
    ['file=', ', next'],
  );

  test('stays whole, however long the name of a folder', () => {
    fc.assert(
      fc.property(before, word, after, around, (outer, name, inner, [left, right]) => {
        // A slash and 39 letters may be a secret key.
        fc.pre(`${outer}${name}${inner}`.length !== 40);
        const text = `${left}${outer}${name}${inner}${right}`;
        expect(redact(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('does not hide a secret key that starts with a slash', () => {
    const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+'];
    const rest = fc.array(fc.constantFrom(...characters), { minLength: 37, maxLength: 37 });
    fc.assert(
      fc.property(rest, around, (middle, [left, right]) => {
        const key = `/${middle.join('')}aB`;
        expect(redact(`${left}${key}${right}`)).not.toContain(key);
        expect(redact(`${left}${key}==${right}`)).not.toContain(key);
      }),
      { numRuns: 500 },
    );
  });
});

test('keeps the advice on how to write a proxy address, but no address of a user', () => {
  const advice = 'Write HTTP_PROXY as http://user:password@host:port; an @ as %40.';
  expect(redact(advice)).toBe(advice);
  expect(redact('http://user:password@hostile.example:1')).not.toContain('password@');
});
