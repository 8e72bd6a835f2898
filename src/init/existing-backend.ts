import { readTextFile } from '../platform/files.ts';
import { projectPath } from '../project/layouts/file-names.ts';
import { initFiles, predictedStack } from './files.ts';
import { backendLabels, type ExistingBackend, newEnvironmentOf, withoutOwn } from './new-environment.ts';
import type { InitPlanInput } from './plan.ts';

/**
 * Reads the files of a backend that gets a new environment.
 *
 * @param previous the environment that this machine works with until then
 * @param creates set when the run was begun before: the files that it makes anew. What it has written is left out, so that
 *   the files are as they were when it began
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED
 */
export async function readExistingBackend(
  input: InitPlanInput,
  previous: string | undefined,
  creates: readonly string[] | undefined,
): Promise<ExistingBackend> {
  const texts = new Map<string, string>();
  for (const label of backendLabels(input.settings)) {
    const text = await readTextFile(projectPath(input.folder, label));
    if (text !== undefined) texts.set(label, text);
  }
  const backend = { texts, previous };
  const added = newEnvironmentOf({ ...input, backend });
  if (!creates || !added) return backend;
  const before = new Map(withoutOwn(added, input.stackName, creates));
  const fresh = initFiles(
    { ...input, backend: { texts: new Map(), previous } },
    predictedStack(input.identity, input.stackName),
  );
  for (const { label, contents } of fresh)
    if (creates.includes(label) && before.get(label) === contents) before.delete(label);
  return { texts: before, previous };
}
