import { delimiter, dirname, join, resolve, win32 } from 'node:path';
import { confirmed } from '../../app/ask-line.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import { Problem } from '../../core/problem.ts';
import { powershellText, shellPathWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../../platform/files.ts';
import { homeFolder, tildePath } from '../../platform/paths.ts';
import { manPage } from './man.ts';

/** A shell with completions. */
export type CompletedShell = 'bash' | 'zsh' | 'fish' | 'powershell';

interface Place {
  /** Absolute. */
  readonly file: string;
  /** What the user has to do so that the shell reads it; absent if nothing. */
  readonly next?: string;
}

/**
 * Where each shell finds a user's own completions; zsh and PowerShell have no such place, so they need a line, which is
 * shown. A user's own shell files, as ~/.zshrc, are not changed. Sources: README of bash-completion 2.11, fish 3.7
 * "Where to put completions", XDG Base Directory Specification 0.8.
 */
async function placeOf(shell: CompletedShell, env: NodeJS.ProcessEnv): Promise<Place> {
  const data = dataFolder(env);
  if (shell === 'fish')
    return {
      file: join(
        env.XDG_CONFIG_HOME || join(homeFolder(env), '.config'),
        'fish/completions/amplify-tui.fish',
      ),
    };
  if (shell === 'bash') {
    const folder = env.BASH_COMPLETION_USER_DIR || join(data, 'bash-completion');
    return {
      file: join(folder, 'completions/amplify-tui'),
      next: 'It is read where the package bash-completion is installed, from the next shell on.',
    };
  }
  if (shell === 'powershell') {
    const file = join(data, 'amplify-tui/completions.ps1');
    const { profilesOfPowershell } = await import('./powershell-profiles.ts');
    const next = await lineForPowershell(await profilesOfPowershell(env), `. ${powershellText(file)}`);
    return { file, ...(next ? { next } : {}) };
  }
  const file = join(data, 'zsh/site-functions/_amplify-tui');
  const folder = shellPathWord(tildePath(dirname(file), env));
  return { file, next: `Put this into ~/.zshrc, before compinit: fpath+=(${folder})` };
}

/** What to do with the files that PowerShell reads at its start; undefined if each has the line. */
async function lineForPowershell(files: readonly string[], line: string): Promise<string | undefined> {
  // An unreadable file is left to the user.
  const texts = await Promise.all(files.map((file) => readTextFile(file).catch(() => undefined)));
  const lacking = files.filter((_, at) => !texts[at]?.includes(line));
  if (files.length > 0 && lacking.length === 0) return undefined;
  return `Put this into ${lacking.join(' and ') || 'the file that $PROFILE names'}: ${line}`;
}

function dataFolder(env: NodeJS.ProcessEnv): string {
  return env.XDG_DATA_HOME || join(homeFolder(env), '.local/share');
}

/** The user's shell according to the system; undefined for one without completions. */
export function shellOf(env: NodeJS.ProcessEnv): CompletedShell | undefined {
  // Git for Windows passes on the path of its bash in Windows form.
  const name = win32.basename(env.SHELL ?? '', '.exe');
  // PowerShell and cmd do not set SHELL; only PowerShell has completions.
  if (name === '' && process.platform === 'win32') return 'powershell';
  return name === 'bash' || name === 'zsh' || name === 'fish' ? name : undefined;
}

/** Whether `man` searches a folder by itself: MANPATH has it, or PATH has the folder of programs beside it. */
function manLooksInto(folder: string, { MANPATH, PATH = '' }: NodeJS.ProcessEnv): boolean {
  const named = (paths: string) => paths.split(delimiter).filter(Boolean);
  const looked = MANPATH ? named(MANPATH) : named(PATH).map((path) => join(path, '../share/man'));
  return looked.some((path) => resolve(path) === folder);
}

/**
 * `completions [SHELL] --install`: writes the completion script where the shell finds it, and the man page where `man`
 * does, after a question; on Windows only the script.
 *
 * @param script of the shell
 * @returns the exit code
 * @throws Problem ANSWERS_MISSING if nobody can be asked, FILE_UNWRITABLE
 */
export async function installCompletions(
  shell: CompletedShell,
  script: string,
  version: string,
  options: OptionsOf<'completions'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const place = await placeOf(shell, env);
  const manFolder = resolve(dataFolder(env), 'man');
  const page = join(manFolder, 'man1/amplify-tui.1');
  const files = [
    { file: place.file, text: script, what: `completions for ${shell}` },
    // Windows has no `man`.
    ...(process.platform === 'win32' ? [] : [{ file: page, text: manPage(version), what: 'the man page' }]),
  ];
  const changes = await Promise.all(
    files.map(async (each) => {
      const before = await readTextFile(each.file);
      return { ...each, sign: before === undefined ? '+' : before === each.text ? '=' : '~' };
    }),
  );
  const say = (text: string) => process.stdout.write(`${plainText(text)}\n`);
  for (const { sign, file, what } of changes) say(`${sign} ${tildePath(file, env)}   ${what}`);
  const due = changes.filter(({ sign }) => sign !== '=');
  if (due.length === 0) say('All is as this version has it; nothing was written.');
  else {
    if (options['dry-run'] || !(await confirmed('Write them', options))) return 0;
    for (const { file, text } of due) {
      await ensureFolder(dirname(file));
      await writeFileAtomic(file, text);
    }
    say('Written.');
  }
  if (place.next) say(place.next);
  if (files.some(({ file }) => file === page) && !manLooksInto(manFolder, env))
    say(`\`man\` does not look there by itself: man ${shellPathWord(tildePath(page, env))}`);
  return 0;
}

/** The Problem that no shell was named, and none was recognised. */
export function whichShell(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'No shell is named.',
    why: 'SHELL names none of bash, zsh and fish; PowerShell has to be named.',
    next: 'For example: `amplify-tui completions zsh --install`.',
  });
}
