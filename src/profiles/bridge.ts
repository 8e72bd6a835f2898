import { shellWord } from '../core/shell.ts';

/** Makes `credentials` read the user's own files, not the copies that `exec` shows the Amplify CLI: those lead back to it. */
export const ownFilesFlag = '--own-files';

/**
 * The profile that a credential_process asks this program for, as far as its command line shows: one that `profiles bridge`
 * wrote, `npx amplify-tui credentials …`, or either of them inside a shell command.
 *
 * @param command as written in the file
 * @returns undefined when the command does not call this program; `default` when it names no profile
 */
export function bridgedProfile(command: string): string | undefined {
  if (!command.includes('credentials')) return undefined;
  for (const words of commandsIn(command)) {
    const found =
      askedFor(words) ??
      words
        .filter((word) => /\s/.test(word))
        .map(bridgedProfile)
        .find(Boolean);
    if (found !== undefined) return found;
  }
  return undefined;
}

function askedFor(words: readonly string[]): string | undefined {
  const program = words.findIndex(isOwnProgram);
  if (program === -1 || !words.includes('credentials', program + 1)) return undefined;
  const given = words.slice(program + 1);
  if (given.includes(ownFilesFlag)) return undefined;
  const at = given.findIndex((word) => word === '--profile' || word.startsWith('--profile='));
  const option = given[at];
  if (option !== undefined) return option === '--profile' ? given[at + 1] : option.slice('--profile='.length);
  const assigned = words.slice(0, program).find((word) => word.startsWith('AWS_PROFILE='));
  return assigned?.slice('AWS_PROFILE='.length) || 'default';
}

/** `amplify-tui`, with or without path, version and extension, or `dist/cli.js` itself. */
function isOwnProgram(word: string): boolean {
  return /(?:^|[\\/])amplify-tui(?:@[^\\/]*)?(?:\.\w+)?$|[\\/]dist[\\/]cli\.js$/.test(word);
}

/**
 * Splits a command line as a shell does, into commands and their words. The AWS CLI splits with the same rules for quotes
 * (Python's `shlex`); the SDKs pass the line to a shell.
 */
function commandsIn(command: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  // A quoted part, an escaped character, a separator between commands, white space, or anything else.
  const escaped = process.platform === 'win32' ? /(?!)/ : /\\([\s\S])/;
  const part = new RegExp(
    `'([^']*)'|"((?:[^"\\\\]|\\\\[\\s\\S])*)"|${escaped.source}|([;|&()<>\`\\n])|(\\s)|([\\s\\S])`,
    'g',
  );
  for (const [, single, double, char, separator, blank, other] of command.matchAll(part)) {
    if (separator !== undefined) {
      endWord();
      commands.push([]);
    } else if (blank !== undefined) endWord();
    else word = (word ?? '') + (single ?? double?.replace(/\\([\\"$`])/g, '$1') ?? char ?? other ?? '');
  }
  endWord();
  return commands;
}

/**
 * A command line that every reader of credential_process splits into these words: the AWS CLI by the rules of `shlex` (on
 * Windows by its own), the SDKs with `sh` or `cmd`. In single quotes everything is literal, both for `sh` and for `shlex`.
 *
 * @returns undefined when they would not all read it alike: on Windows, words with characters that `cmd` interprets
 */
export function commandLine(words: readonly string[], platform = process.platform): string | undefined {
  if (platform !== 'win32') return words.map((word) => shellWord(word, platform)).join(' ');
  if (words.some((word) => /["%^&|<>!]|\\$/.test(word))) return undefined;
  return words.map((word) => (/^[\w@+=:,./\\-]+$/.test(word) ? word : `"${word}"`)).join(' ');
}
