import { randomBytes } from 'node:crypto';
import type { UpgradeRun, WrittenUpgrade } from '../../../../machines/environments/types.ts';
import { Problem } from '../../../core/problem.ts';
import type { ProjectFileChange } from '../../../flows/configure-project/plan.ts';
import { writeProjectPlan } from '../../../flows/configure-project/run.ts';
import {
  type Backup,
  backupFor,
  markFinished,
  newestBackup,
  undoUpgrade,
} from '../../../flows/environments/upgrade/backup.ts';
import { planUpgrade, upgradedFiles } from '../../../flows/environments/upgrade/plan.ts';
import { unrecordedNote } from '../../../flows/environments/upgrade/unrecorded.ts';
import { readShownFile } from '../../../platform/files.ts';
import { linkNotes } from '../../../project/inside.ts';
import { projectPath } from '../../../project/layouts/file-names.ts';
import { findProject } from '../../../project/open.ts';
import type { Project } from '../../../project/project.ts';
import { type Asking, refuseLocked } from '../../migration-lock.ts';

/**
 * Plans the upgrade of a project from its files as they are now.
 *
 * @param environment the name of the environment that it will have
 * @throws Problem, see {@link planUpgrade}
 */
export async function planUpgradeOf(project: Project, environment: string): Promise<ProjectFileChange[]> {
  const texts = new Map<string, string>();
  for (const label of upgradedFiles) {
    const text = await readShownFile(projectPath(project.root, label));
    if (text !== undefined) texts.set(label, text);
  }
  return planUpgrade({ project, environment, texts });
}

/** What to know before an upgrade, a sentence or two each. @throws Problem OUTSIDE_PROJECT, FILE_UNREADABLE */
export async function upgradeNotes({ root, notes }: Project): Promise<string[]> {
  const places = upgradedFiles.map((label) => ({ path: projectPath(root, label), label }));
  const unrecorded = await unrecordedNote(root);
  return [...notes, ...(await linkNotes(root, places)), ...(unrecorded === undefined ? [] : [unrecorded])];
}

/** Makes the backup, then writes. @param root absolute path of the project's root */
export async function carryOutUpgrade(root: string, plan: readonly ProjectFileChange[]): Promise<UpgradeRun> {
  const backup = await backupFor(root, plan, randomBytes(3).toString('hex').slice(0, 5));
  const run = await writeProjectPlan(plan);
  if (run.kind !== 'written') return run;
  await markFinished(root, backup);
  return { ...run, backup: backup.folder };
}

/** Undoes the changes of the last upgrade. @throws Problem, see {@link undoableBackup} */
export async function takeBackUpgrade(appContext: Asking, root: string): Promise<WrittenUpgrade> {
  const backup = await undoableBackup(appContext, root);
  return { kind: 'written', ...(await undoUpgrade(root, backup)), backup: backup.folder };
}

/**
 * The backup that undoing restores. By now the Amplify CLI may be moving the project to Gen 2, in which case it is refused.
 *
 * @throws Problem USAGE when there is none, PROJECT_LOCKED
 */
export async function undoableBackup(appContext: Asking, root: string): Promise<Backup> {
  const backup = await newestBackup(root);
  if (!backup) throw nothingToUndo();
  const found = await findProject(root);
  if (found.kind === 'project') await refuseLocked(appContext, found.project);
  return backup;
}

function nothingToUndo(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'There is no upgrade to undo here.',
    why: 'The folder holds no backup of one.',
    next: 'Restore the project from source control.',
  });
}
