import { dirname, join, relative, sep } from 'node:path';
import { jsonValue } from '../../core/json-values.ts';
import type { PlannedFile } from '../../core/plan.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { readTextFile, removeFile, rewriteTextFile } from '../../platform/files.ts';
import { removeEmptyFolder } from '../../platform/folders.ts';
import { removeLeftOvers } from '../../platform/replace-file.ts';
import { placeInside } from '../../project/inside.ts';
import { asObject, parseProjectJson, textMember } from '../../project/json-text.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { providerRecord } from '../../project/layouts/records.ts';
import type { ProjectStack } from '../../project/project.ts';
import type { Journal } from '../../state/journal.ts';
import { removeCurrentBackend, tidyLeftOvers } from '../configure-project/current-backend.ts';
import { initFiles, noteOf, writtenStacks } from './files.ts';
import type { InitPlan } from './init-plan.ts';
import { newEnvironmentOf, withoutOwn } from './new-environment.ts';

/**
 * Ends an attempt whose stack is gone: removes the files that it created, restores those that it changed, then removes
 * its note. Only files with the plan's contents are removed. Can be repeated.
 *
 * @param stack as AWS reported it, if it is known
 * @throws Problem PROJECT_EXISTS, naming the files that stay because somebody changed them; the note is removed then
 * @throws Problem FILE_UNWRITABLE when a file may not be removed; the note stays
 */
export async function forgetAttempt(
  { journal }: { readonly journal: Journal },
  plan: InitPlan,
  stack?: ProjectStack,
): Promise<void> {
  const note = await noteOf(journal, plan);
  let staying: PlannedFile[] = [];
  if (note?.filesBegun && note.stackId) {
    const stacks = [...writtenStacks(plan, note), ...(stack ? [stack] : [])];
    staying = await removeWrittenFiles(
      plan,
      stacks.flatMap((each) => initFiles(plan, each)),
    );
    if (plan.backend) await removeOwnCurrent(plan);
  }
  await journal.remove(plan.token);
  if (staying.length > 0) throw filesStay(plan, staying);
}

/**
 * Removes #current-cloud-backend if it belongs to the deleted stack; its previous version is restored if it still exists,
 * else the next `env use` fetches it.
 */
async function removeOwnCurrent({ folder, stackName }: InitPlan): Promise<void> {
  const text = await readTextFile(projectPath(folder, projectFiles.currentMeta)).catch(() => undefined);
  const record = providerRecord(asObject(jsonValue(text)));
  if (textMember(record, 'StackName') === stackName) await removeCurrentBackend(folder);
  else await tidyLeftOvers(folder);
}

/** @param written each file with all contents that it may have got @returns the files that stay */
async function removeWrittenFiles(plan: InitPlan, written: readonly PlannedFile[]): Promise<PlannedFile[]> {
  const staying: PlannedFile[] = [];
  for (const file of plan.files) {
    const { path, label, before } = file;
    // A file that cannot be read is not the one that was written.
    const text = await readTextFile(path).catch(() => null);
    if (text === undefined || text === before) continue;
    const own = written.filter((each) => each.path === path);
    const isOurs = own.some(({ contents }) => contents === text);
    const left = isOurs ? { text: before } : text === null ? undefined : ownTaken(plan, file, own, text);
    if (!left) {
      staying.push(file);
      continue;
    }
    await placeInside({ path, label });
    if (left.text === undefined) await removeFile(path);
    else await rewriteTextFile(path, left.text);
  }
  const folders = new Set(plan.files.flatMap(({ path }) => foldersBelow(plan.folder, path)));
  for (const folder of [plan.folder, ...folders]) await removeLeftOvers(folder);
  // Inner folders first.
  for (const folder of [...folders].sort((one, other) => other.length - one.length)) {
    await removeEmptyFolder(folder);
  }
  return staying;
}

/** A file that somebody has changed since, without our part; undefined if that cannot be told apart. */
function ownTaken(
  plan: InitPlan,
  { label, before = '' }: PlannedFile,
  own: readonly PlannedFile[],
  text: string,
) {
  const added = newEnvironmentOf(plan);
  try {
    for (const { contents } of own) {
      const left = withoutInsertion(before, contents, text);
      if (left === undefined) continue;
      if (label.endsWith('.json')) parseProjectJson(label, left);
      return { text: left };
    }
    return added && withoutOwn(added, plan.stackName, label, text);
  } catch {
    // Nothing is removed from a file that cannot be parsed.
    return undefined;
  }
}

/** In characters: shorter pieces may be in a text by chance. */
const shortest = 12;

/** Undoes a change in a text that was changed elsewhere since; undefined if the changed piece is no longer there. */
function withoutInsertion(before: string, after: string, text: string): string | undefined {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const piece = after.slice(start, after.length - end);
  const at = text.indexOf(piece);
  if (piece.length < shortest || at === -1 || text.includes(piece, at + 1)) return undefined;
  return text.slice(0, at) + before.slice(start, before.length - end) + text.slice(at + piece.length);
}

/** The folders between the root and a file; the root itself is the user's own. */
function foldersBelow(root: string, path: string): string[] {
  const parts = relative(root, dirname(path)).split(sep).filter(Boolean);
  return parts.map((_, index) => join(root, ...parts.slice(0, index + 1)));
}

function filesStay({ stackName, folder }: InitPlan, files: readonly PlannedFile[]): Problem {
  const several = files.length !== 1;
  const [they, them] = several ? ['They hold', 'them'] : ['It holds', 'it'];
  // A file that existed before does not block another `init`.
  const isShared = files.every(({ change }) => change === 'update');
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `The stack ${stackName} is gone; ${several ? `${files.length} files stay` : 'a file stays'}: ${files.map(({ label }) => label).join(', ')}.`,
    why: `${they} something else than this init has written, and that is never removed.`,
    next: isShared
      ? `Take what names ${stackName} out of ${them}, or restore ${them} from source control.`
      : `Move ${them} out of ${plainText(folder)} before the next \`init\`.`,
  });
}
