import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { isFolder, pathExists } from '../../platform/files.ts';
import { findFolders, type SearchLimits } from '../../platform/find-folders.ts';
import { expandTilde } from '../../platform/paths.ts';
import { realPathSync } from '../../platform/real-path.ts';
import { findProject } from '../../project/open.ts';

/** Limits of a search that a user waits for: a home folder takes seconds, and even a whole disk has an end. */
export const searchLimits: SearchLimits = { deep: 8, looked: 20_000, found: 200 };

/** Folders with installed, built or downloaded files, and never a project of the user's own. */
const leftOut = new Set(['node_modules', 'bower_components', 'vendor', 'Pods', 'build', 'dist', 'Library']);

/** With numbers in their order: app2 before app10. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/** The result of a search for projects. */
export interface FoundProjects {
  readonly folder: string;
  readonly projects: readonly { readonly folder: string; readonly name: string }[];
  /** Whether a limit ended the search. */
  readonly isPart: boolean;
  readonly unreadable: number;
}

/**
 * The Amplify projects below a folder, itself included: folders with a project's amplify/ folder. Links, node_modules and
 * hidden folders are not searched.
 *
 * @param folder absolute path
 * @throws Problem FILE_UNREADABLE if the folder itself cannot be read
 */
export async function findProjectsBelow(
  folder: string,
  signal: AbortSignal,
  limits: SearchLimits = searchLimits,
): Promise<FoundProjects> {
  const names = new Map<string, string>();
  const isIt = async (path: string, entries: readonly string[]) => {
    if (!entries.includes('amplify')) return false;
    const found = await findProject(path);
    if (found.kind === 'project') names.set(path, found.project.settings.name);
    // An unreadable project is listed: opening it says why.
    else if (found.kind === 'unreadable') names.set(path, path.split(/[\\/]/).at(-1) ?? path);
    return names.has(path);
  };
  try {
    const leaveOut = (name: string) => name.startsWith('.') || leftOut.has(name) || name === 'amplify';
    const { folders, ...more } = await findFolders(folder, { isIt, leaveOut, limits, signal });
    const projects = [...folders]
      .sort(byName)
      .map((path) => ({ folder: path, name: plainText(names.get(path) ?? '') }));
    return { folder, projects, ...more };
  } catch (thrown) {
    signal.throwIfAborted();
    throw new Problem(
      {
        code: 'FILE_UNREADABLE',
        what: `${plainText(folder)} cannot be read.`,
        why: asProblem(thrown).why,
        next: 'Name another folder.',
      },
      { cause: thrown },
    );
  }
}

/**
 * The typed folder, links followed.
 *
 * @param from absolute path that a relative one starts from
 * @throws Problem USAGE if it is not a folder
 */
export async function folderTyped(typed: string, from: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { resolve } = await import('node:path');
  const folder = resolve(from, expandTilde(typed.trim(), env));
  if (await isFolder(folder)) return realPathSync(folder);
  throw new Problem({
    code: 'USAGE',
    what: `${plainText(folder)} is not a folder.`,
    why: (await pathExists(folder)) ? 'It is a file.' : 'It is not there.',
    next: 'Name an existing folder; ~ stands for your home folder.',
  });
}
