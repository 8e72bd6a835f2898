import type { LeftTarget, PlannedShare, SharedFolder } from '../../../../machines/share/types.ts';
import { asProblem } from '../../../core/problem.ts';
import { type SharePlan, type ShareTarget, shareSize } from '../../../flows/share/plan.ts';
import type { Project } from '../../../project/project.ts';
import { notedName, readSettings, updateSettings, withShared } from '../../../state/settings.ts';
import type { AppContext } from '../../app-context.ts';

/** The remembered folders that share a project's backend. */
export async function sharedWith(appContext: AppContext, root: string): Promise<readonly string[]> {
  const { shared } = await readSettings(appContext.stateFolder);
  return shared[await notedName(shared, root)] ?? [];
}

/**
 * Plans to share with one folder, or to update all; of several, those that fail are reported and skipped.
 *
 * @param target absolute path; undefined for every remembered folder
 */
export async function planSharing(
  appContext: AppContext,
  source: Project,
  target: string | undefined,
): Promise<PlannedShare> {
  const { planShare } = await import('../../../flows/share/make-plan.ts');
  const { refuseLocked } = await import('../../migration-lock.ts');
  await refuseLocked(appContext, source);
  const tools = { env: appContext.env, ownFolder: appContext.ownFolder };
  if (target !== undefined) {
    const plan = { source: source.root, targets: [await planShare(source, target, tools)] };
    // It already has everything, so there is nothing to confirm: from now on it is updated with the others.
    if (shareSize(plan) === 0) await remember(appContext, source.root, target, true);
    return { plan, left: [] };
  }
  const targets: ShareTarget[] = [];
  const left: LeftTarget[] = [];
  for (const root of await sharedWith(appContext, source.root)) {
    try {
      targets.push(await planShare(source, root, tools));
    } catch (thrown) {
      left.push({ root, problem: asProblem(thrown).toJSON() });
    }
  }
  return { plan: { source: source.root, targets }, left };
}

/** Carries out a plan and remembers its folders. @returns how many files were written in each */
export async function carryOutSharing(
  appContext: AppContext,
  plan: SharePlan,
): Promise<readonly SharedFolder[]> {
  const { writeShare } = await import('../../../flows/share/run.ts');
  const done = await writeShare(plan);
  for (const { root } of plan.targets) await remember(appContext, plan.source, root, true);
  return done;
}

/** Adds a folder to those that are updated together, or removes it. */
export async function remember(
  appContext: AppContext,
  source: string,
  target: string,
  shares: boolean,
): Promise<void> {
  const { shared } = await readSettings(appContext.stateFolder);
  const project = await notedName(shared, source);
  const known = Object.fromEntries((shared[project] ?? []).map((each) => [each, true]));
  const folder = await notedName(known, target);
  await updateSettings(appContext.stateFolder, (settings) => withShared(settings, project, folder, shares));
}
