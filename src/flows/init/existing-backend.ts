import { join } from 'node:path';
import type { PlannedFile } from '../../core/plan.ts';
import { listFolder, readShownFile } from '../../platform/files.ts';
import { projectPath } from '../../project/layouts/file-names.ts';
import type { FilesBefore } from '../../state/files-before.ts';
import type { InitJournalEntry } from '../../state/journal.ts';
import type { AddedNote } from '../../state/journal-entry.ts';
import { addsGitIgnore, initFiles, sharedLabels, writtenStacks } from './files.ts';
import type { ExistingBackend, InitPlanInput } from './init-plan.ts';
import { backendLabels } from './new-environment.ts';

/** An attempt that is taken up again after it may have written files. */
export interface EarlierAttempt {
  readonly note: InitJournalEntry;
  /** What the files were before it wrote them. */
  readonly before: FilesBefore;
  /** It is taken up only to take it back. */
  readonly cleanUp: boolean;
}

/**
 * Reads the files of a backend that gets a new environment.
 *
 * @param note the environment that this machine works with until then, and the one whose parameters are copied
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED
 */
export async function readExistingBackend(
  input: InitPlanInput,
  { previous, parametersOf }: AddedNote,
  earlier: EarlierAttempt | undefined,
): Promise<ExistingBackend> {
  const texts = await textsToPlanWith(input, backendLabels(input.settings), earlier, (originals) => ({
    backend: { texts: originals, previous, parametersOf },
  }));
  return { texts, previous, parametersOf };
}

/** The categories whose folders stand in amplify/backend; a folder that cannot be read is told where files go into it. */
export async function readCategories(folder: string): Promise<string[]> {
  const names = await listFolder(join(folder, 'amplify/backend')).catch(() => []);
  return names.filter((name) => /^[a-z]+$/.test(name) && name !== 'awscloudformation' && name !== 'types');
}

/** The texts of the files that an init adds to. @throws Problem FILE_UNREADABLE */
export async function readSharedFiles(
  input: InitPlanInput,
  earlier: EarlierAttempt | undefined,
): Promise<ReadonlyMap<string, string>> {
  const texts = textsToPlanWith(input, sharedLabels(input), earlier, (existing) => ({ existing }));
  // Where nothing is added to it, a .gitignore that cannot be read stands in nobody's way.
  return input.layout === 'documented' && !addsGitIgnore(input) ? texts.catch(() => new Map()) : texts;
}

/**
 * The texts that a plan is made of, by label. An attempt that is taken up again is planned with what the files were before
 * it, so that its plan is the same one; a file that somebody has changed since counts as it is, when it is to be finished.
 *
 * @param planned what of the plan's input these texts are
 */
async function textsToPlanWith(
  input: InitPlanInput,
  labels: readonly string[],
  earlier: EarlierAttempt | undefined,
  planned: (texts: ReadonlyMap<string, string>) => Partial<InitPlanInput>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const label of labels) {
    const text = await readShownFile(projectPath(input.folder, label));
    if (text !== undefined) found.set(label, text);
  }
  if (!earlier) return found;
  const texts = new Map<string, string>();
  for (const label of labels) {
    const text = earlier.before.has(label) ? earlier.before.get(label) : found.get(label);
    if (text !== undefined) texts.set(label, text);
  }
  if (earlier.cleanUp) return texts;
  const written: readonly PlannedFile[] = writtenStacks(input, earlier.note).flatMap((stack) =>
    initFiles({ ...input, ...planned(texts) }, stack),
  );
  for (const label of labels) {
    const text = found.get(label);
    const isOurs = written.some((file) => file.label === label && file.contents === text);
    if (isOurs || text === texts.get(label)) continue;
    if (text === undefined) texts.delete(label);
    else texts.set(label, text);
  }
  return texts;
}
