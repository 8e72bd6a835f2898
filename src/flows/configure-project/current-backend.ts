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

/** The two objects of a deployment bucket that tell what is deployed. */
export const metaName = 'amplify-meta.json';
export const archiveName = '#current-cloud-backend.zip';

/** An object of the deployment bucket that could not be had, and why. */
export interface NotFetched {
  readonly name: string;
  readonly problem: ProblemText;
}

/** What a deployment bucket has of a backend. */
export interface PulledBackend {
  readonly bucket: string;
  /** amplify-meta.json; absent where it is missing. */
  readonly meta?: string;
  /** The files of {@link currentFolder}, contents by path; absent where the archive of them is missing. */
  readonly current?: ReadonlyMap<string, Uint8Array>;
  /** What could not be had, for whatever reason: what is here of it stays. */
  readonly missing: readonly NotFetched[];
}

/** Nothing was fetched, and everything for the same reason. */
export function notPulled(bucket: string, problem: ProblemText): PulledBackend {
  return { bucket, missing: [metaName, archiveName].map((name) => ({ name, problem })) };
}

/** What was put in the place of something, which is kept until it is settled. */
export interface Replacement {
  /** Removes what was there before. */
  settle(): Promise<void>;
  /** Puts back what was there before. */
  back(): Promise<void>;
}

/**
 * Puts other files into {@link currentFolder}, all or none: they are written beside it, then the folders change places. A
 * run that was cut off between the two renames is finished by the next one.
 *
 * @param root absolute path of the project's root
 * @throws Problem FILE_UNWRITABLE, OUTSIDE_PROJECT; the folder is then as it was
 */
export async function replaceCurrentBackend(
  root: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Replacement> {
  const folder = projectPath(root, currentFolder);
  await placeInside({ path: folder, label: currentFolder });
  // Another run, which took this one for ended while it was stopped, removes what has a name that is known.
  const [fresh, old] = [nameBeside(folder), `${folder}.old`];
  try {
    await endReplacement(root);
    await makeFolder(fresh);
    for (const [path, bytes] of files) await writeInside(join(fresh, ...path.split('/')), bytes);
    const was = await pathExists(folder);
    if (was) await renameFolder(folder, old);
    await renameFolder(fresh, folder);
    return {
      // What cannot be removed does no harm: the next replacement removes it.
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
    // On a full disk what is half written would stay in the way.
    await removeFolder(fresh).catch(() => undefined);
    await endReplacement(root).catch(() => undefined);
    throw unwritable(folder, thrown);
  }
}

/** Removes {@link currentFolder}; what a replacement that was cut off had put aside comes back. @throws Problem FILE_UNWRITABLE */
export async function removeCurrentBackend(root: string): Promise<void> {
  const folder = projectPath(root, currentFolder);
  try {
    await removeFolder(folder);
    await endReplacement(root);
  } catch (thrown) {
    throw unwritable(folder, thrown);
  }
}

/** Removes or ends what runs that were killed have left, see {@link tidyProject}. @throws Problem FILE_UNWRITABLE */
export async function tidyLeftOvers(root: string): Promise<void> {
  try {
    await tidyProject(root);
  } catch (thrown) {
    throw unwritable(projectPath(root, currentFolder), thrown);
  }
}

/** The other files are as they were: what belongs to them lies beside the folder. */
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
