import { expect, it } from 'vitest';
import { inKeyWords, withMovedKeys } from '../../../components/key-words.ts';

it.each([
  ['See all with `amplify-tui profiles list`.', 'See all with `p` on home.'],
  ['Run `amplify-tui configure`, or set AWS_ACCESS_KEY_ID.', 'Press `c` on home, or set AWS_ACCESS_KEY_ID.'],
  ["or add it with `amplify-tui configure --profile 'My Account'`.", 'or add it with `c` on home.'],
  ['Save both halves: amplify-tui configure.', 'Save both halves: `c` on home.'],
  [
    'Add what is missing: amplify-tui profiles show dev tells what the files say.',
    'Add what is missing: `d` in the profiles (`p` on home) tells what the files say.',
  ],
  [
    'Add --profile NAME, or keep one for this folder with `amplify-tui profiles use NAME`.',
    'Add --profile NAME, or keep one for this folder with `h` in the profiles (`p` on home).',
  ],
  [
    'Run `aws sso login --profile dev` in another window, then try again. It belongs to the AWS CLI, version 2.',
    'Press `l` to sign in; that takes the AWS CLI, version 2.',
  ],
  [
    'Close that window, run `amplify-tui init` here again.',
    'Close that window, press `i` on home here again.',
  ],
  [
    '`amplify-tui configure project --yes --profile NAME` ties it to one that is.',
    '`e` on home ties it to one that is.',
  ],
  [
    'The rollback is stuck; `amplify-tui watch STACK --continue-rollback` continues it.',
    'The rollback is stuck; `c` in watch continues it.',
  ],
  [
    'Report it with the last lines of the log in ~/.amplify/tui/log.',
    'Report it with the last lines of the log (`L` on home).',
  ],
  ['Then `amplify-tui assume-role user --resume` deletes that key.', 'Then `a` on home deletes that key.'],
])('%s', (text, onScreen) => {
  expect(inKeyWords(text)).toBe(onScreen);
});

it('leaves commands that no key stands for, and other words', () => {
  for (const text of [
    'make an environment of your own with `amplify-tui init --env NAME`',
    'Name it: `amplify-tui watch STACK`.',
    'Run `aws configure sso --profile P`.',
    'A second profile: `amplify-tui profiles bridge a b --region eu-west-1`.',
    'This is a fault of amplify-tui, not of your project.',
  ])
    expect(inKeyWords(text)).toBe(text);
});

const moved = [
  { was: 'p', now: 'P', panes: 'all' },
  { was: 'r', now: 'ctrl+r', panes: new Set(['watch']) },
  { was: 'c', now: 'x', panes: new Set(['home']) },
] as const;

it.each([
  [
    'watch',
    'Press r to read them again, or p for another profile.',
    'Press ctrl+r to read them again, or P for another profile.',
  ],
  ['home', 'Press r to read them again.', 'Press r to read them again.'],
  [
    'init.access',
    'Press p to choose a profile; esc, then c, sets one up.',
    'Press P to choose a profile; esc, then x, sets one up.',
  ],
  ['watch', '2 profiles, none chosen: p chooses.', '2 profiles, none chosen: P chooses.'],
  ['watch', 'See all with `p` on home, or `c` in watch.', 'See all with `P` on home, or `c` in watch.'],
  [
    'home',
    'Press p and choose p, which is of that account.',
    'Press P and choose p, which is of that account.',
  ],
  ['home', 'The stack amplify-c-p is in r.', 'The stack amplify-c-p is in r.'],
])('on %s a sentence names the keys of the person: %s', (pane, text, said) => {
  expect(withMovedKeys(text, moved, pane)).toBe(said);
  expect(withMovedKeys(text, [], pane)).toBe(text);
});
