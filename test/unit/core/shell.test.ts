import { describe, expect, it } from 'vitest';
import { exportLine, fileCommand, shellPathWord, shellWord, writeLines } from '../../../src/core/shell.ts';

describe('a word in a displayed command', () => {
  it.each([
    ['prod-1', 'prod-1', 'prod-1'],
    ['my profile', "'my profile'", '"my profile"'],
    ["it's", `'it'\\''s'`, `"it's"`],
    // PowerShell does not treat these two as characters of a word.
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

it.each([
  ['list', 'ls -ld a', 'icacls a'],
  ['list all', 'ls -lR a', 'Get-ChildItem -Recurse a'],
  ['move', 'mv a', 'Move-Item a'],
  ['remove', 'rm a', 'Remove-Item a'],
  ['remove all', 'rm -rf a', 'Remove-Item -Recurse -Force a'],
] as const)('a command about files for each shell: %s', (act, posix, windows) => {
  for (const platform of ['linux', 'darwin'] as const) expect(fileCommand(act, ['a'], platform)).toBe(posix);
  expect(fileCommand(act, ['a'], 'win32')).toBe(windows);
});

it('a text is written into a file unchanged by each shell', () => {
  const text = '{\n  "name": "$HOME `x` \'y\'"\n}';
  expect(writeLines('a b.json', text, 'linux').join('\n')).toBe(`cat > 'a b.json' <<'END'\n${text}\nEND`);
  expect(writeLines('a b.json', text, 'win32').join('\n')).toBe(
    `@'\n${text}\n'@ | Set-Content -Encoding utf8 "a b.json"`,
  );
});
