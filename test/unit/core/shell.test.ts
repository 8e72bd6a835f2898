import { describe, expect, it } from 'vitest';
import { exportLine, shellPathWord, shellWord } from '../../../src/core/shell.ts';

describe('a word in a command that is shown', () => {
  it.each([
    ['prod-1', 'prod-1', 'prod-1'],
    ['my profile', "'my profile'", '"my profile"'],
    ["it's", `'it'\\''s'`, `"it's"`],
    // To PowerShell these two are no characters of a word.
    ['a,b', 'a,b', '"a,b"'],
    ['@me', '@me', '"@me"'],
    ['$HOME', "'$HOME'", "'$HOME'"],
    ["a`b'c", `'a\`b'\\''c'`, "'a`b''c'"],
    ['say "hi"', `'say "hi"'`, `'say "hi"'`],
    ['a & b', "'a & b'", '"a & b"'],
    ['', "''", '""'],
    ['C:\\shop\\app', `'C:\\shop\\app'`, 'C:\\shop\\app'],
    ['C:\\my shop\\', `'C:\\my shop\\'`, '"C:\\my shop\\\\"'],
    ['Jörg', "'Jörg'", '"Jörg"'],
  ])('%s', (text, posix, windows) => {
    expect(shellWord(text, 'linux')).toBe(posix);
    expect(shellWord(text, 'darwin')).toBe(posix);
    expect(shellWord(text, 'win32')).toBe(windows);
  });
});

it.each([
  ['~', 'linux', '~'],
  ['~/my shop', 'linux', "~/'my shop'"],
  ['/srv/shop', 'linux', '/srv/shop'],
  ['~', 'win32', '$HOME'],
  ['~\\shop', 'win32', '$HOME\\shop'],
  ['~\\my shop', 'win32', '"$HOME\\my shop"'],
  ['~\\$shop', 'win32', '"$HOME\\`$shop"'],
  ['D:\\my shop', 'win32', '"D:\\my shop"'],
] as const)('a path below the home folder, %s on %s', (shown, platform, word) => {
  expect(shellPathWord(shown, platform)).toBe(word);
});

it.each([
  ['prod', 'linux', 'export AWS_PROFILE=prod'],
  ['my prod', 'darwin', "export AWS_PROFILE='my prod'"],
  ['prod', 'win32', '$env:AWS_PROFILE = "prod"'],
  ['pay$', 'win32', "$env:AWS_PROFILE = 'pay$'"],
] as const)('a variable is set to %s on %s', (value, platform, line) => {
  expect(exportLine('AWS_PROFILE', value, platform)).toBe(line);
});
