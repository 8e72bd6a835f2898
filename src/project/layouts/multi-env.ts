import { pathExists } from '../../platform/files.ts';
import { type JsonObject, member, objectMember, textMember } from '../json-text.ts';
import type { Project, ProjectStack } from '../project.ts';
import { currentFolder, projectFiles, projectPath } from './file-names.ts';
import { guessedSettings } from './guessed-settings.ts';
import {
  appTypeOf,
  type Notes,
  providerRecord,
  readAccess,
  readAppSettings,
  readJsonObject,
  readName,
  readOptionalObject,
  readStack,
  unreadableProject,
} from './records.ts';

/**
 * Whether a project-config.json is of the layout with environments (versions 2.0, 3.0 and 3.1 of it): these list their
 * providers and name the frontend, where the documented layout has paths of handlers.
 */
export function isMultiEnv(config: JsonObject): boolean {
  if (objectMember(config, 'frontendHandler')) return false;
  const version = member(config, 'version');
  return version !== undefined || textMember(config, 'frontend') !== undefined;
}

/**
 * Reads a project in the layout with environments. A fresh clone lacks the files of one machine (local-env-info.json,
 * local-aws-info.json, amplify-meta.json), a copy without its hidden folder project-config.json, too; then notes say what is
 * not known.
 *
 * @param root absolute path
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED or PROJECT_UNREADABLE
 */
export async function readMultiEnv(root: string): Promise<Project> {
  const notes: Notes = [];
  const config = await readJsonObject(root, projectFiles.config);
  const local = await readJsonObject(root, projectFiles.localEnvInfo);
  const team = await readJsonObject(root, projectFiles.teamProviderInfo);
  const environment = textMember(local, 'envName');
  if (!environment) notes.push(missingEnvironment(team));
  const settings = {
    ...(config ? settingsOf(root, config, notes) : await guessedSettings(root, notes)),
    editor: textMember(local, 'defaultEditor') ?? 'none',
  };
  const access = await findAccess(root, environment, notes);
  const stack = await findStack(root, environment, team, notes);
  return {
    root,
    layout: 'multi-env',
    settings,
    notes,
    ...(environment && { environment }),
    ...(access && { access }),
    ...(stack && { stack }),
    ...((await isFetched(root)) ? {} : { backendMissing: true as const }),
  };
}

/** Whether the metadata and what was deployed last are here. */
async function isFetched(root: string): Promise<boolean> {
  const labels = [projectFiles.meta, currentFolder];
  return (await Promise.all(labels.map((label) => pathExists(projectPath(root, label))))).every(Boolean);
}

/**
 * The environments that a project's files say where they live: those of team-provider-info.json, and the one of this machine
 * where its stack is known.
 *
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED
 */
export async function recordedEnvironments({ root, layout, environment, stack }: Project): Promise<string[]> {
  if (layout === 'documented') return [];
  const team = Object.keys((await readJsonObject(root, projectFiles.teamProviderInfo)) ?? {});
  const own = environment !== undefined && stack ? [environment] : [];
  return [...new Set([...team, ...own])];
}

function settingsOf(root: string, config: JsonObject, notes: Notes) {
  const app = appTypeOf(textMember(config, 'frontend') ?? '');
  if (app) return { name: readName(root, config, notes), ...readAppSettings(config, app, notes) };
  throw unreadableProject(
    projectPath(root, projectFiles.config),
    'Its frontend is none of javascript, android, ios and flutter.',
  );
}

function missingEnvironment(team: JsonObject | undefined): string {
  const names = Object.keys(team ?? {});
  const known = names.length > 0 ? ` team-provider-info.json has ${names.join(', ')}.` : '';
  return `No environment is chosen on this machine: local-env-info.json names none.${known}`;
}

async function findAccess(root: string, environment: string | undefined, notes: Notes) {
  const all = await readJsonObject(root, projectFiles.localAwsInfo);
  if (!all)
    notes.push('local-aws-info.json is missing: no AWS access is tied to the project on this machine.');
  const record = environment === undefined ? undefined : objectMember(all, environment);
  if (record) return readAccess(record, 'local-aws-info.json', notes);
  if (all && environment)
    notes.push(`local-aws-info.json says nothing about the environment ${environment}.`);
  return undefined;
}

/** team-provider-info.json has the stacks of all environments; amplify-meta.json that of the chosen one. */
async function findStack(
  root: string,
  environment: string | undefined,
  team: JsonObject | undefined,
  notes: Notes,
): Promise<ProjectStack | undefined> {
  if (environment === undefined) return undefined;
  const record = objectMember(objectMember(team, environment), 'awscloudformation');
  const stack = readStack(record, 'team-provider-info.json', notes);
  if (stack) return stack;
  const meta = await readOptionalObject(root, projectFiles.meta, notes);
  const local = readStack(providerRecord(meta), 'backend/amplify-meta.json', notes);
  if (!local) notes.push(`No file of the project names the stack of the environment ${environment}.`);
  return local;
}
