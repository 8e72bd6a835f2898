import { createContext, useCallback, useContext } from 'react';
import type { MovedKey } from './keys/bindings.ts';

/** A word of a command line: as it is, or in quotes. */
const word = `(?:'[^'\`]*'|"[^"\`]*"|[^\\s\`'"]+)`;

/** The equivalents on the screen of this program's commands, longer ones first. */
const places: readonly (readonly [command: string, key: string])[] = [
  ['profiles list', '`p` on home'],
  [`profiles (?:show|test) ${word}`, '`d` in the profiles (`p` on home)'],
  [`profiles use ${word}`, '`h` in the profiles (`p` on home)'],
  ['profiles rename', '`n` in the profiles (`p` on home)'],
  [`profiles rotate ${word}`, '`c` on home'],
  ['configure project(?: --yes --profile NAME)?', '`e` on home'],
  [`configure(?: --profile ${word}| --resume(?: --yes)?)?`, '`c` on home'],
  ['assume-role(?: user| role| profiles)?(?: --resume)?', '`a` on home'],
  ['watch STACK --continue-rollback', '`c` in watch (`w` on home)'],
  ['status --block-public-access', '`b` on home or in watch'],
  ['upgrade(?: --undo)?', '`v` on home'],
  ['delete', '`x` on home'],
  ['init --env NAME', '`n` in the environments (`v` on home)'],
  ['init(?: --resume| --clean-up)?', '`i` on home'],
];

/** The equivalents on the screen of command-line options; an option that only works at the start stays. */
const options: readonly (readonly [said: RegExp, onScreen: string])[] = [
  [/, or (?:--frontend '[^']*'|"\w+": "\w+" in an answers file),/g, ''],
  [
    /\bAdd --profile NAME, or keep one for this folder with `amplify-tui profiles use NAME`\./g,
    'Press `p` on home to choose one; `h` in the profiles keeps it for this folder.',
  ],
  [/, or add --profile NAME to use one this time/g, ', or press `p` on home to use one this time'],
  [/--with-profile NAME, or Enter on it among the profiles/g, 'Enter on it in the profiles (`p` on home)'],
  [/ \(--profile NAME\)/g, ''],
  [/Name a profile of its account with --profile,/g, 'Press `p` on home for a profile of its account,'],
  [
    /\bAdd --region, or `region = …` to the profile in (\S+)\./g,
    'Give the profile a region: `e` in the profiles (`p` on home), or `region = …` in $1.',
  ],
  [/\b([Aa])dd --region\./g, '$1dd a region to the profile: `e` in the profiles (`p` on home).'],
  [
    /\b[Cc]hoose the region (that the bucket is in|\S+) \(--region\)\./g,
    'Use a profile for the region $1: `e` in the profiles (`p` on home) changes that of one.',
  ],
  [
    /\bCorrect the region: --region, AWS_REGION or region of the profile/g,
    'Correct the region: AWS_REGION, or that of the profile with `e` in the profiles',
  ],
  [
    /\bThen give --region (\S+), or correct it there\./g,
    'Then give the profile $1: `e` in the profiles (`p` on home).',
  ],
  [/, as --region (\S+), or correct it there\./g, ', as $1: `e` in the profiles (`p` on home).'],
  [
    /\bCheck the name, --profile and --region\./g,
    'Check the name, or press `p` for a profile of its account and region.',
  ],
  [/, or give it with --mfa-code\b/g, ''],
  [/\bGive another one with --env;/g, 'Type another one;'],
  [/ \(--env NAME where there are several environments\)/g, ''],
  [/`amplify-tui access remove --profile [^`]*` instead/g, '`u` in the profiles (`p` on home) instead'],
  [/\bGo there, or add --cwd (?:'[^']*'|[^\s']+)\./g, 'Press `o` on home to open it.'],
];

/** A command by itself, in backquotes or at the end of its sentence: with more options it has another meaning. */
const patterns = places.map(
  ([command, key]) =>
    [
      new RegExp(
        `(\\b[Rr]un )?(?:\`amplify-tui ${command}\`|(?<!\`)\\bamplify-tui ${command}(?=[.,;:]?(?:\\s(?!-)|$)))`,
        'g',
      ),
      key,
    ] as const,
);

const signIn =
  /Run `aws (?:sso )?login[^`]*` in another window, then try again\. It belongs to the AWS CLI, version 2\./g;

/**
 * Rewrites a text about the command line for the screen: a command or option is replaced by the key or field that does the same.
 * A command without a key stays.
 */
export function inKeyWords(text: string): string {
  const known = text
    .replace(signIn, 'Press `l` to sign in; that takes the AWS CLI, version 2.')
    .replace('the log in ~/.amplify/tui/log', 'the log (`L` twice)');
  const withFields = options.reduce((words, [said, onScreen]) => words.replace(said, onScreen), known);
  return patterns.reduce(
    (words, [pattern, key]) =>
      words.replace(pattern, (_, run?: string) => {
        if (run === undefined) return key;
        return run.startsWith('R') ? `Press ${key}` : `press ${key}`;
      }),
    withFields,
  );
}

/** The places that sentences name for keys. */
const placesInText = / in (watch|the profiles|the environments)(?: \(`[^\s`]` on home\))?/g;

/** Removes the place of a key from a sentence that is shown there. @param pane the current one */
export function fromHere(text: string, pane: string): string {
  return text.replace(placesInText, (whole, place: string) =>
    panesThere[` in ${place}`] === pane ? '' : whole,
  );
}

/** A key in a sentence: in backquotes, or a single letter after `press`, `then`, `or` or at the start of a clause. */
const keyInText =
  /`([^\s`])`(?<there> on home| in the profiles| in the environments| in watch)?|(?<=^|[.,;:] |\b(?:[Pp]ress|[Tt]hen|or)(?:,)? )([b-zA-HJ-Z])(?=[ .,;:]|$)/g;

const panesThere: Readonly<Record<string, string>> = {
  ' on home': 'home',
  ' in the profiles': 'profiles',
  ' in the environments': 'environments.list',
  ' in watch': 'watch',
};

/**
 * Replaces the keys in a sentence with those that the user has chosen.
 *
 * @param pane the current one; a key that has not moved there is looked up on home
 */
export function withMovedKeys(text: string, moved: readonly MovedKey[], pane: string): string {
  if (moved.length === 0) return text;
  const nowOf = (key: string, where: string) =>
    moved.find(({ was, panes }) => was === key && (panes === 'all' || panes.has(where)))?.now;
  return text.replace(keyInText, (whole, quoted?: string, there?: string, bare?: string) => {
    const key = quoted ?? bare ?? '';
    const now =
      there === undefined ? (nowOf(key, pane) ?? nowOf(key, 'home')) : nowOf(key, panesThere[there] ?? pane);
    if (now === undefined) return whole;
    return quoted === undefined ? now : `\`${now}\`${there ?? ''}`;
  });
}

interface Keys {
  readonly moved: readonly MovedKey[];
  readonly pane: string;
}

/** The moved keys, and the current pane; provided by the screen. */
export const MovedKeys = createContext<Keys>({ moved: [], pane: 'home' });

/** Gives a function that makes sentences name the keys that work now. */
export function useKeyWords(): (text: string) => string {
  const { moved, pane } = useContext(MovedKeys);
  return useCallback((text) => withMovedKeys(fromHere(inKeyWords(text), pane), moved, pane), [moved, pane]);
}
