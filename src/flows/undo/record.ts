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
  /** What is being done, a clause. */
  readonly what: string;
  /** The root of the files' project; absent for the shared AWS files. */
  readonly root?: string;
  readonly files: readonly RecordedFile[];
  /** The project's settings for a kind of app that was replaced. */
  readonly settings?: ProjectSettings | undefined;
  /** Called if the change could not be recorded: it is made anyway. */
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

/** The two shared AWS files, for recording. */
export function sharedFiles(env: NodeJS.ProcessEnv): RecordedFile[] {
  const { config, credentials } = sharedFilePaths(env);
  return [
    { path: credentials, kind: 'credentials' },
    { path: config, kind: 'config' },
  ];
}

/**
 * Makes a change and stores the previous contents of its files, for `undo`. Secrets are not copied: their lines are
 * stored as digests, and looked up wherever they still are.
 *
 * @returns the result of `work`; @throws its errors
 */
export async function recorded<T>(recording: Recording, work: () => Promise<T>): Promise<T> {
  const { files, env, what, root, settings, onFault = () => {}, now = Date.now() } = recording;
  const look = () => Promise.all(files.map(async ({ path }) => (await readFileOnDisk(path)).bytes));
  // If a file cannot be read, the work itself reports it.
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
