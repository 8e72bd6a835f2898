import { dirname, join, relative, resolve, sep } from 'node:path';
import type { PlannedFile } from '../core/plan.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { isFolder, pathExists, readTextFile } from '../platform/files.ts';
import { readDocumented } from './layouts/documented.ts';
import { projectFiles, projectPath } from './layouts/file-names.ts';
import { isMultiEnv, readMultiEnv } from './layouts/multi-env.ts';
import { readJsonObject } from './layouts/records.ts';
import type { FoundProject, Project } from './project.ts';

/**
 * Looks for an Amplify project in a folder and in the folders above it.
 *
 * A folder is a project if it has amplify/.config/project-config.json, or one of the files that only a backend has
 * (amplify-meta.json, team-provider-info.json): a backend that was copied without its settings still owns a stack. Any
 * other folder called amplify is not a project and stays untouched: {@link planConflicts} finds what is in the way. A Gen
 * 2 project in the folder itself cannot be used; one in an outer folder is harmless, because its tools never look into
 * this one.
 *
 * @param folder absolute path
 */
export async function findProject(folder: string): Promise<FoundProject> {
  const root = resolve(folder);
  const foreign = await foreignAmplify(root);
  if (foreign) return { kind: 'unreadable', root, problem: foreign };
  if (await isProject(root)) {
    try {
      return { kind: 'project', project: await readProject(root) };
    } catch (thrown) {
      return { kind: 'unreadable', root, problem: asProblem(thrown) };
    }
  }
  for (let outer = dirname(root), inner = root; outer !== inner; inner = outer, outer = dirname(outer)) {
    if (await isProject(outer)) return { kind: 'nested', root: outer };
  }
  return { kind: 'none' };
}

/**
 * Reads the project in a folder, in either layout.
 *
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED or PROJECT_UNREADABLE
 */
async function readProject(root: string): Promise<Project> {
  const config = await readJsonObject(root, projectFiles.config);
  if (config) return isMultiEnv(config) ? readMultiEnv(root) : readDocumented(root);
  // Only the layout with environments has this file.
  return (await pathExists(projectPath(root, projectFiles.teamProviderInfo)))
    ? readMultiEnv(root)
    : readDocumented(root);
}

async function isProject(root: string): Promise<boolean> {
  const marks = [
    projectFiles.config,
    projectFiles.info,
    projectFiles.meta,
    projectFiles.currentMeta,
    projectFiles.teamProviderInfo,
  ];
  for (const mark of marks) {
    if (await pathExists(projectPath(root, mark))) return true;
  }
  return false;
}

/** The problem of a folder called amplify that can never be a Gen 1 project. */
async function foreignAmplify(root: string): Promise<Problem | undefined> {
  const amplify = join(root, 'amplify');
  for (const ending of ['ts', 'js', 'mts', 'mjs']) {
    const backend = join(amplify, `backend.${ending}`);
    if (!(await pathExists(backend))) continue;
    return new Problem({
      code: 'PROJECT_UNREADABLE',
      what: `${plainText(root)} is an Amplify Gen 2 project.`,
      why: `It has amplify/backend.${ending}, and amplify-tui works with Gen 1 projects.`,
      next: 'Use npx ampx for it, or go to another folder.',
    });
  }
  if (!(await pathExists(amplify)) || (await isFolder(amplify))) return undefined;
  return new Problem({
    code: 'PROJECT_UNREADABLE',
    what: `${plainText(amplify)} is a file.`,
    why: 'A project keeps its files in a folder of that name.',
    next: 'Rename or move the file, then try again.',
  });
}

/**
 * What is in a plan's way on disk: existing files with other contents that it would create, and files that changed since
 * the plan was made.
 *
 * @param root the project's root; no planned file may be outside it
 * @returns paths relative to the root, with `/` between the parts; empty if the plan can be carried out
 */
export async function planConflicts(root: string, files: readonly PlannedFile[]): Promise<string[]> {
  const conflicts = new Set<string>();
  for (const file of files) {
    const label = relative(root, file.path).split(sep).join('/');
    const blocked = await fileAbove(root, file.path);
    if (label.startsWith('../') || blocked !== undefined) {
      conflicts.add(blocked ?? label);
      continue;
    }
    if (!(await pathExists(file.path))) continue;
    // A file that cannot be read must not be replaced.
    const text = await readTextFile(file.path).catch(() => null);
    const expected = file.change === 'update' ? [file.before, file.contents] : [file.contents];
    if (text === null || !expected.includes(text)) conflicts.add(label);
  }
  return [...conflicts];
}

/** A file where the plan needs a folder. */
async function fileAbove(root: string, path: string): Promise<string | undefined> {
  const parts = relative(root, dirname(path))
    .split(sep)
    .filter((part) => part !== '');
  for (let length = 1; length <= parts.length; length++) {
    const above = join(root, ...parts.slice(0, length));
    if ((await pathExists(above)) && !(await isFolder(above))) return parts.slice(0, length).join('/');
  }
  return undefined;
}
