import { elsewhereOf, elsewhereProblem } from '../configure-project/elsewhere.ts';
import { createReport } from '../headless/report.ts';
import { findProject } from '../project/open.ts';
import { planPinnedProfile } from '../project/pinned-profile.ts';
import type { Project } from '../project/project.ts';
import { writePlannedFiles } from '../project/write.ts';
import {
  notedName,
  readSettings,
  settingsFile,
  updateSettings,
  withFolderProfile,
} from '../session/settings.ts';
import { Problem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import type { Arguments } from './arguments.ts';
import { processStreams } from './headless-desk.ts';
import type { House } from './house.ts';
import { knownProfile } from './profile-show.ts';
import { askWho } from './profile-test.ts';

/**
 * `profiles use P`: makes a profile the default of this folder, in our own settings; with --project that of the
 * project, in its files. The AWS files stay as they are. @returns the exit code
 */
export async function keepAsDefault(
  house: House,
  name: string,
  options: Arguments['options'],
): Promise<number> {
  const { usable } = knownProfile(house, name);
  const report = createReport(options.json === true, processStreams);
  const found = await findProject(house.folder);
  const dryRun = options['dry-run'] === true;
  const shown = plainText(name);
  let files: readonly string[];
  if (options.project) {
    const project = await projectHere(house);
    const { signal } = new AbortController();
    files = await pinProfile(house, project, name, { dryRun, signal });
    report.print(
      files.length === 0
        ? `The project has the profile ${shown} already.`
        : `${dryRun ? 'Would set' : 'Set'} the profile ${shown} in ${files.join(', ')}`,
    );
  } else {
    if (!dryRun) await keepFolderProfile(house, name);
    files = [settingsFile(house.stateFolder)];
    report.print(
      `${dryRun ? 'Would make' : 'Made'} ${shown} the default of ${plainText(house.folder)}, in our own settings.`,
    );
    const tied = found.kind === 'project' ? found.project.access : undefined;
    if (tied?.kind === 'profile' && tied.name !== name) {
      report.say(`▲ The project names the profile ${plainText(tied.name)}, which comes first.`);
      report.say(`  Add --project to change that, too.`);
    }
  }
  if (!usable.ok) report.say(`▲ ${usable.why}`);
  report.tell({
    type: 'result',
    ok: true,
    profile: name,
    scope: options.project ? 'project' : 'folder',
    files,
    written: !dryRun,
    usable: usable.ok,
  });
  return 0;
}

/** Makes a profile the default of this folder, in our own settings. @throws Problem FILE_UNWRITABLE and its like */
export async function keepFolderProfile(house: House, name: string): Promise<void> {
  const { folderProfiles } = await readSettings(house.stateFolder);
  const folder = await notedName(folderProfiles, house.folder);
  await updateSettings(house.stateFolder, (before) => withFolderProfile(before, folder, name));
}

/**
 * Ties a project to a profile, after AWS has said who it is.
 *
 * @returns the label of the file that was written; empty when it says so already
 * @throws Problem PROFILE_ELSEWHERE where the profile is not where the stack is, PROJECT_LOCKED; as {@link askWho},
 * {@link planPinnedProfile} and `writePlannedFiles`
 */
export async function pinProfile(
  house: House,
  project: Project,
  name: string,
  { dryRun = false, signal }: { readonly dryRun?: boolean; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const file = await planPinnedProfile(project, name);
  if (!file) return [];
  const { stack, environment } = project;
  const access = { kind: 'profile', name } as const;
  if (stack) {
    const elsewhere = elsewhereOf(stack, await askWho(house, access, signal));
    if (elsewhere) throw elsewhereProblem(elsewhere);
    const { refuseLocked } = await import('./migration-lock.ts');
    await refuseLocked(house, { stack, environment, access });
  }
  // Who has gone back meanwhile wants nothing written.
  signal.throwIfAborted();
  return dryRun ? [file.label] : writePlannedFiles([file]);
}

/** The project of this folder, or the one around it. @throws Problem PROJECT_NONE or its own */
export async function projectHere(house: House): Promise<Project> {
  const found = await findProject(house.folder);
  const here = found.kind === 'nested' ? await findProject(found.root) : found;
  if (here.kind === 'project') return here.project;
  if (here.kind === 'unreadable') throw here.problem;
  throw new Problem({
    code: 'PROJECT_NONE',
    what: 'There is no Amplify project in this folder.',
    why: `${plainText(house.folder)} has no amplify/ folder, and no folder above it has one.`,
    next: 'Leave --project out to set the default of the folder.',
  });
}
