import { Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import { editedJson } from '../../../project/edited-json.ts';
import { editorOf } from '../../../project/editors.ts';
import {
  asObject,
  type JsonObject,
  objectIn,
  objectMember,
  parseJsonObject,
} from '../../../project/json-text.ts';
import { appBlock } from '../../../project/layouts/app-block.ts';
import { projectFiles, projectPath } from '../../../project/layouts/file-names.ts';
import { withAmplifyBlock } from '../../../project/layouts/git-ignore.ts';
import { stackRecord } from '../../../project/layouts/records.ts';
import { environmentNameProblem } from '../../../project/names.ts';
import type { Project } from '../../../project/project.ts';
import type { ProjectFileChange } from '../../configure-project/plan.ts';

/** The files that an upgrade reads. */
export const upgradedFiles = [
  projectFiles.config,
  projectFiles.info,
  projectFiles.awsInfo,
  projectFiles.amplifyrc,
  projectFiles.meta,
  projectFiles.localEnvInfo,
  projectFiles.localAwsInfo,
  projectFiles.teamProviderInfo,
  projectFiles.backendConfig,
  projectFiles.gitIgnore,
] as const;

export interface UpgradeInput {
  /** A project in the documented layout. */
  readonly project: Project;
  /** The environment that the project will have. */
  readonly environment: string;
  /** The texts of the existing {@link upgradedFiles}, by label. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Plans the change from the documented layout to the one with environments, as in the Amplify CLI's own migration: the
 * stack and its metadata stay, the contents of the old files move to the new ones, aws-info.json and .amplifyrc are
 * removed. In the order of writing: project-config.json, which decides on the layout, after all new files, then the
 * removals.
 *
 * @throws Problem USAGE for a name that the Amplify CLI does not accept; PROJECT_UNREADABLE if the stack is unknown;
 * FILE_MALFORMED
 */
export function planUpgrade({ project, environment, texts }: UpgradeInput): ProjectFileChange[] {
  const { root, settings, stack } = project;
  const fault = environmentNameProblem(environment);
  if (fault) throw wrongName(environment, fault);
  if (!stack) throw noStack();
  const read = (label: string) => objectIn(root, label, texts);
  const meta = read(projectFiles.meta);
  const own = objectMember(objectMember(meta, 'providers'), 'awscloudformation');
  // Members that this file lacks come from another one.
  const provider = { ...own, ...stackRecord(stack), ...own };
  const access = read(projectFiles.awsInfo);
  /** A file with members set; an existing one keeps all others. */
  const withMembers = (label: string, members: JsonObject) => {
    const text = texts.get(label);
    const edits = Object.entries(members).map(([name, value]) => ({ path: [name], value }));
    return changed(
      root,
      label,
      texts,
      text === undefined
        ? JSON.stringify(members, undefined, 2)
        : editedJson(projectPath(root, label), text, edits),
    );
  };
  const gone = [projectFiles.awsInfo, projectFiles.amplifyrc, projectFiles.info].flatMap(
    (label): ProjectFileChange[] => {
      const before = texts.get(label);
      return before === undefined
        ? []
        : [{ path: projectPath(root, label), label, change: 'remove', before }];
    },
  );
  return [
    ...changed(
      root,
      projectFiles.gitIgnore,
      texts,
      withAmplifyBlock(texts.get(projectFiles.gitIgnore) ?? ''),
    ),
    ...withMembers(projectFiles.localEnvInfo, {
      projectPath: root,
      defaultEditor: editorOf('multi-env', settings.editor) ?? settings.editor,
      envName: environment,
    }),
    // Without an access the project is not set up on this machine, and says so.
    ...(access ? withMembers(projectFiles.localAwsInfo, { [environment]: accessOf(access) }) : []),
    ...withMembers(projectFiles.teamProviderInfo, { [environment]: { awscloudformation: provider } }),
    ...(texts.has(projectFiles.backendConfig)
      ? []
      : withMembers(projectFiles.backendConfig, backendConfigOf(meta ?? {}))),
    ...changed(root, projectFiles.config, texts, configOf(project, texts)),
    ...gone,
  ];
}

/** The record of the project's access, including members that the Amplify CLI does not know. */
function accessOf(awsInfo: JsonObject): JsonObject {
  return { configLevel: 'project', ...awsInfo };
}

/** The part of amplify-meta.json that describes the backend, without AWS's answers. */
function backendConfigOf(meta: JsonObject): JsonObject {
  const answered = ['output', 'lastPushTimeStamp', 'lastPushDirHash', 'providerMetadata', 's3Bucket'];
  const categories = Object.entries(meta).filter(([name]) => name !== 'providers');
  return Object.fromEntries(
    categories.map(([category, resources]) => [
      category,
      Object.fromEntries(
        Object.entries(asObject(resources) ?? {}).map(([name, resource]) => [
          name,
          Object.fromEntries(
            Object.entries(asObject(resource) ?? {}).filter(([key]) => !answered.includes(key)),
          ),
        ]),
      ),
    ]),
  );
}

/** project-config.json with the members of the other layout; everything else is kept as written. */
function configOf({ root, settings }: Project, texts: ReadonlyMap<string, string>): string {
  const path = projectPath(root, projectFiles.config);
  const text = texts.get(projectFiles.config) ?? texts.get(projectFiles.info) ?? '{\n    \n}';
  const block = `amplify-frontend-${settings.app}`;
  const config = parseJsonObject(path, text);
  const app =
    objectMember(config, settings.app) ??
    objectMember(config, block) ??
    appBlock(settings, settings.app)[settings.app];
  return editedJson(path, text, [
    ...['projectPath', 'defaultEditor', 'frontendHandler', block].map((name) => ({
      path: [name],
      value: undefined,
    })),
    { path: ['projectName'], value: settings.name },
    { path: ['version'], value: '3.1' },
    { path: ['frontend'], value: settings.app },
    ...(app === undefined ? [] : [{ path: [settings.app], value: app }]),
    { path: ['providers'], value: ['awscloudformation'] },
  ]);
}

function changed(
  root: string,
  label: string,
  texts: ReadonlyMap<string, string>,
  contents: string,
): ProjectFileChange[] {
  const before = texts.get(label);
  if (before === contents) return [];
  const path = projectPath(root, label);
  return [
    before === undefined
      ? { path, label, contents, change: 'create' }
      : { path, label, contents, change: 'update', before },
  ];
}

/** The Problem of an invalid environment name. @param fault why it is invalid */
export function wrongName(name: string, fault: string): Problem {
  return new Problem({
    code: 'USAGE',
    what: `${plainText(name) || 'Nothing'} is not a name for an environment.`,
    why: fault,
    next: 'Give another one with --env; the default is dev.',
  });
}

function noStack(): Problem {
  return new Problem({
    code: 'PROJECT_UNREADABLE',
    what: 'The stack of the project is not known.',
    why: 'backend/amplify-meta.json does not name it, and an environment is nothing without one.',
    next: 'Restore amplify-meta.json from source control or from #current-cloud-backend, then try again.',
  });
}
