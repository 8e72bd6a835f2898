import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/core/secret.ts';
import { keyFaults, maskedKey, noKeys, type TypedKeys } from '../../../../src/flows/configure/keys.ts';
import { keysOfCsv, looksLikeCsvPath } from '../../../../src/flows/configure/keys-csv.ts';
import { cleanKeyText, pastedKeys } from '../../../../src/flows/configure/pasted-keys.ts';

const id = 'AKIAEXAMPLE000000001';
const secret = 'QkzWvJ7xGmPd/4hTnRb2YsLc9FqEaUo1XiKpMe3V';
const token = `FwoGZXIvYXdzE${'Jr7Kx3QbUvLmNsPtHdYcWgRzTqA/'.repeat(4)}==`;

const keys = (change: Partial<Record<keyof TypedKeys, string>>): TypedKeys => {
  const { accessKeyId = id, secretAccessKey = secret, sessionToken = '' } = change;
  return {
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    sessionToken: new Secret(sessionToken),
  };
};
const faults = (change: Partial<Record<keyof TypedKeys, string>>, strict = true) =>
  keyFaults(keys(change), strict).map(({ answer, text }) => `${answer}: ${text}`);

const opened = (found: Partial<TypedKeys> | undefined) =>
  found && {
    ...(found.accessKeyId === undefined ? {} : { id: found.accessKeyId }),
    ...(found.secretAccessKey ? { secret: found.secretAccessKey.reveal() } : {}),
    ...(found.sessionToken ? { token: found.sessionToken.reveal() } : {}),
  };

describe('the shape of keys', () => {
  it('is right for long-term and for temporary keys', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ accessKeyId: 'ASIAEXAMPLE000000001', sessionToken: token })).toEqual([]);
  });

  it.each([
    ['no key', { accessKeyId: '' }, /id is missing/],
    ['the id of a user', { accessKeyId: 'AIDAEXAMPLE000000001' }, /id of a user/],
    ['the id of a role', { accessKeyId: 'AROAEXAMPLE000000001' }, /id of a role/],
    ['the placeholder from a manual', { accessKeyId: '<YOUR_ACCESS_KEY_ID>' }, /placeholder/],
    [
      'the secret in place of the id',
      { accessKeyId: [...secret].reverse().join('') },
      /looks like the secret/,
    ],
    ['a short id', { accessKeyId: 'AKIA1234' }, /16 to 128/],
    ['no secret', { secretAccessKey: '' }, /secret access key is missing/],
    [
      'a secret without its last character',
      { secretAccessKey: secret.slice(1) },
      /40 characters; this has 39/,
    ],
    ['the id again', { secretAccessKey: id }, /id again/],
    ['a blank in the secret', { secretAccessKey: `${secret.slice(2)} x` }, /no blanks/],
    ['a sign that no secret has', { secretAccessKey: `${secret.slice(1)}#` }, /letters, digits/],
    ['temporary keys without token', { accessKeyId: 'ASIAEXAMPLE000000001' }, /need their session token/],
    ['lasting keys with token', { sessionToken: token }, /no session token/],
  ])('reports %s', (_, change, text) => {
    expect(faults(change)).toEqual([expect.stringMatching(text)]);
  });

  it('never repeats a secret', () => {
    const bad = 'QkzWvJ7xGmPd 4hTnRb2YsLc9FqEaUo1XiKpMe3V';
    expect(faults({ secretAccessKey: bad, sessionToken: bad }).join()).not.toContain('QkzWv');
  });

  it('is looser where another cloud makes the keys', () => {
    expect(faults({ accessKeyId: 'test', secretAccessKey: 'other' }, false)).toEqual([]);
    expect(faults({ accessKeyId: 'te st', secretAccessKey: 'o ther' }, false)).toHaveLength(2);
  });

  it('is shown by its last four characters', () => {
    expect(maskedKey(id)).toBe('****************0001');
  });
});

describe('pasted access keys', () => {
  it.each([
    ['both, a space between', `${id} ${secret}`],
    ['both, a tab between', `${id}\t${secret}`],
    ['both on two lines with CRLF', `\r\n  ${id}\r\n${secret}\r\n`],
    ['both the other way round', `${secret}\n${id}`],
    ['both with a comma', `${id},${secret}`],
    [
      'lines of ~/.aws/credentials',
      `[default]\naws_access_key_id = ${id}\naws_secret_access_key=${secret}\n`,
    ],
    ['export lines', `export AWS_ACCESS_KEY_ID="${id}"\nexport AWS_SECRET_ACCESS_KEY='${secret}'`],
    ['PowerShell', `$Env:AWS_ACCESS_KEY_ID="${id}"\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"`],
    [
      'JSON of the AWS CLI',
      JSON.stringify({ AccessKey: { AccessKeyId: id, SecretAccessKey: secret } }, null, 2),
    ],
    ["the console's table", `Access key ID\n${id}\nSecret access key\n${secret}`],
    ["the console's .csv", `\uFEFFAccess key ID,Secret access key\r\n${id},${secret}\r\n`],
  ])('are found in %s', (_, text) => {
    expect(opened(pastedKeys(text))).toEqual({ id, secret });
  });

  it('are found with their session token', () => {
    const temporary = 'ASIAEXAMPLE000000001';
    const found = { id: temporary, secret, token };
    expect(opened(pastedKeys(`${temporary}\n${secret}\n${token}`))).toEqual(found);
    expect(
      opened(
        pastedKeys(
          `aws_access_key_id=${temporary}\naws_secret_access_key=${secret}\naws_session_token=${token}\n`,
        ),
      ),
    ).toEqual(found);
  });

  it('are found one by one if they are named', () => {
    expect(opened(pastedKeys(`aws_secret_access_key = ${secret}`))).toEqual({ secret });
  });

  it('are recognised by their shape if they are alone, so that a secret is never put where it is shown', () => {
    expect(opened(pastedKeys(id))).toEqual({ id });
    expect(opened(pastedKeys(`${secret}\n`))).toEqual({ secret });
  });

  it('are distinguished even if the secret lost something', () => {
    expect(opened(pastedKeys(`${id}\n${secret.slice(1)}`))).toEqual({ id, secret: secret.slice(1) });
    expect(opened(pastedKeys(`${secret}x ${id}`))).toEqual({ id, secret: `${secret}x` });
  });

  it.each(['', token, `${id} something else`, 'AKIA short', 'two words', `${id} ${secret} extra`, `${id} x`])(
    'are not guessed from %j',
    (text) => {
      expect(pastedKeys(text)).toBeUndefined();
    },
  );

  it('lose the white space of a wrapped line', () => {
    expect(cleanKeyText(` ${secret.slice(0, 20)}\r\n ${secret.slice(20)}\u200B`)).toBe(secret);
  });
});

describe("the console's .csv", () => {
  it.each([
    ['of a key', `Access key ID,Secret access key\n${id},${secret}\n`],
    [
      'of a new user',
      `User name,Password,Access key ID,Secret access key,Console login link\r\nsam,"p,""w",${id},${secret},https://x\r\n`,
    ],
    ['with quotation marks', `"Access key ID","Secret access key"\n"${id}","${secret}"`],
  ])('is read: %s', (_, text) => {
    expect(opened(keysOfCsv(text))).toEqual({ id, secret });
  });

  it('is distinguished from other files', () => {
    expect(keysOfCsv('User name,Password\nsam,secret')).toBeUndefined();
    expect(keysOfCsv('Access key ID,Secret access key')).toBeUndefined();
  });

  it('is recognised by its path, as a terminal inserts it', () => {
    for (const path of ['keys.csv', "'/home/sam/my keys.csv'", '~/Downloads/sam_accessKeys.CSV'])
      expect(looksLikeCsvPath(path)).toBe(true);
    expect(looksLikeCsvPath(id)).toBe(false);
  });
});

it('prints nothing of keys', () => {
  expect(JSON.stringify(keys({ sessionToken: token }))).toBe(
    JSON.stringify({ accessKeyId: id, secretAccessKey: '[secret]', sessionToken: '[secret]' }),
  );
  expect(noKeys.secretAccessKey.reveal()).toBe('');
});
