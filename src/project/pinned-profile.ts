import type { PlannedFile } from '../core/plan.ts';
import { Problem } from '../core/problem.ts';
import { readTextFile } from '../platform/files.ts';
import { accessEdits } from './access-edits.ts';
import { editedJson } from './edited-json.ts';
import { objectMember, parseJsonObject, textMember } from './json-text.ts';
import { projectFiles, projectPath } from './layouts/file-names.ts';
import type { Project } from './project.ts';

/**
 * Plans the one file that ties a project to a profile: aws-info.json, or in the layout with environments the current
 * environment's record in local-aws-info.json. Everything unrelated to the access is kept.
 *
 * @returns undefined if the project names the profile already
 * @throws Problem FILE_UNREADABLE, FILE_MALFORMED; PROJECT_UNREADABLE if the current environment is unknown
 */
export async function planPinnedProfile(project: Project, profile: string): Promise<PlannedFile | undefined> {
  const hasEnvironments = project.layout === 'multi-env';
  const label = hasEnvironments ? projectFiles.localAwsInfo : projectFiles.awsInfo;
  const path = projectPath(project.root, label);
  const before = await readTextFile(path);
  const at = hasEnvironments ? [environmentOf(project)] : [];
  const all = before === undefined ? undefined : parseJsonObject(path, before);
  const record = at[0] === undefined ? all : objectMember(all, at[0]);
  const levelled =
    textMember(record, 'configLevel') !== undefined || (hasEnvironments && record === undefined);
  const edits = accessEdits({ kind: 'profile', name: profile }, at, levelled);
  // A new file is indented as the Amplify CLI of its layout does.
  const blank = hasEnvironments ? '{}' : '{\n    "useProfile": true\n}';
  const contents = editedJson(path, before ?? blank, edits);
  if (contents === before) return undefined;
  return before === undefined
    ? { path, label, contents, change: 'create' }
    : { path, label, contents, change: 'update', before };
}

/** The environment that this machine works with. @throws Problem PROJECT_UNREADABLE */
function environmentOf({ environment }: Project): string {
  if (environment !== undefined) return environment;
  throw new Problem({
    code: 'PROJECT_UNREADABLE',
    what: 'The current environment of this project is not known.',
    why: `A profile belongs to an environment, and ${projectFiles.localEnvInfo} names none.`,
    next: 'Check out an environment with the Amplify CLI, then try again.',
  });
}
