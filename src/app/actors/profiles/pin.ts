import type { PinPlan } from '../../../../machines/profiles/types.ts';
import type { Identity } from '../../../core/plan.ts';
import { Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import { elsewhereOf, elsewhereProblem } from '../../../flows/configure-project/elsewhere.ts';
import { findProject } from '../../../project/open.ts';
import { planPinnedProfile } from '../../../project/pinned-profile.ts';
import type { Project } from '../../../project/project.ts';
import { notedName, readSettings, updateSettings, withFolderProfile } from '../../../state/settings.ts';
import type { AppContext } from '../../app-context.ts';
import { askWho } from './ask-who.ts';

/** Makes a profile the default of this folder, in our own settings. @throws Problem FILE_UNWRITABLE and its like */
export async function keepFolderProfile(appContext: AppContext, name: string): Promise<void> {
  const { folderProfiles } = await readSettings(appContext.stateFolder);
  const folder = await notedName(folderProfiles, appContext.folder);
  await updateSettings(appContext.stateFolder, (before) => withFolderProfile(before, folder, name));
}

/**
 * The review before a project is tied to a profile: who that is according to AWS, and the file to write.
 *
 * @returns no file when the project already names the profile
 * @throws Problem PROFILE_ELSEWHERE, PROJECT_LOCKED; as {@link askWho} and {@link planPinnedProfile}
 */
export async function reviewPin(
  appContext: AppContext,
  project: Project,
  name: string,
  signal: AbortSignal,
): Promise<PinPlan> {
  const file = await planPinnedProfile(project, name);
  // Without a stack there is no account or region to match.
  const asks = file !== undefined && project.stack !== undefined;
  return { name, identity: asks ? await askPlace(appContext, project, name, signal) : undefined, file };
}

/** Asks AWS who a profile is, and refuses it when it does not reach the project's stack. */
async function askPlace(
  appContext: AppContext,
  { stack, environment, layout }: Project,
  name: string,
  signal: AbortSignal,
): Promise<Identity> {
  const access = { kind: 'profile', name } as const;
  const identity = await askWho(appContext, access, signal);
  const elsewhere = stack && elsewhereOf(stack, identity, environment);
  if (elsewhere) throw elsewhereProblem(elsewhere, layout);
  if (stack) {
    const { refuseLocked } = await import('../../migration-lock.ts');
    await refuseLocked(appContext, { stack, environment, access });
  }
  return identity;
}

/** The project of this folder, or the one around it. @throws Problem PROJECT_NONE or its own */
export async function projectHere(appContext: AppContext): Promise<Project> {
  const found = await findProject(appContext.folder);
  const here = found.kind === 'nested' ? await findProject(found.root) : found;
  if (here.kind === 'project') return here.project;
  if (here.kind === 'unreadable') throw here.problem;
  throw new Problem({
    code: 'PROJECT_NONE',
    what: 'There is no Amplify project in this folder.',
    why: `${plainText(appContext.folder)} has no amplify/ folder, and no folder above it has one.`,
    next: 'Leave --project out to set the default of the folder.',
  });
}
