import { dirname, join, relative, sep } from 'node:path';
import { removeCurrentBackend } from '../configure-project/current-backend.ts';
import { readTextFile, removeFile, writeFileAtomic } from '../platform/files.ts';
import { removeEmptyFolder } from '../platform/folders.ts';
import { removeLeftOvers } from '../platform/replace-file.ts';
import { placeInside } from '../project/inside.ts';
import { asObject, textMember } from '../project/json-text.ts';
import { projectFiles, projectPath } from '../project/layouts/file-names.ts';
import { providerRecord } from '../project/layouts/records.ts';
import type { ProjectStack } from '../project/project.ts';
import type { Journal } from '../session/journal.ts';
import { jsonValue } from '../session/json-values.ts';
import type { PlannedFile } from '../values/plan.ts';
import { Problem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import { initFiles, stackWithId } from './files.ts';
import type { InitPlan } from './plan.ts';

/**
 * Ends an attempt whose stack is gone: removes the files that it has written, puts back those that it has changed, then
 * removes its note. Only files that hold what the plan has put there are removed. Can be repeated.
 *
 * @param stack what AWS told of the stack, if that is known
 * @throws Problem PROJECT_EXISTS, naming the files that stay because somebody changed them; the note is removed then
 * @throws Problem FILE_UNWRITABLE when a file may not be removed; the note stays
 */
export async function forgetAttempt(
  { journal }: { readonly journal: Journal },
  plan: InitPlan,
  stack?: ProjectStack,
): Promise<void> {
  const { entries } = await journal.about(plan.folder);
  const note = entries.find(({ id }) => id === plan.token);
  let staying: string[] = [];
  if (note?.filesBegun && note.stackId) {
    const stacks = [stackWithId(plan, note.stackId), ...(stack ? [stack] : [])];
    staying = await removeWrittenFiles(
      plan.folder,
      stacks.map((each) => initFiles(plan, each)),
    );
    if (plan.backend) await removeOwnCurrent(plan);
  }
  await journal.remove(plan.token);
  if (staying.length > 0) throw filesStay(plan, staying);
}

/**
 * Removes #current-cloud-backend if it is of the stack that is gone; what it replaced comes back if it is still there, else
 * the next `env use` fetches it.
 */
async function removeOwnCurrent({ folder, stackName }: InitPlan): Promise<void> {
  const text = await readTextFile(projectPath(folder, projectFiles.currentMeta)).catch(() => undefined);
  const record = providerRecord(asObject(jsonValue(text)));
  if (textMember(record, 'StackName') !== stackName) return;
  await removeCurrentBackend(folder);
}

/** @param versions the same files with the contents that each of them may have got @returns labels of those that stay */
async function removeWrittenFiles(
  root: string,
  versions: readonly (readonly PlannedFile[])[],
): Promise<string[]> {
  const staying: string[] = [];
  const planned = versions[0] ?? [];
  for (const { path, label, change, before } of planned) {
    // Whatever cannot be read is not what was written.
    const text = await readTextFile(path).catch(() => null);
    if (text === undefined) continue;
    const isOurs = versions.flat().some((file) => file.path === path && file.contents === text);
    if (isOurs) await placeInside({ path, label });
    if (isOurs && change === 'create') await removeFile(path);
    else if (isOurs && before !== undefined) await writeFileAtomic(path, before);
    else if (text !== before) staying.push(label);
  }
  const folders = new Set(planned.flatMap(({ path }) => foldersBelow(root, path)));
  for (const folder of [root, ...folders]) await removeLeftOvers(folder);
  // The inner ones first.
  for (const folder of [...folders].sort((one, other) => other.length - one.length)) {
    await removeEmptyFolder(folder);
  }
  return staying;
}

/** The folders between the root and a file; the root itself is the person's. */
function foldersBelow(root: string, path: string): string[] {
  const parts = relative(root, dirname(path)).split(sep).filter(Boolean);
  return parts.map((_, index) => join(root, ...parts.slice(0, index + 1)));
}

function filesStay({ stackName, folder }: InitPlan, labels: readonly string[]): Problem {
  const several = labels.length !== 1;
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `The stack ${stackName} is gone; ${several ? `${labels.length} files stay` : 'a file stays'}: ${labels.join(', ')}.`,
    why: `${several ? 'They hold' : 'It holds'} something else than this init has written, and that is never removed.`,
    next: `Move ${several ? 'them' : 'it'} out of ${plainText(folder)} before the next \`init\`.`,
  });
}
