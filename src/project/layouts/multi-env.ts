import { Problem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import { pathExists } from '../../platform/files.ts';
import { type JsonObject, member, objectMember, textMember } from '../json-text.ts';
import type { Project, ProjectStack } from '../project.ts';
import { currentFolder, projectFiles, projectPath } from './file-names.ts';
import { guessedSettings } from './guessed-settings.ts';
import {
  appTypeOf,
  type Faults,
  isKeysFileMissing,
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
 * Whether a project-config.json has the layout with environments (its versions 2.0, 3.0 and 3.1): it lists providers and
 * names the frontend, where the documented layout has paths of handlers.
 */
export function isMultiEnv(config: JsonObject): boolean {
  if (objectMember(config, 'frontendHandler')) return false;
  const version = member(config, 'version');
  return version !== undefined || textMember(config, 'frontend') !== undefined;
}

/**
 * Reads a project in the layout with environments. A fresh clone lacks the files of one machine (local-env-info.json,
 * local-aws-info.json, amplify-meta.json), a copy without its hidden folder also project-config.json; notes then say what
 * is unknown.
 *
 * @param root absolute path
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED or PROJECT_UNREADABLE
 */
export async function readMultiEnv(root: string): Promise<Project> {
  const notes: Notes = [];
  const faults: Faults = [];
  const config = await readJsonObject(root, projectFiles.config);
  const local = await readJsonObject(root, projectFiles.localEnvInfo);
  const team = await readJsonObject(root, projectFiles.teamProviderInfo);
  const [meta] = await Promise.all(
    [projectFiles.meta, projectFiles.currentMeta, projectFiles.backendConfig].map((label) =>
      readOptionalObject(root, label, faults),
    ),
  );
  const environment = textMember(local, 'envName');
  if (!environment) notes.push(missingEnvironment(team));
  const settings = {
    ...(config ? settingsOf(root, config, notes) : await guessedSettings(root, notes)),
    editor: textMember(local, 'defaultEditor') ?? 'none',
  };
  const access = await findAccess(root, environment, notes);
  const stack = findStack({ root, environment, team, meta, notes, faults });
  return {
    root,
    layout: 'multi-env',
    settings,
    notes,
    ...(environment && { environment }),
    ...(access && { access }),
    ...(stack && { stack }),
    ...((await isFetched(root)) ? {} : { backendMissing: true as const }),
    ...((await isKeysFileMissing(access)) ? { keysMissing: true as const } : {}),
    ...(faults.length > 0 ? { faults } : {}),
  };
}

/** Whether both the metadata and the last deployment are here. */
async function isFetched(root: string): Promise<boolean> {
  const labels = [projectFiles.meta, currentFolder];
  return (await Promise.all(labels.map((label) => pathExists(projectPath(root, label))))).every(Boolean);
}

/**
 * The environments that a project's files record: those of team-provider-info.json, and this machine's if its stack is
 * known.
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

const ownWay =
  '`amplify-tui init --env NAME` makes one of your own; else get team-provider-info.json from whoever works with the backend.';

function missingEnvironment(team: JsonObject | undefined): string {
  const what = 'No environment is chosen on this machine: local-env-info.json names none.';
  const [first, ...others] = Object.keys(team ?? {});
  if (first === undefined) return `${what} No file here says where one lives: ${ownWay}`;
  const all = [first, ...others];
  const names = all.map((name) => plainText(name)).join(', ');
  const whole = all.find((name) => hasWholeStack(team, name));
  if (whole === undefined)
    return `${what} team-provider-info.json has ${names}, and names no whole stack: ${ownWay}`;
  return `${what} team-provider-info.json has ${names}: ${switchWay(whole)}`;
}

function hasWholeStack(team: JsonObject | undefined, name: string): boolean {
  const record = objectMember(objectMember(team, name), 'awscloudformation');
  const place = { label: 'team-provider-info.json', path: '', environment: name };
  return readStack(record, place, [], []) !== undefined;
}

function switchWay(environment: string): string {
  return `\`amplify-tui env use ${shellWord(plainText(environment))}\` works with ${plainText(environment)}.`;
}

const tieWay = '`amplify-tui configure project --yes --profile NAME` ties it to a profile';

async function findAccess(root: string, environment: string | undefined, notes: Notes) {
  const all = await readJsonObject(root, projectFiles.localAwsInfo);
  if (!all)
    notes.push(
      `local-aws-info.json is missing: no AWS access is tied to the project on this machine; ${tieWay}.`,
    );
  const record = environment === undefined ? undefined : objectMember(all, environment);
  if (record) return readAccess(record, 'local-aws-info.json', notes);
  if (all && environment)
    notes.push(`local-aws-info.json says nothing about the environment ${environment}: ${tieWay}.`);
  return undefined;
}

interface StackSources {
  readonly root: string;
  readonly environment: string | undefined;
  readonly team: JsonObject | undefined;
  /** amplify-meta.json. */
  readonly meta: JsonObject | undefined;
  readonly notes: Notes;
  readonly faults: Faults;
}

/**
 * The stack of this machine's environment: from team-provider-info.json, which has those of all environments, else from
 * amplify-meta.json, unless that stack is recorded for another environment.
 */
function findStack({ root, environment, team, meta, notes, faults }: StackSources): ProjectStack | undefined {
  const read = (name: string, into: Notes) => {
    const path = projectPath(root, projectFiles.teamProviderInfo);
    const record = objectMember(objectMember(team, name), 'awscloudformation');
    return readStack(record, { label: 'team-provider-info.json', path, environment: name }, into, faults);
  };
  const sound = faults.length;
  const own = environment === undefined ? undefined : read(environment, notes);
  // If its record is invalid, the metadata is not used: it may be of another stack.
  const isOwnBroken = faults.length > sound;
  const path = projectPath(root, projectFiles.meta);
  const place = { label: 'backend/amplify-meta.json', path, environment };
  const local =
    own || isOwnBroken || environment === undefined
      ? undefined
      : readStack(providerRecord(meta), place, notes, faults);
  const isTold = faults.length > sound;
  // Invalid stacks of other environments are reported, too, because switching to one would fail; their notes are dropped.
  const others = Object.keys(team ?? {})
    .filter((name) => name !== environment)
    .flatMap((name): [string, ProjectStack][] => {
      const stack = read(name, []);
      return stack ? [[name, stack]] : [];
    });
  if (own || environment === undefined) return own;
  const other = local && others.find(([, { stackId }]) => stackId === local.stackId)?.[0];
  if (local && other === undefined) {
    if (objectMember(team, environment) === undefined) notes.push(onlyInMeta(environment, team));
    return local;
  }
  const names = others.map(([name]) => name);
  if (!isTold) faults.push(unrecorded(environment, names, other));
  return undefined;
}

function onlyInMeta(environment: string, team: JsonObject | undefined): string {
  if (!team)
    return `team-provider-info.json is missing: the stack of ${plainText(environment)} is taken from amplify-meta.json; a clone does not know it, and other environments are not known here.`;
  const names = Object.keys(team).map((name) => plainText(name));
  const has = names.length > 0 ? `it has ${names.join(', ')}` : 'it names none';
  return `team-provider-info.json does not have the environment ${plainText(environment)} (${has}): its stack is taken from amplify-meta.json, and a clone does not know it.`;
}

/** The problem that no file records where this machine's environment is deployed. */
function unrecorded(environment: string, recorded: readonly string[], other: string | undefined) {
  const name = plainText(environment);
  const [first] = other === undefined ? recorded : [other];
  const names = recorded.map((each) => plainText(each)).join(', ');
  const where =
    recorded.length > 0
      ? `team-provider-info.json has a whole stack of ${names} only`
      : 'team-provider-info.json is missing or has no whole stack';
  const meta = other === undefined ? '' : `, and amplify-meta.json is of ${plainText(other)}`;
  return new Problem({
    code: 'PROJECT_UNREADABLE',
    what: `No file of the project says where the environment ${name} lives.`,
    why: `local-env-info.json names it; ${where}${meta}.`,
    next: [first === undefined ? '' : switchWay(first), ownWay].filter(Boolean).join(' '),
  }).toJSON();
}
