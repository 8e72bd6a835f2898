import { ownMember } from '../../core/own-member.ts';
import type { PlannedFile } from '../../core/plan.ts';
import type { ProjectAccess, ProjectSettings, ProjectStack } from '../project.ts';
import { parentTemplate } from '../template.ts';
import { appBlock } from './app-block.ts';
import { newFeatureFlags } from './feature-flags.ts';
import { projectFiles, projectPath } from './file-names.ts';
import { withAmplifyBlock } from './git-ignore.ts';
import { amplifyReadme, hookTexts } from './multi-env-texts.ts';
import { stackRecord } from './records.ts';

export interface MultiEnvFilesInput {
  /** Absolute path of the project's root, which local-env-info.json holds. */
  readonly root: string;
  readonly settings: ProjectSettings;
  /** See `environmentNameProblem` in names.ts. */
  readonly environment: string;
  readonly access: ProjectAccess;
  readonly stack: ProjectStack;
  /** Texts of the files that exist already, by label: they are updated. */
  readonly existing?: ReadonlyMap<string, string>;
}

/**
 * Plans the files of a new project in the layout with environments, as the current Amplify CLI (14.x) writes them: JSON
 * with an indent of 2 and no line end after the last line. The app's own configuration files are planned by {@link
 * planClientConfig}.
 */
export function planMultiEnvFiles(input: MultiEnvFilesInput): PlannedFile[] {
  const { existing } = input;
  const provider = stackRecord(input.stack);
  const meta = { providers: { awscloudformation: provider } };
  const template = parentTemplate();
  const contents: readonly (readonly [string, string])[] = [
    [projectFiles.gitIgnore, withAmplifyBlock(existing?.get(projectFiles.gitIgnore) ?? '')],
    [projectFiles.currentMeta, json(meta)],
    [projectFiles.currentTemplate, template],
    [projectFiles.currentTags, json(defaultTags)],
    [projectFiles.localAwsInfo, json({ [input.environment]: accessRecordOf(input.access) })],
    [projectFiles.localEnvInfo, localEnvInfoText(input)],
    [projectFiles.readme, amplifyReadme],
    [projectFiles.meta, json(meta)],
    [projectFiles.template, template],
    [projectFiles.backendConfig, json({})],
    [projectFiles.tags, json(defaultTags)],
    [projectFiles.resourceTypes, 'export type AmplifyDependentResourcesAttributes = {}'],
    [projectFiles.featureFlags, json(newFeatureFlags)],
    ...hookTexts,
    [projectFiles.teamProviderInfo, json({ [input.environment]: { awscloudformation: provider } })],
    [projectFiles.config, projectConfigText(input.settings)],
  ];
  return contents.flatMap(([label, text]): PlannedFile[] => {
    const before = existing?.get(label);
    if (before === text) return [];
    const path = projectPath(input.root, label);
    return [
      before === undefined
        ? { path, label, contents: text, change: 'create' }
        : { path, label, contents: text, change: 'update', before },
    ];
  });
}

/** project-config.json of a new project. */
export function projectConfigText(settings: ProjectSettings): string {
  return json(projectConfigOf(settings));
}

/** The tags of a new project's stack, with the placeholders that {@link stackTags} fills. */
const defaultTags = [
  { Key: 'user:Stack', Value: '{project-env}' },
  { Key: 'user:Application', Value: '{project-name}' },
];

/** The tags of a new project's stack in AWS, by key. */
export function stackTags(projectName: string, environment: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    defaultTags.map(({ Key, Value }) => [
      Key,
      Value.replace('{project-env}', environment).replace('{project-name}', projectName),
    ]),
  );
}

/** The record of local-aws-info.json that ties an environment to an access. */
export function accessRecordOf(access: ProjectAccess): unknown {
  switch (access.kind) {
    case 'profile':
      return { configLevel: 'project', useProfile: true, profileName: access.name };
    case 'keys-file':
      return { configLevel: 'project', useProfile: false, awsConfigFilePath: access.path };
    case 'environment':
      return { configLevel: 'general' };
  }
}

/** A new local-env-info.json. */
export function localEnvInfoText({
  root,
  settings,
  environment,
}: Pick<MultiEnvFilesInput, 'root' | 'settings' | 'environment'>): string {
  return json({ projectPath: root, defaultEditor: editorToday(settings.editor), envName: environment });
}

/** The current Amplify CLI has renamed the ids of two editors since 2018. */
function editorToday(editor: string): string {
  const renamed: Readonly<Record<string, string>> = { code: 'vscode', idea14ce: 'intellij' };
  return ownMember(renamed, editor) ?? editor;
}

function projectConfigOf(settings: ProjectSettings): unknown {
  return {
    projectName: settings.name,
    version: '3.1',
    frontend: settings.app,
    ...appBlock(settings, settings.app),
    providers: ['awscloudformation'],
  };
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
