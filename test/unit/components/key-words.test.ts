import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fromHere, inKeyWords, withMovedKeys } from '../../../components/key-words.ts';

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
    'Press `p` on home to choose one; `h` in the profiles keeps it for this folder.',
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
    'The rollback is stuck; `c` in watch (`w` on home) continues it.',
  ],
  [
    'Report it with the last lines of the log in ~/.amplify/tui/log.',
    'Report it with the last lines of the log (`L` twice).',
  ],
  [
    `It is set up for that. App in the form, or --frontend '{"frontend":"javascript"}', keeps javascript.`,
    'It is set up for that. App in the form keeps javascript.',
  ],
  [
    '.gitignore in the form, or "gitIgnore": "add" in an answers file, adds its lines.',
    '.gitignore in the form adds its lines.',
  ],
  [
    'or make an environment of your own with `amplify-tui init --env NAME`; nothing was written.',
    'or make an environment of your own with `n` in the environments (`v` on home); nothing was written.',
  ],
  [
    'Did you mean eu-west-1? Then give --region eu-west-1, or correct it there.',
    'Did you mean eu-west-1? Then give the profile eu-west-1: `e` in the profiles (`p` on home).',
  ],
  [
    'Choose the region eu-west-3 (--region).',
    'Use a profile for the region eu-west-3: `e` in the profiles (`p` on home) changes that of one.',
  ],
  ['Go there, or add --cwd /home/me/app.', 'Press `o` on home to open it.'],
  ['Then `amplify-tui assume-role user --resume` deletes that key.', 'Then `a` on home deletes that key.'],
])('%s', (text, onScreen) => {
  expect(inKeyWords(text)).toBe(onScreen);
});

it('leaves commands without a key, and other words, unchanged', () => {
  for (const text of [
    'Name it: `amplify-tui watch STACK`.',
    'Run `aws configure sso --profile P`.',
    'A second profile: `amplify-tui profiles bridge a b --region eu-west-1`.',
    'This is a fault of amplify-tui, not of your project.',
  ])
    expect(inKeyWords(text)).toBe(text);
});

/** Options that may be named as remedies on the screen: only the start of the program, or another program, takes them. */
const atTheStart: readonly RegExp[] = [
  /--endpoint-url|--read-only|--export/, // decided once for a session: its cloud, its rights, its report
  /`(?:aws|git|amplify) [^`]*`|--theirs/,
  /aws sts decode-authorization-message/,
  /amplify-tui (?:init|watch|assume-role|configure project|profiles bridge) [^`]*--(?:answers|profile|region|resume|clean-up|cwd)/, // the command itself is shown to be copied
];

/** Files whose texts nobody sees on a screen: errors of a command line, and what runs without a screen. */
const withoutScreen =
  /src\/(?:commands|app\/(?:headless|command-line)|flows\/doctor|app\/actors\/(?:delete|profiles\/pin))\b|(?:ask-line|own-files|trace-file|patience|federation|subject|plan-text|key-words)\.ts$/;

it('advice on the screen names no option if there is a key or a field for it', () => {
  const files = ['src', 'machines']
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file))))
    .filter((file) => file.endsWith('.ts') && !withoutScreen.test(file.replaceAll('\\', '/')));
  expect(files.length).toBeGreaterThan(300);
  const remedies = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bnext: *(['`])((?:\\.|(?!\1).)*)\1/gs)].map(
      ([, , text = '']) => `${file}: ${text.replaceAll('\\`', '`').replace(/\$\{[^}]*\}/g, 'X')}`,
    ),
  );
  const named = remedies.map(inKeyWords).filter((text) => /--[a-z]/.test(text));
  expect(remedies.length).toBeGreaterThan(200);
  expect(named.filter((text) => !atTheStart.some((way) => way.test(text)))).toEqual([]);
});

const moved = [
  { was: 'p', now: 'P', panes: 'all' },
  { was: 'r', now: 'ctrl+r', panes: new Set(['watch']) },
  { was: 'c', now: 'x', panes: new Set(['home']) },
] as const;

it.each([
  ['watch', 'The rollback is stuck; `c` continues it.'],
  ['home', 'The rollback is stuck; `c` in watch (`w` on home) continues it.'],
])('names on %s the key that works there', (pane, said) => {
  const text = 'The rollback is stuck; `amplify-tui watch STACK --continue-rollback` continues it.';
  expect(fromHere(inKeyWords(text), pane)).toBe(said);
});

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
])("on %s a sentence names the user's own keys: %s", (pane, text, said) => {
  expect(withMovedKeys(text, moved, pane)).toBe(said);
  expect(withMovedKeys(text, [], pane)).toBe(text);
});
