import { join } from 'node:path';
import { jsonValue } from '../../../core/json-values.ts';
import { filesBelow } from '../../../platform/file-tree.ts';
import { readTextFile } from '../../../platform/files.ts';
import { asObject } from '../../../project/json-text.ts';
import { projectFiles, projectPath } from '../../../project/layouts/file-names.ts';

/** A file that every resource has in its folder: `<category>/<name>/parameters.json`, a template, or the CLI's own inputs. */
const resourceFile =
  /^([^/]+\/[^/]+)\/(?:parameters\.json|cli-inputs\.json|[^/]*template\.(?:json|ya?ml)|build\/parameters\.json)$/;

/**
 * Names the resources in amplify/backend that no file records: an upgrade creates backend-config.json from the metadata,
 * so the Amplify CLI would neither show nor push them afterwards.
 *
 * @param root absolute path of the project's root
 * @returns two sentences; undefined if all are recorded
 * @throws Problem FILE_UNREADABLE
 */
export async function unrecordedNote(root: string): Promise<string | undefined> {
  const found = await unrecordedResources(root);
  if (found.length === 0) return undefined;
  const [first, more] = [found.slice(0, 5), found.length - 5];
  const names = `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `amplify/backend holds ${names}, which amplify-meta.json does not name, so backend-config.json will not either: the current Amplify CLI does not see what no file names. Restore an amplify-meta.json that names all of the backend first, from source control or another machine.`;
}

/** As `auth/pool`, sorted. */
async function unrecordedResources(root: string): Promise<string[]> {
  const files = await filesBelow(
    join(root, 'amplify', 'backend'),
    // Deeper files are the resource's code, and its packages.
    (path) =>
      path.startsWith('awscloudformation/') || path.split('/').length > 4 || path.includes('node_modules'),
  );
  const there = new Set(files.flatMap((path) => resourceFile.exec(path)?.[1] ?? []));
  if (there.size === 0) return [];
  for (const label of [projectFiles.meta, projectFiles.backendConfig]) {
    const text = await readTextFile(projectPath(root, label));
    const file = text === undefined ? {} : asObject(jsonValue(text));
    // A file that is not JSON makes the upgrade fail by itself.
    if (!file) return [];
    for (const [category, names] of Object.entries(file))
      for (const name of Object.keys(asObject(names) ?? {})) there.delete(`${category}/${name}`);
  }
  return [...there];
}
