import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { profileNames } from '../profiles/profile-table.ts';
import { readProfiles } from '../profiles/store.ts';
import type { CompletedShell } from './completions/install.ts';

/**
 * `completions`: prints a script, or installs it where the shell finds it (`--install`).
 *
 * @returns the exit code
 * @throws Problem USAGE for a shell without completions; errors of writing
 */
export async function runCompletions(
  { operands, options }: ArgumentsOf<'completions'>,
  version: string,
): Promise<number> {
  if (!options.install) return printCompletions(operands, version);
  const { installCompletions, shellOf, whichShell } = await import('./completions/install.ts');
  const shell = operands[0] ?? shellOf(process.env);
  if (shell === undefined) throw whichShell();
  if (!isCompleted(shell)) throw noCompletions(shell);
  const script = await scripts[shell]();
  return installCompletions(shell, script, version, options);
}

/**
 * `completions bash|zsh|fish|powershell`: prints the script with which a shell completes this program's commands,
 * options, profiles and regions. The scripts call `completions profile-names` and `completions environment-names`, which
 * print the names of the profiles and of the current project's environments, one per line; the build calls `completions
 * man`, which prints the man page.
 *
 * @returns the exit code
 */
export async function printCompletions(operands: readonly string[], version: string): Promise<number> {
  const [what = ''] = operands;
  const text =
    what === 'profile-names'
      ? nameLines(profileNames(readProfiles(process.env)))
      : what === 'environment-names'
        ? await environmentNames()
        : what === 'man'
          ? (await import('./completions/man.ts')).manPage(version)
          : isCompleted(what)
            ? await scripts[what]()
            : undefined;
  if (text === undefined) throw noCompletions(what);
  process.stdout.write(text);
  return 0;
}

function noCompletions(shell: string): Problem {
  const isCmd = /^cmd(?:\.exe)?$/i.test(shell);
  return new Problem({
    code: 'USAGE',
    what: shell ? `There are no completions for \`${plainText(shell)}\`.` : 'No shell is named.',
    why: isCmd
      ? 'cmd completes names of files, and asks no program for more.'
      : 'The shells are bash, zsh, fish and powershell.',
    next: `For example: \`amplify-tui completions ${isCmd ? 'powershell' : 'bash'}\`.`,
  });
}

const scripts: Readonly<Record<CompletedShell, () => Promise<string>>> = {
  bash: async () => (await import('./completions/bash.ts')).bashScript(),
  zsh: async () => (await import('./completions/zsh.ts')).zshScript(),
  fish: async () => (await import('./completions/fish.ts')).fishScript(),
  powershell: async () => (await import('./completions/powershell.ts')).powershellScript(),
};

function isCompleted(shell: string): shell is CompletedShell {
  return Object.hasOwn(scripts, shell);
}

/** The environments in the files of this folder's project; none if they cannot be read. */
async function environmentNames(): Promise<string> {
  const [{ findProject }, { recordedEnvironments }] = await Promise.all([
    import('../project/open.ts'),
    import('../project/layouts/multi-env.ts'),
  ]);
  const found = await findProject(process.cwd()).catch(() => undefined);
  if (found?.kind !== 'project') return '';
  return nameLines(await recordedEnvironments(found.project).catch(() => []));
}

/** A name that a terminal could not show unchanged could not be typed either. */
function nameLines(names: readonly string[]): string {
  return names
    .filter((name) => plainText(name) === name)
    .map((name) => `${name}\n`)
    .join('');
}
