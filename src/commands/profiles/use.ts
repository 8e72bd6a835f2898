import { keepFolderProfile, projectHere } from '../../app/actors/profiles/pin.ts';
import { wireProfiles } from '../../app/actors/profiles.ts';
import type { AppContext } from '../../app/app-context.ts';
import { confirmed } from '../../app/ask-line.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import { drivePin } from '../../app/headless/profile-pin.ts';
import { createReport, type Report } from '../../app/headless/report.ts';
import { headlessDesktop, processStreams } from '../../app/headless-desktop.ts';
import { plainText } from '../../core/text.ts';
import type { AccessOption } from '../../credentials/access-option.ts';
import { findProject } from '../../project/open.ts';
import { settingsFile } from '../../state/settings.ts';
import { knownProfile } from './show.ts';

/**
 * `profiles use P`: makes a profile the default of this folder, in our own settings; with --project that of the project,
 * in its files. The AWS files are not changed. @returns the exit code
 */
export async function keepAsDefault(
  appContext: AppContext,
  name: string,
  options: OptionsOf<'profiles'>,
): Promise<number> {
  const { usable } = knownProfile(appContext, name);
  const report = createReport(options.json, processStreams);
  if (options.project) return await keepInProject(appContext, { name, usable }, options, report);
  const found = await findProject(appContext.folder);
  const dryRun = options['dry-run'];
  const shown = plainText(name);
  if (!dryRun) await keepFolderProfile(appContext, name);
  report.print(
    `${dryRun ? 'Would make' : 'Made'} ${shown} the default of ${plainText(appContext.folder)}, in our own settings.`,
  );
  const tied = found.kind === 'project' ? found.project.access : undefined;
  if (tied?.kind === 'profile' && tied.name !== name) {
    report.say(`▲ The project names the profile ${plainText(tied.name)}, which comes first.`);
    report.say(`  Add --project to change that, too.`);
  }
  if (!usable.ok) report.say(`▲ ${usable.why}`);
  report.tell({
    type: 'result',
    ok: true,
    profile: name,
    scope: 'folder',
    files: [settingsFile(appContext.stateFolder)],
    written: !dryRun,
    usable: usable.ok,
  });
  return 0;
}

/**
 * `profiles use P --project`: shows the change of the project's file and the identity, asks, writes.
 *
 * @returns the exit code: 0 also if the user declines
 * @throws Problem ANSWERS_MISSING if nobody can be asked; PROJECT_NONE; as {@link drivePin}
 */
async function keepInProject(
  appContext: AppContext,
  { name, usable }: { readonly name: string; readonly usable: AccessOption['usable'] },
  options: OptionsOf<'profiles'>,
  report: Report,
): Promise<number> {
  const dryRun = options['dry-run'];
  const pinned = await drivePin(wireProfiles(appContext, headlessDesktop), {
    project: await projectHere(appContext),
    name,
    dryRun,
    confirm: () => confirmed('Write it', options),
    report,
  });
  if (!usable.ok) report.say(`▲ ${usable.why}`);
  const facts = { profile: name, scope: 'project', ...pinned, usable: usable.ok };
  report.tell({ type: 'result', ok: true, ...(dryRun ? { dryRun } : {}), ...facts });
  return 0;
}
