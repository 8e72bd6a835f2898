import { join } from 'node:path';
import { filesBelow, sameContents } from '../../platform/file-tree.ts';
import { pathExists, readTextFile } from '../../platform/files.ts';
import { asObject, type JsonObject, parseJsonObject, textMember } from '../../project/json-text.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';

/** A resource of the backend, and what the next push would do to it. */
export interface LocalResource {
  readonly category: string;
  readonly name: string;
  /** `Cognito`, `AppSync`, …; empty if no file names it. */
  readonly service: string;
  /** `unknown` if #current-cloud-backend/ was never fetched, as in a clone. */
  readonly change: 'create' | 'update' | 'delete' | 'none' | 'unknown';
  /** For an updated resource: the differing files in its folder, if requested. */
  readonly files?: readonly ChangedFile[];
}

/** A file of a resource that differs from the last deployment. */
export interface ChangedFile {
  /** Relative to the folder of the resource, with `/` between the parts. */
  readonly path: string;
  readonly change: 'create' | 'update' | 'delete';
}

/** Generated files beside a resource's own, which are not deployed with it. */
const made = /(?:^|\/)(?:node_modules|dist|build|\.temp|\.gradle|target|amplify\.state)(?:\/|$)/;

/**
 * The differences between backend/, with the local changes, and #current-cloud-backend/, with the last deployment: the
 * reason that a project has both. Resources are those of the two amplify-meta.json; one counts as updated if a file in
 * its folder differs.
 *
 * @param root absolute path of the project's root
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED
 */
export async function localChanges(root: string): Promise<LocalResource[]> {
  const [here, deployed] = await Promise.all([
    resourcesOf(root, projectFiles.meta, projectFiles.backendConfig),
    resourcesOf(root, projectFiles.currentMeta),
  ]);
  const fetched = await pathExists(projectPath(root, projectFiles.currentMeta));
  const keys = [...new Set([...here.keys(), ...deployed.keys()])].sort();
  return Promise.all(
    keys.map(async (key): Promise<LocalResource> => {
      const [category = '', name = ''] = key.split('/');
      const service = here.get(key) ?? deployed.get(key) ?? '';
      if (!fetched) return { category, name, service, change: 'unknown' };
      if (!deployed.has(key)) return { category, name, service, change: 'create' };
      if (!here.has(key)) return { category, name, service, change: 'delete' };
      const same = await sameTree(...foldersOf(root, category, name));
      return { category, name, service, change: same ? 'none' : 'update' };
    }),
  );
}

/** The service of each resource, by `category/name`. */
async function resourcesOf(root: string, ...labels: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const label of labels) {
    const path = projectPath(root, label);
    const text = await readTextFile(path);
    const file = text === undefined ? undefined : parseJsonObject(path, text);
    for (const [category, names] of categoriesOf(file)) {
      for (const [name, record] of Object.entries(names)) {
        const object = asObject(record);
        if (!object || found.has(`${category}/${name}`)) continue;
        found.set(`${category}/${name}`, textMember(object, 'service') ?? '');
      }
    }
  }
  return found;
}

function categoriesOf(file: JsonObject | undefined): [string, JsonObject][] {
  return Object.entries(file ?? {}).flatMap(([category, names]): [string, JsonObject][] => {
    const object = asObject(names);
    return object && !['providers', 'parameters'].includes(category) ? [[category, object]] : [];
  });
}

/** The resources, each updated one with its differing files. @throws as {@link localChanges} */
export function withChangedFiles(
  root: string,
  resources: readonly LocalResource[],
): Promise<LocalResource[]> {
  return Promise.all(
    resources.map(async (resource) =>
      resource.change === 'update' ? { ...resource, files: await changedFiles(root, resource) } : resource,
    ),
  );
}

async function changedFiles(root: string, { category, name }: LocalResource): Promise<ChangedFile[]> {
  const [here, deployed] = foldersOf(root, category, name);
  const [mine, theirs] = await Promise.all([filesBelow(here, isMade), filesBelow(deployed, isMade)]);
  const known = new Set(theirs);
  const there = new Set(mine);
  const changed: ChangedFile[] = theirs
    .filter((path) => !there.has(path))
    .map((path) => ({ path, change: 'delete' }));
  for (const path of mine) {
    if (!known.has(path)) changed.push({ path, change: 'create' });
    else if (!(await sameContents(join(here, path), join(deployed, path))))
      changed.push({ path, change: 'update' });
  }
  return changed.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The folder of a resource, and that of its last deployment. */
function foldersOf(root: string, category: string, name: string): [string, string] {
  return [
    join(root, 'amplify/backend', category, name),
    join(root, 'amplify/#current-cloud-backend', category, name),
  ];
}

const isMade = (path: string) => made.test(path);

async function sameTree(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([filesBelow(one, isMade), filesBelow(other, isMade)]);
  if (a.join('\n') !== b.join('\n')) return false;
  for (const path of a) if (!(await sameContents(join(one, path), join(other, path)))) return false;
  return true;
}
