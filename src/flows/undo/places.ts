import { join, relative, resolve, sep } from 'node:path';
import { placeInside } from '../../project/inside.ts';
import type { ChangedFile, ChangeRecord } from '../../state/changes.ts';
import { sharedFiles } from './record.ts';

/** The app's files that this program writes; everything else in a project is below amplify/. */
const appFiles: ReadonlySet<string> = new Set([
  '.gitignore',
  'aws-exports.js',
  'aws-exports.ts',
  'awsconfiguration.json',
  'amplifyconfiguration.json',
  'amplifyconfiguration.dart',
]);

/**
 * The real path of a file in a record, if this program may write it: one of the two shared AWS files, or a file of the
 * project's backend or of its app's configuration. Somebody who can change a record could name any other file.
 *
 * @returns the label for display; undefined for any other file
 * @throws Problem OUTSIDE_PROJECT if a link leads out of the project
 */
export async function allowedPlace(
  { root }: ChangeRecord,
  { path, kind }: ChangedFile,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (kind !== 'text') {
    const isOurs = sharedFiles(env).some(
      (file) => file.kind === kind && resolve(file.path) === resolve(path),
    );
    return isOurs && root === undefined ? path : undefined;
  }
  if (root === undefined || resolve(root) !== root || resolve(path) !== path) return undefined;
  const label = relative(root, path).split(sep).join('/');
  const isAllowed = label.startsWith('amplify/') || appFiles.has(label.split('/').at(-1) ?? '');
  if (!isAllowed || label.split('/').includes('..') || join(root, label) !== path) return undefined;
  await placeInside({ path, label });
  return label;
}
