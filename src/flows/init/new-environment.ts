import type { PlannedFile } from '../../core/plan.ts';
import { sameValue } from '../../core/same-value.ts';
import { plainText } from '../../core/text.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import { readBackend } from '../../project/client-config/backend.ts';
import { planClientConfig } from '../../project/client-config/files.ts';
import { clientConfigLabels } from '../../project/client-config/labels.ts';
import { editedJson, type JsonEdit } from '../../project/edited-json.ts';
import {
  asObject,
  type JsonObject,
  member,
  objectIn,
  objectMember,
  parseJsonObject,
  parseProjectJson,
  textMember,
} from '../../project/json-text.ts';
import { currentFolder, projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { withAmplifyBlock } from '../../project/layouts/git-ignore.ts';
import {
  accessRecordOf,
  localEnvInfoText,
  projectConfigText,
  stackTags,
} from '../../project/layouts/multi-env-files.ts';
import { stackRecord } from '../../project/layouts/records.ts';
import type { ProjectAccess, ProjectSettings, ProjectStack } from '../../project/project.ts';
import { parentTemplate } from '../../project/template.ts';
import { type CopiedParameters, copiedParameters, copyNotes } from './copied-parameters.ts';
import type { ExistingBackend, InitPlanInput } from './init-plan.ts';

/** The input for the files of a new environment. */
export interface NewEnvironmentInput {
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly environment: string;
  readonly access: ProjectAccess;
  readonly backend: ExistingBackend;
}

/** The access as a project's files hold it. */
export function projectAccess(choice: AccessChoice): ProjectAccess {
  return choice.kind === 'profile' ? { kind: 'profile', name: choice.name } : { kind: 'environment' };
}

/** The input for a new environment, if the plan has one. */
export function newEnvironmentOf(input: InitPlanInput): NewEnvironmentInput | undefined {
  const { backend } = input;
  return backend && { ...input, access: projectAccess(input.access), backend };
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

/** The files that a new environment reads or changes. */
export function backendLabels(settings: ProjectSettings): readonly string[] {
  const { teamProviderInfo, localAwsInfo, localEnvInfo, meta, template, config } = projectFiles;
  const { backendConfig, tags, featureFlags, gitIgnore } = projectFiles;
  return [
    teamProviderInfo,
    localAwsInfo,
    localEnvInfo,
    meta,
    template,
    config,
    backendConfig,
    tags,
    featureFlags,
    gitIgnore,
    ...clientConfigLabels(settings),
  ];
}

/**
 * The files of a new environment in an existing project, as the current Amplify CLI (14.x) writes them in its `init`: an
 * entry in team-provider-info.json and in local-aws-info.json, and the two files with this machine's environment. Every
 * byte of the other environments stays. The app's configuration is created if there is none; an existing one stays until
 * the backend is pushed, because nothing is deployed yet.
 *
 * @throws Problem FILE_MALFORMED for a file that cannot be parsed
 */
export function newEnvironmentFiles(input: NewEnvironmentInput, stack: ProjectStack): PlannedFile[] {
  const { folder, settings, environment, access, backend } = input;
  const { texts } = backend;
  const edited = (label: string, edits: readonly JsonEdit[]) =>
    editedJson(projectPath(folder, label), texts.get(label) ?? '{}', edits);
  const provider = stackRecord(stack);
  const { categories } = copied(input);
  const ifMissing = (label: string, text: string): [string, string][] =>
    texts.has(label) ? [] : [[label, text]];
  const contents: readonly (readonly [string, string])[] = [
    ...planClientConfig(folder, settings, readBackend(undefined, stack.region), new Map()).files.flatMap(
      ({ label, contents: text }) => ifMissing(label, text),
    ),
    [projectFiles.gitIgnore, withAmplifyBlock(texts.get(projectFiles.gitIgnore) ?? '')],
    ...ifMissing(projectFiles.template, parentTemplate()),
    ...ifMissing(projectFiles.backendConfig, json(categoriesOf(input))),
    [
      projectFiles.localAwsInfo,
      edited(projectFiles.localAwsInfo, [{ path: [environment], value: accessRecordOf(access) }]),
    ],
    [
      projectFiles.teamProviderInfo,
      edited(projectFiles.teamProviderInfo, [
        { path: [environment, 'awscloudformation'], value: provider },
        ...(categories === undefined ? [] : [{ path: [environment, 'categories'], value: categories }]),
      ]),
    ],
    [projectFiles.meta, json({ providers: { awscloudformation: provider }, ...categoriesOf(input) })],
    [
      projectFiles.localEnvInfo,
      texts.has(projectFiles.localEnvInfo)
        ? edited(projectFiles.localEnvInfo, [
            { path: ['projectPath'], value: folder },
            { path: ['envName'], value: environment },
          ])
        : localEnvInfoText({ root: folder, settings, environment }),
    ],
    ...ifMissing(projectFiles.config, projectConfigText(settings)),
  ];
  return contents.flatMap(([label, text]): PlannedFile[] => {
    const before = texts.get(label);
    const path = projectPath(folder, label);
    if (before === undefined) return [{ path, label, contents: text, change: 'create' }];
    return before === text ? [] : [{ path, label, contents: text, change: 'update', before }];
  });
}

/** The contents of {@link currentFolder}, by path, for an environment without a deployment. */
export function nothingDeployed(
  { backend }: NewEnvironmentInput,
  stack: ProjectStack,
): ReadonlyMap<string, string> {
  const tags = backend.texts.get(projectFiles.tags);
  const path = (label: string) => label.slice(currentFolder.length + 1);
  return new Map([
    [path(projectFiles.currentMeta), json({ providers: { awscloudformation: stackRecord(stack) } })],
    [path(projectFiles.currentTemplate), parentTemplate()],
    ...(tags === undefined ? [] : [[path(projectFiles.currentTags), tags] as const]),
  ]);
}

/** Members of a resource in amplify-meta.json that describe a deployment; backend-config.json never has them. */
const deployed: ReadonlySet<string> = new Set([
  'output',
  'lastPushTimeStamp',
  'lastPushDirHash',
  's3TemplateURL',
  'providerMetadata',
  'lastBuildTimeStamp',
  'lastBuildType',
  'lastPackageTimeStamp',
  'distZipFilename',
  'lastDevBuildTimeStamp',
  'logicalId',
]);

/** The categories in the backend folder, which the next push deploys. */
export function categoriesOf({
  folder,
  backend,
}: Pick<NewEnvironmentInput, 'folder' | 'backend'>): JsonObject {
  const config = objectIn(folder, projectFiles.backendConfig, backend.texts);
  const source = config ?? withoutDeployment(readable(folder, backend, projectFiles.meta));
  return Object.fromEntries(
    Object.entries(source).filter(
      ([category, value]) => asObject(value) && !['providers', 'parameters'].includes(category),
    ),
  );
}

function withoutDeployment(meta: JsonObject | undefined): JsonObject {
  const bare = (resource: unknown) =>
    Object.fromEntries(Object.entries(asObject(resource) ?? {}).filter(([name]) => !deployed.has(name)));
  return Object.fromEntries(
    Object.entries(meta ?? {}).map(([category, resources]) => [
      category,
      Object.fromEntries(
        Object.entries(asObject(resources) ?? {}).map(([name, resource]) => [name, bare(resource)]),
      ),
    ]),
  );
}

/** The stack's tags from tags.json; those of a new project if the file is missing or invalid. */
export function tagsOf({
  folder,
  settings,
  environment,
  backend,
}: NewEnvironmentInput): Readonly<Record<string, string>> {
  const text = backend.texts.get(projectFiles.tags);
  if (text === undefined) return {};
  const list = parseProjectJson(projectPath(folder, projectFiles.tags), text);
  if (!Array.isArray(list)) return stackTags(settings.name, environment);
  return Object.fromEntries(
    list.flatMap((tag: unknown) => {
      const [key, value] = [textMember(asObject(tag), 'Key'), member(asObject(tag), 'Value')];
      if (key === undefined || typeof value !== 'string') return [];
      const filled = value
        .replaceAll('{project-env}', environment)
        .replaceAll('{project-name}', settings.name);
      return [[key, filled] as const];
    }),
  );
}

/** The Amplify apps of a region's other environments; one of them that is in this account lists this one. */
export function appsOfOthers(
  { folder, environment, backend }: Pick<NewEnvironmentInput, 'folder' | 'environment' | 'backend'>,
  region: string,
): string[] {
  const team = objectIn(folder, projectFiles.teamProviderInfo, backend.texts);
  const names = Object.keys(team ?? {}).filter((name) => name !== environment);
  const ids = names.flatMap((name) => {
    const record = objectMember(objectMember(team, name), 'awscloudformation');
    const id = textMember(record, 'AmplifyAppId');
    return id !== undefined && textMember(record, 'Region') === region ? [id] : [];
  });
  return [...new Set(ids)];
}

/** The parameters that are copied from another environment. */
function copied({ folder, backend }: NewEnvironmentInput): CopiedParameters {
  const team = objectIn(folder, projectFiles.teamProviderInfo, backend.texts);
  return copiedParameters(team, backend.parametersOf ?? '');
}

/** What people should know about a new environment beforehand, one sentence each. */
export function newEnvironmentNotes(input: NewEnvironmentInput): string[] {
  const { settings, environment, backend } = input;
  const categories = Object.keys(categoriesOf(input));
  const configs = clientConfigLabels(settings).filter((label) => backend.texts.has(label));
  const others = backend.previous === undefined ? 'another environment' : plainText(backend.previous);
  return [
    categories.length > 0
      ? `The backend's categories (${plainText(categories.join(', '))}) are not deployed by this: \`amplify push\` of the Amplify CLI does that, and asks for what belongs to an environment.`
      : 'The backend folder has no categories yet: `amplify add` and `amplify push` of the Amplify CLI make them.',
    ...copyNotes(backend.parametersOf ?? '', copied(input)),
    ...(configs.length > 0
      ? [
          `${configs.join(' and ')} ${configs.length === 1 ? 'stays' : 'stay'} as of ${others} until \`amplify push\` writes the values of ${environment}: an app that is started before works with the other backend.`,
        ]
      : []),
  ];
}

/**
 * A file without an attempt's entries for its environment; everything else in it is somebody's own.
 *
 * @param text the file's text, changed by somebody since it was written
 * @returns undefined if nothing is left of the file, or the entries cannot be told apart
 * @throws Problem FILE_MALFORMED
 */
export function withoutOwn(
  input: NewEnvironmentInput,
  stackName: string,
  label: string,
  text: string,
): { readonly text: string | undefined } | undefined {
  const { folder, environment, access, backend } = input;
  const isNew = !backend.texts.has(label);
  const object = () => parseJsonObject(projectPath(folder, label), text);
  const edited = (edit: JsonEdit) => {
    const left = editedJson(projectPath(folder, label), text, [edit]);
    const isEmpty = Object.keys(parseJsonObject(label, left)).length === 0;
    return { text: isNew && isEmpty ? undefined : left };
  };
  const own = { path: [environment], value: undefined };
  switch (label) {
    case projectFiles.teamProviderInfo: {
      const record = objectMember(objectMember(object(), environment), 'awscloudformation');
      return textMember(record, 'StackName') === stackName ? edited(own) : undefined;
    }
    case projectFiles.localAwsInfo: {
      const isOwn = sameValue(member(object(), environment), accessRecordOf(access));
      return isOwn ? edited(own) : undefined;
    }
    case projectFiles.localEnvInfo: {
      if (textMember(object(), 'envName') !== environment) return undefined;
      return edited({ path: ['envName'], value: backend.previous });
    }
    default:
      return undefined;
  }
}

/** As {@link objectIn}, for a file that is replaced in any case: a broken one counts as missing. */
function readable(folder: string, backend: ExistingBackend, label: string): JsonObject | undefined {
  try {
    return objectIn(folder, label, backend.texts);
  } catch {
    return undefined;
  }
}
