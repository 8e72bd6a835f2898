import { tildePath } from '../../platform/paths.ts';
import type { ChangeRecord } from '../../state/changes.ts';

/** A change that can be undone, as it is listed. */
export interface ChangeRow {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly what: string;
  /** The files' paths for display. */
  readonly files: readonly string[];
  /** The root of their project. */
  readonly root?: string;
}

/** A record as a row of the list. */
export function rowOf({ id, at, what, files, root }: ChangeRecord, env: NodeJS.ProcessEnv): ChangeRow {
  const shown = files.map(({ path }) =>
    root !== undefined && path.startsWith(root) ? path.slice(root.length + 1) : tildePath(path, env),
  );
  return { id, at, what, files: shown, ...(root === undefined ? {} : { root: tildePath(root, env) }) };
}

/** Shown if nothing can be undone. */
export const nothingKept =
  'No change is kept yet. What you change in a project or in ~/.aws from now on can be taken back here.';
