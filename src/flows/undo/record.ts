import { randomBytes } from 'node:crypto';
import { asProblem, type Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { readFileOnDisk } from '../../platform/file-on-disk.ts';
import { stateFolder } from '../../platform/paths.ts';
import type { ProfileChange } from '../../profiles/profile-plan.ts';
import { sharedFilePaths } from '../../profiles/shared-file-paths.ts';
import type { ProjectSettings } from '../../project/project.ts';
import { type ChangedFileKind, keepChange } from '../../state/changes.ts';
import { changeOf } from './lines.ts';

/** A file that a change may write. */
export interface RecordedFile {
  readonly path: string;
  readonly kind: ChangedFileKind;
}

export interface Recording {
  readonly env: NodeJS.ProcessEnv;
  /** What is done, a clause. */
  readonly what: string;
  /** The root of the project that the files belong to; absent for the shared AWS files. */
  readonly root?: string;
  readonly files: readonly RecordedFile[];
  /** Settings of the project that went with another kind of app. */
  readonly settings?: ProjectSettings | undefined;
  /** Told when the change could not be kept: it is made all the same. */
  readonly onFault?: (problem: Problem) => void;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** What a change does to a profile, a clause. */
export function profileWords(change: ProfileChange): string {
  const name = plainText(change.name);
  if (change.kind === 'rename') return `profile ${name} renamed to ${plainText(change.to)}`;
  return change.kind === 'remove' ? `profile ${name} removed` : `profile ${name} written`;
}

/** The two shared AWS files, as they are recorded. */
export function sharedFiles(env: NodeJS.ProcessEnv): RecordedFile[] {
  const { config, credentials } = sharedFilePaths(env);
  return [
    { path: credentials, kind: 'credentials' },
    { path: config, kind: 'config' },
  ];
}

/**
 * Carries a change out and keeps what the files held before it, for `undo`. Secrets are not copied: their lines are kept as
 * digests, and found again where they still are.
 *
 * @returns what `work` gives; @throws what it throws
 */
export async function recorded<T>(recording: Recording, work: () => Promise<T>): Promise<T> {
  const { files, env, what, root, settings, onFault = () => {}, now = Date.now() } = recording;
  const look = () => Promise.all(files.map(async ({ path }) => (await readFileOnDisk(path)).bytes));
  // What cannot be read, the work itself tells of.
  const before = await look().catch(() => undefined);
  const done = await work();
  if (!before) return done;
  try {
    const after = await look();
    const salt = randomBytes(16).toString('hex');
    const changed = files.flatMap(({ path, kind }, index) => {
      return changeOf(path, kind, salt, [before[index], after[index]]) ?? [];
    });
    const id = randomBytes(4).toString('hex');
    if (changed.length > 0)
      await keepChange(stateFolder(env), {
        version: 1,
        id,
        at: now,
        what,
        salt,
        files: changed,
        ...(root === undefined ? {} : { root }),
        ...(settings === undefined ? {} : { settings }),
      });
  } catch (thrown) {
    onFault(asProblem(thrown));
  }
  return done;
}
