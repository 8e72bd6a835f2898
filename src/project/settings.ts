import { posix } from 'node:path';
import { plainText } from '../core/text.ts';

/** The app settings that a user can type; named as in {@link JavascriptConfig} and {@link ProjectSettings}. */
export type SettingField = 'sourceDir' | 'distributionDir' | 'buildCommand' | 'startCommand' | 'resDir';

const examples: Readonly<Record<SettingField, string>> = {
  sourceDir: 'src',
  distributionDir: 'dist',
  buildCommand: 'npm run-script build',
  startCommand: 'npm run-script start',
  resDir: 'app/src/main/res',
};

const longestSetting = 1000;

/**
 * What is wrong with an app setting, one sentence for the user; undefined if it is valid.
 *
 * Folders are relative to the project's root and stay inside it. `/` alone is the root, because the Amplify CLI, which
 * appends folders to the root's path, has it as React Native's default.
 */
export function settingsProblem(field: SettingField, value: string): string | undefined {
  const isCommand = field === 'buildCommand' || field === 'startCommand';
  if (value.trim() === '') return `Type a ${isCommand ? 'command' : 'folder'}, as ${examples[field]}.`;
  if (plainText(value) !== value) return 'Leave out line breaks and characters that cannot be seen.';
  if (value.length > longestSetting) return `Shorten it to ${longestSetting} characters.`;
  return isCommand ? undefined : folderProblem(value, examples[field]);
}

function folderProblem(folder: string, example: string): string | undefined {
  if (folder !== folder.trim()) return 'Leave out the space at the start or the end.';
  if (folder === '/') return undefined;
  if (/^[\\/]|^[a-zA-Z]:/.test(folder)) return `Type it relative to the project's folder, as ${example}.`;
  if (folder.startsWith('~')) return `Type it relative to the project's folder; ~ is not replaced here.`;
  if (insideFolder(folder) === undefined) return `Stay inside the project: ${folder} leads out of it.`;
  return undefined;
}

/**
 * Tidies a path that should be relative and stay inside its folder: `./dist/` becomes `dist`, backslashes count as
 * separators.
 *
 * @returns the path with `/` between its parts, `.` for the folder itself; undefined if it is absolute or leads out
 */
export function insideFolder(path: string): string | undefined {
  const forward = path.replaceAll('\\', '/');
  if (forward.startsWith('/') || /^[a-zA-Z]:/.test(forward)) return undefined;
  const tidy = posix.normalize(forward);
  if (tidy === '..' || tidy.startsWith('../')) return undefined;
  return tidy.length > 1 && tidy.endsWith('/') ? tidy.slice(0, -1) : tidy;
}
