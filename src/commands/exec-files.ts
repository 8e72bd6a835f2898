import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAmplifyCli } from '../app/amplify-cli.ts';
import type { AppContext } from '../app/app-context.ts';
import { ownVariables } from '../app/own-files.ts';
import type { Access, AccessChoice } from '../credentials/access.ts';
import { credentialChain } from '../credentials/chain.ts';
import { staleSettings } from '../flows/configure/profile-change.ts';
import { isAlive } from '../platform/alive.ts';
import { ensureFolder, listFolder } from '../platform/files.ts';
import { ownFilesFlag } from '../profiles/bridge.ts';
import { planProfileChange } from '../profiles/change.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { settingText } from '../profiles/settings.ts';
import { sharedFilePaths } from '../profiles/shared-file-paths.ts';
import type { FoundProject, Project } from '../project/project.ts';
import { bridgeCommand } from './profiles/bridge.ts';

/** The region of the stack, if the project is tied to this very access: the profile's own region is for other work. */
export function regionOfTie(
  { access, stack }: Pick<Project, 'access' | 'stack'>,
  choice: AccessChoice,
): string | undefined {
  const isTied = choice.kind === 'profile' && access?.kind === 'profile' && access.name === choice.name;
  return isTied ? stack?.region : undefined;
}

/** The files that a command sees instead of the user's own AWS files. */
export interface FilesShown {
  /** The variables that name the copies. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes the copies. @returns those that the command has changed, which are kept */
  readonly close: () => Promise<readonly string[]>;
}

/**
 * The Amplify CLI takes no credentials from its environment: it reads the profile that the project names, and since 14 it
 * cannot use those of a role, SSO or `aws login`. For such a profile it gets a copy of the AWS files in which the profile
 * calls this program for the session; the user's own files stay unchanged. The same applies if the profile has another
 * region than the stack: the Amplify CLI takes the region only from the profile.
 *
 * @param command the command line to run
 * @returns undefined if none of this is needed: for another command, another profile than the project's, or a profile
 * with keys and the stack's region
 */
export async function amplifyFiles(
  appContext: AppContext,
  { choice, region }: Pick<Access, 'choice' | 'region'>,
  found: FoundProject,
  command: readonly string[],
): Promise<FilesShown | undefined> {
  const named = found.kind === 'project' ? found.project.access : undefined;
  if (choice.kind !== 'profile' || named?.kind !== 'profile' || named.name !== choice.name) return undefined;
  if (!isAmplifyCli(command)) return undefined;
  const list = appContext.profiles();
  const { start, roles } = credentialChain(choice.name, list);
  const profile = profileNamed(list, choice.name);
  const stackRegion = found.kind === 'project' ? found.project.stack?.region : undefined;
  const isThere = stackRegion !== region || settingText(profile?.settings ?? new Map(), 'region') === region;
  if (isThere && roles.length === 0 && (start.kind === 'keys' || start.kind === 'process')) return undefined;

  const set = new Map([['credential_process', bridgeCommand(choice.name, ownFilesFlag)]]);
  if (region !== undefined) set.set('region', region);
  const remove = ['aws_access_key_id', 'aws_secret_access_key', ...staleSettings(profile)];
  const { files } = await planProfileChange(appContext.env, {
    kind: 'set',
    name: choice.name,
    set,
    remove: remove.filter((name) => !set.has(name)),
  });
  return copiesOf(appContext, files);
}

/**
 * Tools use the address of a container's credentials last, after the profile `default` in the files: if that gives
 * access, it would be used instead of the intended one. So the copy lacks it, but has all other profiles.
 *
 * @returns undefined if `default` gives no access
 */
export async function filesBeforeServer(appContext: AppContext): Promise<FilesShown | undefined> {
  const profile = profileNamed(appContext.profiles(), 'default');
  if (!profile) return undefined;
  const access = [
    'aws_access_key_id',
    'aws_secret_access_key',
    'credential_process',
    ...staleSettings(profile),
  ];
  const remove = access.filter((name) => settingText(profile.settings, name) !== undefined);
  if (remove.length === 0) return undefined;
  const change = { kind: 'set', name: 'default', set: new Map<string, string>(), remove } as const;
  const { files } = await planProfileChange(appContext.env, change);
  return copiesOf(appContext, files);
}

/** Writes copies of files into a folder of this run, readable by the user alone. */
async function copiesOf(
  appContext: AppContext,
  files: Awaited<ReturnType<typeof planProfileChange>>['files'],
): Promise<FilesShown> {
  const folder = await ownFolder(appContext.stateFolder);
  const own = sharedFilePaths(appContext.env);
  const env: Record<string, string> = {};
  const copies: { readonly path: string; readonly bytes: Buffer }[] = [];
  for (const { path, edit } of files) {
    const variable = path === own.config ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE';
    const copy = { path: join(folder, variable), bytes: edit.edited.bytes };
    await writeFile(copy.path, copy.bytes, { flag: 'wx', mode: 0o600 });
    copies.push(copy);
    env[variable] = copy.path;
    env[ownVariables[variable]] = path;
  }
  return {
    env,
    close: async () => {
      const changed: string[] = [];
      for (const { path, bytes } of copies) if (!bytes.equals(await readFile(path))) changed.push(path);
      if (changed.length === 0) await rm(folder, { recursive: true, force: true });
      return changed;
    },
  };
}

/** Creates the folder for this run's copies; those of dead runs are removed, since they may hold keys. */
async function ownFolder(stateFolder: string): Promise<string> {
  const all = join(stateFolder, 'exec');
  await ensureFolder(all, 0o700);
  for (const name of await listFolder(all))
    if (!isAlive(Number(name))) await rm(join(all, name), { recursive: true, force: true });
  const folder = join(all, String(process.pid));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  return folder;
}
