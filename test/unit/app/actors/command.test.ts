import { expect, it } from 'vitest';
import { execArguments } from '../../../../src/app/actors/command.ts';

const profile = { kind: 'profile', name: 'bizcorprole' } as const;
const asked = (typed: string) => ({ folder: '/home/sam/shop', choice: profile, typed });
const begins = ['exec', '--cwd', '/home/sam/shop', '--profile', 'bizcorprole'];

it.each([
  ['aws s3 ls', ['aws', 's3', 'ls']],
  // Special characters of a shell are left unchanged for the user's own shell.
  ['aws s3 ls | head -3', ['/bin/zsh', '-c', 'aws s3 ls | head -3']],
  ['echo "a b"', ['/bin/zsh', '-c', 'echo "a b"']],
])('runs `%s` like exec, with the profile that is shown', (typed, words) => {
  expect(execArguments(asked(typed), undefined, { SHELL: '/bin/zsh' }, 'linux')).toEqual([
    ...begins,
    ...['--', ...words],
  ]);
});

it.each(['amplify push --yes', 'npx amplify push', './node_modules/.bin/amplify push'])(
  'shows the time line below a command that deploys: `%s`',
  (typed) => {
    expect(execArguments(asked(typed), undefined, {}, 'linux')).toEqual([
      ...begins,
      ...['--watch', '--', ...typed.split(' ')],
    ]);
  },
);

it('names no profile for keys of the environment, and the given region', () => {
  const choice = { kind: 'environment' } as const;
  expect(execArguments({ ...asked('ls'), choice }, 'eu-west-1', {}, 'linux')).toEqual([
    ...['exec', '--cwd', '/home/sam/shop', '--region', 'eu-west-1', '--', 'ls'],
  ]);
});

it('leaves every command line to the Windows shell', () => {
  expect(execArguments(asked('dir'), undefined, { ComSpec: 'C:\\cmd.exe' }, 'win32').slice(-6)).toEqual([
    ...['--', 'C:\\cmd.exe', '/d', '/s', '/c', 'dir'],
  ]);
});
