import { posix } from 'node:path';
import { asProblem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { filesBelow } from '../../platform/file-tree.ts';
import { pathExists, readTextFile, removeFile, rewriteTextFile } from '../../platform/files.ts';
import { removeEmptyFolder, removeFolder } from '../../platform/folders.ts';
import { holdsOwnSettings } from '../../project/client-config/files.ts';
import { clientConfigLabels } from '../../project/client-config/labels.ts';
import { editedJson } from '../../project/edited-json.ts';
import { placeInside, staysInside } from '../../project/inside.ts';
import { currentFolder, projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { withoutAmplifyBlock } from '../../project/layouts/git-ignore.ts';
import { amplifyReadme, hookTexts } from '../../project/layouts/multi-env-texts.ts';
import type { ProjectSettings } from '../../project/project.ts';
import { tidyLeftOvers } from '../configure-project/current-backend.ts';
import type { DeleteScope, FileRemoval, KeptFile } from './plan.ts';

/** The project or environment whose files are planned. */
export interface FilesOf {
  /** The project's root, absolute. */
  readonly root: string;
  readonly scope: DeleteScope;
  readonly settings: ProjectSettings;
  /** The environment to delete, if not all are. */
  readonly environment?: string | undefined;
}

/** Generated completely, by the Amplify CLI or by this program. */
const folders = [currentFolder, 'amplify/backend/awscloudformation/build', 'amplify/backend/.temp'];

/** Removed in this order: the files that make the folder a project come last, so that an interrupted run still finds one. */
const generated = [
  projectFiles.amplifyrc,
  projectFiles.resourceTypes,
  projectFiles.backendConfig,
  projectFiles.tags,
  projectFiles.featureFlags,
  'amplify/backend/awscloudformation/nested-cloudformation-stack.yml',
  projectFiles.localAwsInfo,
  projectFiles.localEnvInfo,
  projectFiles.awsInfo,
  projectFiles.meta,
  projectFiles.teamProviderInfo,
  projectFiles.info,
  projectFiles.config,
];

/** Removed once they are empty. */
const ownFolders = [
  'amplify/hooks',
  'amplify/backend/awscloudformation',
  'amplify/backend/types',
  'amplify/backend',
  'amplify/.config',
  'amplify',
];

/**
 * Plans which files of a project are removed, and which stay: the sources of the backend's categories, scripts, and
 * everything else that neither the Amplify CLI nor this program generates.
 *
 * @throws Problem FILE_UNREADABLE
 */
export async function planFileRemoval(of: FilesOf): Promise<{
  readonly files: readonly FileRemoval[];
  readonly kept: readonly KeptFile[];
}> {
  const { root, settings, scope } = of;
  if (scope === 'environment') return withoutOutside(root, await environmentFiles(of));
  const files: FileRemoval[] = [];
  const kept: KeptFile[] = [];
  for (const label of clientConfigLabels(settings).filter(staysInside)) {
    const text = await readTextFile(projectPath(root, label)).catch(() => null);
    if (text === undefined) continue;
    const own = text === null || holdsOwnSettings(root, settings, label, text);
    if (own) kept.push({ label, why: 'it holds settings of your own' });
    else files.push({ label, change: 'remove' });
  }
  const ignored = await readTextFile(projectPath(root, projectFiles.gitIgnore)).catch(() => undefined);
  if (ignored !== undefined && withoutAmplifyBlock(ignored) !== ignored)
    files.push({
      label: projectFiles.gitIgnore,
      change: withoutAmplifyBlock(ignored) === '' ? 'remove' : 'update',
    });
  // Written once, and the user's own after that: a changed one stays.
  for (const [label, text] of [[projectFiles.readme, amplifyReadme], ...hookTexts] as const) {
    const found = await readTextFile(projectPath(root, label)).catch(() => undefined);
    if (found === text) files.push({ label, change: 'remove' });
  }
  for (const label of folders)
    if (await pathExists(projectPath(root, label))) files.push({ label, change: 'remove-folder' });
  for (const label of generated)
    if (await pathExists(projectPath(root, label))) files.push({ label, change: 'remove' });
  const { files: inside, kept: outside } = await withoutOutside(root, files);
  return { files: inside, kept: [...kept, ...outside, ...(await restOf(root, files))] };
}

/** Files behind a link that leads out of the project stay; people should know that before anything is deleted. */
async function withoutOutside(root: string, found: readonly FileRemoval[]) {
  const files: FileRemoval[] = [];
  const kept: KeptFile[] = [];
  for (const file of found) {
    const { label } = file;
    if (await isInside(root, label)) files.push(file);
    else kept.push({ label, why: 'it leads out of the project' });
  }
  return { files, kept };
}

async function isInside(root: string, label: string): Promise<boolean> {
  try {
    await placeInside({ path: projectPath(root, label), label });
    return true;
  } catch (thrown) {
    if (asProblem(thrown).code === 'OUTSIDE_PROJECT') return false;
    throw thrown;
  }
}

/** The remaining files in the folder amplify, one row for those of one resource. */
async function restOf(root: string, files: readonly FileRemoval[]): Promise<KeptFile[]> {
  const goes = new Set(files.map(({ label }) => label));
  const rest = await filesBelow(projectPath(root, 'amplify'), (path) => goes.has(`amplify/${path}`));
  const rows = new Set(
    rest.map((path) => {
      const parts = `amplify/${path}`.split('/');
      return parts.length > 4 ? `${parts.slice(0, 4).join('/')}/` : parts.join('/');
    }),
  );
  return [...rows].map((label) => ({ label: plainText(label), why: 'it is your own' }));
}

/** The records of one environment. */
async function environmentFiles({ root, environment = '' }: FilesOf): Promise<FileRemoval[]> {
  const files: FileRemoval[] = [];
  for (const label of [projectFiles.localAwsInfo, projectFiles.teamProviderInfo]) {
    const text = await readTextFile(projectPath(root, label));
    if (text !== undefined && withoutEnvironment(label, text, environment) !== text)
      files.push({ label, change: 'update' });
  }
  return files;
}

function withoutEnvironment(label: string, text: string, environment: string): string {
  return editedJson(label, text, [{ path: [environment], value: undefined }]);
}

/**
 * Removes the files of the review, unless the files now on disk no longer require it. Can be repeated.
 *
 * @param shown the labels of the review
 * @param again whether an earlier run was interrupted: what it removed counts as removed by this one
 * @returns the labels of removed or changed files
 * @throws Problem FILE_UNWRITABLE, OUTSIDE_PROJECT
 */
export async function removeProjectFiles(
  of: FilesOf,
  shown: ReadonlySet<string>,
  again = false,
): Promise<string[]> {
  const { root } = of;
  await tidyLeftOvers(root);
  const { files } = await planFileRemoval(of);
  const wanted = files.filter(({ label }) => shown.has(label));
  // All checks come before the first removal.
  for (const { label } of wanted) await placeInside({ path: projectPath(root, label), label });
  for (const { label, change } of wanted) {
    const path = projectPath(root, label);
    if (change === 'remove') await removeFile(path);
    else if (change === 'remove-folder') await removeFolder(path);
    else await rewriteTextFile(path, await withoutOurs(of, path, label));
  }
  if (of.scope === 'project') {
    for (const label of ownFolders)
      if (await isInside(root, label)) await removeEmptyFolder(projectPath(root, label));
    const [config] = clientConfigLabels(of.settings).filter(staysInside);
    // Also removes a folder that only these files needed, as `res/raw`.
    if (config && (again || wanted.some(({ label }) => label === config))) await removeAbove(root, config);
  }
  return wanted.map(({ label }) => label);
}

async function removeAbove(root: string, label: string): Promise<void> {
  const above = posix.dirname(label);
  if (above !== '.' && (await isInside(root, above))) await removeEmptyFolder(projectPath(root, above));
}

async function withoutOurs({ environment = '' }: FilesOf, path: string, label: string): Promise<string> {
  const text = (await readTextFile(path)) ?? '';
  return label === projectFiles.gitIgnore
    ? withoutAmplifyBlock(text)
    : withoutEnvironment(label, text, environment);
}
