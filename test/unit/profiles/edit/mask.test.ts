import { expect, it } from 'vitest';
import { maskedLine, maskedValue } from '../../../../src/profiles/edit/mask.ts';
import { parseSharedFile } from '../../../../src/profiles/grammar.ts';

/** The lines of a shared file as a review shows them. */
function shown(text: string, secretKeys: readonly string[] = []): string[] {
  const bytes = Buffer.from(text);
  return parseSharedFile(bytes, 'config').lines.map((line) =>
    maskedLine(bytes.toString('utf8', line.start, line.end), line, new Set(secretKeys)),
  );
}
const hidden = '*'.repeat(16);

it('nothing of a secret is shown, however it is written; of a key id its end', () => {
  expect(
    shown(
      [
        '[default]',
        'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
        'aws_secret_access_key = canary # canary',
        'aws_session_token =',
        '  canary',
        'region = eu-west-1',
      ].join('\n'),
    ),
  ).toEqual([
    '[default]',
    `aws_access_key_id = ${hidden}MPLE`,
    `aws_secret_access_key = ${hidden}`,
    'aws_session_token =',
    hidden,
    'region = eu-west-1',
  ]);
});

it('a nested setting is shown, but not one that the user keeps secret, with what follows below it', () => {
  const text = '[default]\ns3 =\n  max_concurrent_requests = 20\nown_word = canary\n  canary';
  expect(shown(text)).toEqual(text.split('\n'));
  expect(shown(text, ['own_word'])).toEqual([
    ...text.split('\n').slice(0, 3),
    `own_word = ${hidden}`,
    hidden,
  ]);
});

it('the end of a value is shown only if it is a key id, and long enough to hide the rest', () => {
  expect(maskedValue('aws_access_key_id', 'AKIAIOSFODNN7EXAMPLE')).toBe(`${hidden}MPLE`);
  expect(maskedValue('aws_access_key_id', 'AKIA')).toBe(hidden);
  expect(maskedValue('aws_secret_access_key', 'x'.repeat(40))).toBe(hidden);
});
