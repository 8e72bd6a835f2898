import { plainText } from '../core/text.ts';
import { currentFolder, projectFiles } from './layouts/file-names.ts';
import type { Layout } from './project.ts';

/** Files of this machine only, which `configure project` creates again. */
const local: readonly string[] = [projectFiles.localEnvInfo, projectFiles.localAwsInfo];

/** The app's configuration files, which `configure project` writes. */
const appFiles = [
  'aws-exports.js',
  'awsconfiguration.json',
  'amplifyconfiguration.json',
  'amplifyconfiguration.dart',
];

/** The label of a project file, by its path; undefined if it is not one. */
function labelOf(path: string): string | undefined {
  const forward = path.replaceAll('\\', '/');
  const inCurrent = forward.lastIndexOf(`/${currentFolder}/`);
  if (inCurrent >= 0) return forward.slice(inCurrent + 1);
  return Object.values(projectFiles).find((label) => forward === label || forward.endsWith(`/${label}`));
}

/**
 * How to repair a project file that cannot be used, in one sentence. What this program writes or fetches is deleted and
 * created again; what exists only in source control is restored from there.
 *
 * @param path of the file
 * @param isConflict whether it holds conflict markers: git does not restore such a file unless a side is chosen
 * @param layout the documented layout keeps nothing in its bucket that could be fetched again
 */
export function fileRemedy(path: string, isConflict = false, layout?: Layout): string {
  const label = labelOf(path);
  const name = plainText(label ?? path);
  const again = 'then run `amplify-tui configure project --yes`';
  const isFetched = label === projectFiles.meta || label?.startsWith(`${currentFolder}/`) === true;
  if (isFetched && layout !== 'documented')
    return `Delete ${name}, ${again}: it is fetched again from the deployment bucket.`;
  if (label !== undefined && local.includes(label))
    return `Delete ${name}, ${again} (--env NAME where there are several environments): it is created again.`;
  if (appFiles.some((file) => path.endsWith(file))) return `Delete ${name}, ${again}: it is written again.`;
  if (label === undefined) return `Correct ${name} there or restore it from source control, then try again.`;
  if (isConflict)
    return `Keep one of the two sides in it and take the marks out, or take one whole: \`git checkout --ours -- ${quoted(name)}\` (or --theirs).`;
  const other = label === projectFiles.meta ? projectFiles.currentMeta : projectFiles.meta;
  const copy = isFetched ? `, or copy ${other} to its place` : '';
  return `Correct it there, or restore it: \`git checkout -- ${quoted(name)}\`${copy}; then try again.`;
}

/** A label as a shell argument: `#` would start a comment. */
function quoted(label: string): string {
  return /^[\w./-]+$/.test(label) ? label : `'${label}'`;
}
