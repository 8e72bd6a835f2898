import { dirname, join } from 'node:path';
import { Problem, type ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { fileFault, fileRemedy, unwritable } from '../../platform/file-faults.ts';
import { pathExists } from '../../platform/files.ts';
import { makeFolder, removeFolder, renameFolder, writeInside } from '../../platform/folders.ts';
import { nameBeside } from '../../platform/replace-file.ts';
import { placeInside } from '../../project/inside.ts';
import { currentFolder, projectPath } from '../../project/layouts/file-names.ts';
import { endReplacement, tidyProject } from '../../project/left-overs.ts';

/** The two objects in a deployment bucket that describe the deployment. */
export const metaName = 'amplify-meta.json';
export const archiveName = '#current-cloud-backend.zip';

/** An object of the deployment bucket that could not be fetched, and why. */
export interface NotFetched {
  readonly name: string;
  readonly problem: ProblemText;
}

/** The contents of a deployment bucket for a backend. */
export interface PulledBackend {
  readonly bucket: string;
  /** amplify-meta.json; absent if it is missing. */
  readonly meta?: string;
  /** The files of {@link currentFolder}, contents by path; absent if their archive is missing. */
  readonly current?: ReadonlyMap<string, Uint8Array>;
  /** Objects that could not be fetched, for whatever reason: the local copies stay. */
  readonly missing: readonly NotFetched[];
}

/** The result if nothing was fetched, everything for the same reason. */
export function notPulled(bucket: string, problem: ProblemText): PulledBackend {
  return { bucket, missing: [metaName, archiveName].map((name) => ({ name, problem })) };
}

/** A replacement whose previous version is kept until it is settled. */
export interface Replacement {
  /** Removes the previous version. */
  settle(): Promise<void>;
  /** Restores the previous version. */
  back(): Promise<void>;
}

/**
 * Replaces the files in {@link currentFolder}, all or none: they are written beside it, then the folders are swapped. If
 * a run is interrupted between the two renames, the next one completes it.
 *
 * @param root absolute path of the project's root
 * @throws Problem FILE_UNWRITABLE, OUTSIDE_PROJECT; the folder is then unchanged
 */
export async function replaceCurrentBackend(
  root: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Replacement> {
  const folder = projectPath(root, currentFolder);
  await placeInside({ path: folder, label: currentFolder });
  // The name is unique: another run that takes this one for dead would remove a known name.
  const [fresh, old] = [nameBeside(folder), `${folder}.old`];
  try {
    await endReplacement(root);
    await makeFolder(fresh);
    for (const [path, bytes] of files) await writeInside(join(fresh, ...path.split('/')), bytes);
    const was = await pathExists(folder);
    if (was) await renameFolder(folder, old);
    await renameFolder(fresh, folder);
    return {
      // A folder that cannot be removed does no harm: the next replacement removes it.
      settle: () => removeFolder(old).catch(() => {}),
      back: async () => {
        try {
          await removeFolder(folder);
          if (was) await renameFolder(old, folder);
        } catch (thrown) {
          throw notBack(folder, thrown);
        }
      },
    };
  } catch (thrown) {
    // On a full disk a half-written folder would stay in the way.
    await removeFolder(fresh).catch(() => undefined);
    await endReplacement(root).catch(() => undefined);
    throw unwritable(folder, thrown);
  }
}

/** Removes {@link currentFolder}; an interrupted replacement's previous version is restored. @throws Problem FILE_UNWRITABLE */
export async function removeCurrentBackend(root: string): Promise<void> {
  const folder = projectPath(root, currentFolder);
  try {
    await removeFolder(folder);
    await endReplacement(root);
  } catch (thrown) {
    throw unwritable(folder, thrown);
  }
}

/** Removes or completes what killed runs left, see {@link tidyProject}. @throws Problem FILE_UNWRITABLE */
export async function tidyLeftOvers(root: string): Promise<void> {
  try {
    await tidyProject(root);
  } catch (thrown) {
    throw unwritable(projectPath(root, currentFolder), thrown);
  }
}

/** The Problem that the folder was not restored: the other files were, and its previous version is beside it. */
function notBack(folder: string, thrown: unknown): Problem {
  return new Problem(
    {
      code: 'FILE_UNWRITABLE',
      what: `${plainText(folder)} was changed and could not be put back.`,
      why: fileFault(thrown),
      next: `${fileRemedy(thrown, dirname(folder))}: the next command that writes in the project puts it back from ${plainText(folder)}.old.`,
    },
    { cause: thrown },
  );
}
