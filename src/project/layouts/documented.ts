import { resolve } from 'node:path';
import type { PlannedFile } from '../../core/plan.ts';
import { plainText } from '../../core/text.ts';
import { pathExists } from '../../platform/files.ts';
import type { HandlerPaths } from '../handlers.ts';
import { type JsonObject, objectMember, textMember } from '../json-text.ts';
import type { AppType, Project, ProjectAccess, ProjectSettings, ProjectStack } from '../project.ts';
import { appBlock } from './app-block.ts';
import { projectFiles, projectPath } from './file-names.ts';
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
  stackRecord,
  unreadableProject,
} from './records.ts';

export interface DocumentedFilesInput {
  /** Absolute path of the project's root, which project-config.json holds. */
  readonly root: string;
  readonly settings: ProjectSettings;
  readonly access: ProjectAccess;
  readonly stack: ProjectStack;
  readonly handlers: HandlerPaths;
  /** Texts of the files that exist already, by label: they are updated. */
  readonly existing?: ReadonlyMap<string, string>;
}

/**
 * Plans the five files of a project in the layout of the 2018 documentation: JSON with an indent of 4 and no line end
 * after the last line, as the Amplify CLI of that time writes it, with keys in the documentation's order.
 */
export function planDocumentedFiles(input: DocumentedFilesInput): PlannedFile[] {
  const meta = metaOf(input.stack);
  const contents: readonly (readonly [string, unknown])[] = [
    [projectFiles.config, projectConfigOf(input)],
    [projectFiles.awsInfo, awsInfoOf(input.access)],
    [projectFiles.meta, meta],
    [projectFiles.currentMeta, meta],
    [projectFiles.amplifyrc, meta],
  ];
  return contents.map(([label, value]) => {
    const before = input.existing?.get(label);
    return {
      path: projectPath(input.root, label),
      label,
      contents: JSON.stringify(value, null, 4),
      ...(before === undefined ? { change: 'create' as const } : { change: 'update' as const, before }),
    };
  });
}

function projectConfigOf({ root, settings, handlers }: DocumentedFilesInput): unknown {
  return {
    projectName: settings.name,
    projectPath: root,
    defaultEditor: settings.editor,
    frontendHandler: { [settings.app]: handlers.frontend },
    // Blocks have the CLI's names: only android's is the handler's whole name.
    ...appBlock(settings, settings.app === 'android' ? 'amplify-frontend-android' : settings.app),
    providers: { awscloudformation: handlers.provider },
  };
}

function awsInfoOf(access: ProjectAccess): unknown {
  switch (access.kind) {
    case 'profile':
      return { useProfile: true, profileName: access.name };
    case 'keys-file':
      return { useProfile: false, awsConfigFilePath: access.path };
    case 'environment':
      return { configLevel: 'general' };
  }
}

function metaOf(stack: ProjectStack): unknown {
  return { providers: { awscloudformation: stackRecord(stack) } };
}

/**
 * Reads a project in the documented layout. Handlers and blocks may be spelled either way (`javascript`,
 * `amplify-frontend-javascript`), unknown keys are ignored, and missing pieces become notes.
 *
 * @param root absolute path
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED or PROJECT_UNREADABLE about project-config.json, aws-info.json or
 * backend/amplify-meta.json
 */
export async function readDocumented(root: string): Promise<Project> {
  const notes: Notes = [];
  const faults: Faults = [];
  const settings = await readSettings(root, notes);
  const awsInfo = await readJsonObject(root, projectFiles.awsInfo);
  if (!awsInfo)
    notes.push(
      'aws-info.json is missing: `amplify-tui configure project --yes --profile NAME` ties the project to an AWS profile.',
    );
  const access = awsInfo && readAccess(awsInfo, 'aws-info.json', notes);
  const stack = await findStack(root, notes, faults);
  const metas = [projectFiles.meta, projectFiles.currentMeta].map((label) => projectPath(root, label));
  // Either shows what is deployed; an interrupted setup may have written only one.
  const fetched = (await Promise.all(metas.map(pathExists))).includes(true);
  return {
    root,
    layout: 'documented',
    settings,
    notes,
    ...(access && { access }),
    ...(stack && { stack }),
    ...(fetched ? {} : { backendMissing: true as const }),
    ...((await isKeysFileMissing(access)) ? { keysMissing: true as const } : {}),
    ...(faults.length > 0 ? { faults } : {}),
  };
}

async function readSettings(root: string, notes: Notes): Promise<ProjectSettings> {
  let label: string = projectFiles.config;
  let config = await readJsonObject(root, label);
  if (!config) {
    label = projectFiles.info;
    config = await readJsonObject(root, label);
    if (config) notes.push('project-config.json is missing; project-info.json is read in its place.');
  }
  if (!config) return guessedSettings(root, notes);
  const app = appOf(config);
  if (!app) {
    throw unreadableProject(
      projectPath(root, label),
      'It names none of the apps javascript, android, ios and flutter.',
    );
  }
  notePath(config, root, notes);
  const name = readName(root, config, notes);
  const editor = textMember(config, 'defaultEditor') ?? 'none';
  return { name, editor, ...readAppSettings(config, app, notes) };
}

function appOf(config: JsonObject): AppType | undefined {
  const handlers = Object.keys(objectMember(config, 'frontendHandler') ?? {});
  const named = textMember(config, 'frontend');
  const candidates = [...handlers, ...(named ? [named] : []), ...Object.keys(config)];
  return candidates.map(appTypeOf).find((app) => app !== undefined);
}

function notePath(config: JsonObject, root: string, notes: Notes): void {
  const path = textMember(config, 'projectPath');
  if (path === undefined || resolve(path) === resolve(root)) return;
  notes.push(`project-config.json says that the project is in ${plainText(path)}; it was moved or copied.`);
}

/** The stack from the first of three files that has it; the deployed copy and .amplifyrc are fallbacks. */
async function findStack(root: string, notes: Notes, faults: Faults): Promise<ProjectStack | undefined> {
  const layout = 'documented';
  const meta = await readJsonObject(root, projectFiles.meta, layout);
  if (!meta) notes.push('backend/amplify-meta.json is missing.');
  const current = await readOptionalObject(root, projectFiles.currentMeta, faults, layout);
  const amplifyrc = await readOptionalObject(root, projectFiles.amplifyrc, faults, layout);
  const candidates: readonly (readonly [string, string, JsonObject | undefined])[] = [
    ['backend/amplify-meta.json', projectFiles.meta, meta],
    ['#current-cloud-backend/amplify-meta.json', projectFiles.currentMeta, current],
    ['.amplifyrc', projectFiles.amplifyrc, amplifyrc],
  ];
  const broken = faults.length;
  for (const [label, file, object] of candidates) {
    const place = { label, path: projectPath(root, file), layout } as const;
    const stack = readStack(providerRecord(object), place, notes, faults);
    // If the first record is invalid, the others are not used: they may be of another stack.
    if (stack || faults.length > broken) return stack;
  }
  notes.push('No file of the project names its stack.');
  return undefined;
}
