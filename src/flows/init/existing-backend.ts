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

/** An earlier attempt that is resumed, and may have written files. */
export interface EarlierAttempt {
  readonly note: InitJournalEntry;
  /** The files before it wrote them. */
  readonly before: FilesBefore;
  /** Whether it is resumed only to be undone. */
  readonly cleanUp: boolean;
}

/**
 * Reads the files of a backend that gets a new environment.
 *
 * @param note this machine's current environment, and the one whose parameters are copied
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

/** The categories with a folder in amplify/backend; an unreadable folder is reported when files are written into it. */
export async function readCategories(folder: string): Promise<string[]> {
  const names = await listFolder(join(folder, 'amplify/backend')).catch(() => []);
  return names.filter((name) => /^[a-z]+$/.test(name) && name !== 'awscloudformation' && name !== 'types');
}

/** The texts of the files that an init extends. @throws Problem FILE_UNREADABLE */
export async function readSharedFiles(
  input: InitPlanInput,
  earlier: EarlierAttempt | undefined,
): Promise<ReadonlyMap<string, string>> {
  const texts = textsToPlanWith(input, sharedLabels(input), earlier, (existing) => ({ existing }));
  // If nothing is added to it, an unreadable .gitignore does not matter.
  return input.layout === 'documented' && !addsGitIgnore(input) ? texts.catch(() => new Map()) : texts;
}

/**
 * The texts for a plan, by label. A resumed attempt is planned with the files before it, so that its plan stays the same;
 * a file that somebody has changed since counts as it is now, if the attempt is to be finished.
 *
 * @param planned the plan's input with these texts
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
