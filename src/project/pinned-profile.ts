import { readTextFile } from '../platform/files.ts';
import type { PlannedFile } from '../values/plan.ts';
import { Problem } from '../values/problem.ts';
import { asObject, type JsonObject, objectMember, parseProjectJson } from './json-text.ts';
import { projectFiles, projectPath } from './layouts/file-names.ts';
import type { Project } from './project.ts';

/**
 * Plans the one file that ties a project to a profile: aws-info.json, or in the layout with environments the record of
 * the present one in local-aws-info.json. Members that say nothing about the access stay, and so do indent and line
 * ends; comments, which JSON does not have, do not.
 *
 * @returns undefined when the project names the profile already
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED; PROJECT_UNREADABLE when the present environment is not known
 */
export async function planPinnedProfile(project: Project, profile: string): Promise<PlannedFile | undefined> {
  const label = project.layout === 'multi-env' ? projectFiles.localAwsInfo : projectFiles.awsInfo;
  const path = projectPath(project.root, label);
  const before = await readTextFile(path);
  const all = before === undefined ? {} : (asObject(parseProjectJson(path, before)) ?? {});
  const contents = jsonLike(before, withProfile(project, all, profile));
  if (contents === before) return undefined;
  return before === undefined
    ? { path, label, contents, change: 'create' }
    : { path, label, contents, change: 'update', before };
}

function withProfile(project: Project, all: JsonObject, profile: string): JsonObject {
  if (project.layout === 'documented') return tied(all, profile, false);
  const { environment } = project;
  if (environment === undefined) {
    throw new Problem({
      code: 'PROJECT_UNREADABLE',
      what: 'The present environment of this project is not known.',
      why: `A profile belongs to an environment, and ${projectFiles.localEnvInfo} names none.`,
      next: 'Check out an environment with the Amplify CLI, then try again.',
    });
  }
  return { ...all, [environment]: tied(objectMember(all, environment) ?? {}, profile, true) };
}

/** The record with the profile in it; what else it said about the access is taken out. */
function tied(record: JsonObject, profile: string, levelled: boolean): JsonObject {
  const { awsConfigFilePath: _path, configLevel: _level, ...others } = record;
  return {
    ...(levelled ? { configLevel: 'project' } : {}),
    ...others,
    useProfile: true,
    profileName: profile,
  };
}

/** JSON with the indent, line ends and last line of a text; without one as the Amplify CLI of 2018 writes it. */
function jsonLike(text: string | undefined, value: JsonObject): string {
  const indent = text === undefined ? '    ' : (/^[{[]\r?\n([ \t]+)/.exec(text)?.[1] ?? '    ');
  const json = JSON.stringify(value, null, indent);
  const [end] = /\r?\n$/.exec(text ?? '') ?? [''];
  return (text?.includes('\r\n') ? json.replaceAll('\n', '\r\n') : json) + end;
}
