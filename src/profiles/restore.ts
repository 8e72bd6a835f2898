import { Problem } from '../core/problem.ts';
import { readFileOnDisk } from '../platform/file-on-disk.ts';
import { tildePath } from '../platform/paths.ts';
import { maskedDiff } from './edit/diff.ts';
import type { EditedFile } from './edit/edit.ts';
import { endedKeys } from './edit/ended-keys.ts';
import { openForEdit } from './edit/opened.ts';
import { SealedEdit } from './edit/sealed.ts';
import { closedMode, endedWarnings } from './edit/warnings.ts';
import { writeFiles } from './edit/write-files.ts';
import { largestSharedFile } from './file-size.ts';
import { keptKeysLabel } from './kept-keys.ts';
import type { PlannedProfileFile, ProfilePlan } from './profile-plan.ts';
import type { SharedFileKind } from './shared-file.ts';
import { sharedFilePaths } from './shared-file-paths.ts';

/** The contents that the shared AWS files are to have; a file without an entry stays as it is. */
export type SharedTexts = ReadonlyMap<SharedFileKind, Buffer>;

/**
 * Plans how to give the two files these contents again. Writes nothing.
 *
 * @param why takes the place of a profile's name in the plan and in the copy of removed keys
 * @throws Problem FILE_UNREADABLE
 */
export async function planRestore(
  env: NodeJS.ProcessEnv,
  texts: SharedTexts,
  why: string,
): Promise<ProfilePlan> {
  const paths = sharedFilePaths(env);
  const files: PlannedProfileFile[] = [];
  const all: EditedFile[] = [];
  for (const kind of ['credentials', 'config'] as const) {
    const file = await readFileOnDisk(paths[kind], largestSharedFile);
    const label = tildePath(file.path, env);
    const opened = openForEdit(file.bytes ?? Buffer.alloc(0), kind, label);
    const bytes = texts.get(kind) ?? opened.bytes;
    const splices = bytes.equals(opened.bytes) ? [] : spliceTo(opened.raw, bytes.toString('latin1'));
    const edited = { opened, splices, after: bytes, bytes };
    all.push(edited);
    if (splices.length === 0) continue;
    const added = splices.some(({ text }) => /aws_(?:secret_access_key|session_token)/i.test(text));
    files.push({
      path: file.path,
      target: file.target,
      label,
      change: file.bytes ? 'update' : 'create',
      diff: maskedDiff(edited, new Set()),
      warnings: [],
      edit: new SealedEdit(file, edited, added ? closedMode(file) : undefined),
    });
  }
  const change = { kind: 'set', name: why, set: new Map(), remove: [] } as const;
  const ended = endedKeys(all);
  const more = endedWarnings(ended, { kind: 'set' }, keptKeysLabel(env));
  const warned = files.map((file, index) => (index === 0 ? { ...file, warnings: more } : file));
  return { change, files: warned, ended };
}

/**
 * Writes such a plan like any other change to the two files: under their locks, with a copy of the access keys it removes.
 *
 * @throws Problem FILE_UNWRITABLE, also when a file was changed after the plan was made; the files are then as they were
 */
export async function writeRestore(env: NodeJS.ProcessEnv, plan: ProfilePlan, now: number): Promise<void> {
  const again = async (): Promise<ProfilePlan> => {
    throw new Problem({
      code: 'FILE_UNWRITABLE',
      what: 'The AWS files were not written.',
      why: 'Another program changed them at the same time.',
      next: 'Try again: the review shows them as they are now.',
    });
  };
  await writeFiles(plan, { env, now, again });
}

/** The range in which two texts differ, extended to whole lines. */
function spliceTo(from: string, to: string): EditedFile['splices'] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  start = from.lastIndexOf('\n', start - 1) + 1;
  let end = 0;
  const most = Math.min(from.length, to.length) - start;
  while (end < most && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  // Up to the end of a line, so that the unchanged rest begins with a line.
  const next = from.indexOf('\n', from.length - end);
  const stays =
    end === 0 || from[from.length - end - 1] === '\n' ? end : next < 0 ? 0 : from.length - next - 1;
  return [{ start, end: from.length - stays, text: to.slice(start, to.length - stays) }];
}
