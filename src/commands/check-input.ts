import type { Arguments } from '../app/command-line/arguments.ts';
import { unsetEmptyVariables } from '../credentials/variables.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { type AskAbout, checkForAws, checkOptions, mayLackProfile } from './check-given.ts';

/** The commands that do not call AWS, or do it without the user's own settings. */
const withoutAws: readonly string[] = ['completions', 'schema', 'demo'];

/** The commands that work although the profile in AWS_PROFILE is missing: they report it, or create it. */
const withoutProfiles: readonly string[] = [...mayLackProfile, 'profiles'];

/**
 * Checks every option and every variable before a command runs or a screen asks anything: what is not understood is
 * refused, never guessed at or ignored. Removes empty variables.
 *
 * @param ask asks the user about a region that is not in the list; absent without a user
 * @throws Problem USAGE for an option, ENVIRONMENT for a variable, PROFILE_UNKNOWN
 */
export async function checkInput(given: Arguments, env: NodeJS.ProcessEnv, ask: AskAbout): Promise<void> {
  const { command, options } = given;
  unsetEmptyVariables(env);
  checkOptions(given);
  if (options.export !== undefined) {
    const { expectTimelineFile } = await import('../app/timeline-file.ts');
    await expectTimelineFile(options.export);
  }
  if (withoutAws.includes(command)) return;
  await checkForAws(given, env, ask);
  if (!withoutProfiles.includes(command)) await checkProfileVariables(given, env);
}

/**
 * The profile in a variable has to exist, unless something with precedence names another one.
 *
 * @throws Problem PROFILE_UNKNOWN
 */
async function checkProfileVariables({ options }: Arguments, env: NodeJS.ProcessEnv): Promise<void> {
  if (options.profile) return;
  const name = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'].find((each) => env[each]);
  const profile = name && env[name];
  if (!profile) return;
  const { readProfiles } = await import('../profiles/store.ts');
  const list = readProfiles(env);
  if (profileNamed(list, profile)) return;
  if (await namesAnother(options.cwd ?? process.cwd(), env)) return;
  throw (await import('../credentials/unknown-profile.ts')).unknownProfile(list, profile, name);
}

/** Whether the project of a folder, or our own settings for it, name a profile: these have precedence over the variables. */
async function namesAnother(cwd: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [{ findProject }, { notedName, readSettings }, { stateFolder }, { realPathSync }] = await Promise.all(
    [
      import('../project/open.ts'),
      import('../state/settings.ts'),
      import('../platform/paths.ts'),
      import('../platform/real-path.ts'),
    ],
  );
  const folder = realPathSync(cwd);
  const [found, { folderProfiles }] = await Promise.all([
    findProject(folder),
    readSettings(stateFolder(env)),
  ]);
  if (found.kind === 'project' && found.project.access?.kind === 'profile') return true;
  return folderProfiles[await notedName(folderProfiles, folder)] !== undefined;
}
