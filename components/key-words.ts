/** A word of a command line: as it is, or in quotes. */
const word = `(?:'[^'\`]*'|"[^"\`]*"|[^\\s\`'"]+)`;

/** What a command of this program is on the screen, the longer ones first. */
const places: readonly (readonly [command: string, key: string])[] = [
  ['profiles list', '`p` on home'],
  [`profiles (?:show|test) ${word}`, '`d` in the profiles (`p` on home)'],
  [`profiles use ${word}`, '`h` in the profiles (`p` on home)'],
  ['profiles rename', '`n` in the profiles (`p` on home)'],
  [`profiles rotate ${word}`, '`c` on home'],
  ['configure project(?: --yes --profile NAME)?', '`e` on home'],
  [`configure(?: --profile ${word}| --resume(?: --yes)?)?`, '`c` on home'],
  ['assume-role(?: user| role| profiles)?(?: --resume)?', '`a` on home'],
  ['watch STACK --continue-rollback', '`c` in watch'],
  ['status --block-public-access', '`b` on home or in watch'],
  ['upgrade(?: --undo)?', '`v` on home'],
  ['delete', '`x` on home'],
  ['init(?: --resume| --clean-up)?', '`i` on home'],
];

/** A command that is told alone, in backquotes or at the end of its sentence: with more options it says something else. */
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
 * A text for a command line as it is said on the screen: where a key does what a command of this program would do, the key
 * is named. A command that no key stands for is left as it is.
 */
export function inKeyWords(text: string): string {
  const known = text
    .replace(signIn, 'Press `l` to sign in; that takes the AWS CLI, version 2.')
    .replace('the log in ~/.amplify/tui/log', 'the log (`L` on home)');
  return patterns.reduce(
    (words, [pattern, key]) =>
      words.replace(pattern, (_, run?: string) => {
        if (run === undefined) return key;
        return run.startsWith('R') ? `Press ${key}` : `press ${key}`;
      }),
    known,
  );
}
