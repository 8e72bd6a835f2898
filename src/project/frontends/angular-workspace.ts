import { join } from 'node:path';
import { readTextFile } from '../../platform/files.ts';
import {
  asObject,
  type JsonObject,
  member,
  objectMember,
  parseProjectJson,
  textMember,
} from '../json-text.ts';
import { insideFolder } from '../settings.ts';

/** The folders of an Angular app. */
export interface AngularFolders {
  readonly sourceDir: string;
  readonly distributionDir: string;
}

/**
 * Reads an app's folders from angular.json: those of the default project, else of the first one that is an application.
 * The `application` builders (Angular 17 and later) put what is published into `browser` below `outputPath`, which may be
 * missing (`dist/<project>`) or be an object with its own names. Source: Angular's workspace configuration reference and
 * the builders' schemas.
 *
 * @returns undefined if angular.json is missing, broken or has nothing useful
 */
export async function readAngularFolders(folder: string): Promise<AngularFolders | undefined> {
  const workspace = await readWorkspace(join(folder, 'angular.json'));
  const projects = objectMember(workspace, 'projects');
  const name = textMember(workspace, 'defaultProject') ?? firstApplication(projects);
  const project = name === undefined ? undefined : objectMember(projects, name);
  if (!project || name === undefined) return undefined;
  const targets = objectMember(project, 'architect') ?? objectMember(project, 'targets');
  const build = objectMember(targets, 'build');
  const distributionDir = insideFolder(publishedFolder(name, build));
  if (distributionDir === undefined) return undefined;
  const sourceRoot = textMember(project, 'sourceRoot');
  return { distributionDir, sourceDir: (sourceRoot && insideFolder(sourceRoot)) || 'src' };
}

async function readWorkspace(path: string): Promise<JsonObject | undefined> {
  try {
    const text = await readTextFile(path);
    return text === undefined ? undefined : asObject(parseProjectJson(path, text));
  } catch {
    // Detection only suggests: the defaults apply, and the evidence does not mention angular.json.
    return undefined;
  }
}

function firstApplication(projects: JsonObject | undefined): string | undefined {
  const names = Object.keys(projects ?? {});
  const isApplication = (name: string) =>
    textMember(objectMember(projects, name), 'projectType') === 'application';
  return names.find(isApplication) ?? names[0];
}

function publishedFolder(project: string, build: JsonObject | undefined): string {
  const builder = textMember(build, 'builder') ?? '';
  const outputPath = member(objectMember(build, 'options'), 'outputPath');
  const parts = asObject(outputPath);
  const base = (parts ? textMember(parts, 'base') : outputPath) || `dist/${project}`;
  const browser = member(parts, 'browser');
  const below = typeof browser === 'string' ? browser : 'browser';
  return builder.endsWith(':application') ? `${String(base)}/${below}` : String(base);
}
