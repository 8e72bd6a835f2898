import { type Identity, type PlannedFile, pendingValue } from '../../core/plan.ts';
import { plainText } from '../../core/text.ts';
import { readBackend } from '../../project/client-config/backend.ts';
import { type ClientConfigPlan, planClientConfig } from '../../project/client-config/files.ts';
import { clientConfigLabels } from '../../project/client-config/labels.ts';
import { planDocumentedFiles } from '../../project/layouts/documented.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { ignoresAmplify, withAmplifyBlock } from '../../project/layouts/git-ignore.ts';
import { planMultiEnvFiles } from '../../project/layouts/multi-env-files.ts';
import { derivedNames } from '../../project/names.ts';
import type { Layout, ProjectSettings, ProjectStack } from '../../project/project.ts';
import type { InitJournalEntry, Journal } from '../../state/journal.ts';
import { valuesWords } from '../configure-project/shown.ts';
import type { InitPlan, InitPlanInput } from './init-plan.ts';
import { newEnvironmentFiles, projectAccess } from './new-environment.ts';

/** The existing files that an `init` extends: .gitignore and, with environments, the app's configuration. */
export function sharedLabels({
  settings,
  layout,
}: {
  readonly settings: ProjectSettings;
  readonly layout: Layout;
}): readonly string[] {
  return [projectFiles.gitIgnore, ...(layout === 'documented' ? [] : clientConfigLabels(settings))];
}

/** Whether Amplify's lines are added to .gitignore: as requested, else as by the Amplify CLI, with environments. */
export function addsGitIgnore({ gitIgnore, layout }: Pick<InitPlanInput, 'gitIgnore' | 'layout'>): boolean {
  return gitIgnore === undefined ? layout === 'multi-env' : gitIgnore === 'add';
}

/**
 * The files that an `init` writes; the one that completes the project comes last.
 *
 * @param stack with AWS's values, or with those that are known beforehand
 */
export function initFiles(input: InitPlanInput, stack: ProjectStack): PlannedFile[] {
  const { folder: root, settings, existing } = input;
  const access = projectAccess(input.access);
  const adds = addsGitIgnore(input);
  const wanted = ({ label }: PlannedFile) => adds || label !== projectFiles.gitIgnore;
  if (input.backend)
    return newEnvironmentFiles({ ...input, access, backend: input.backend }, stack).filter(wanted);
  if (input.layout === 'documented')
    return [
      ...(adds ? ignoreFile(root, existing.get(projectFiles.gitIgnore)) : []),
      ...planDocumentedFiles({ root, settings, access, stack, handlers: input.handlers }),
    ];
  return [
    ...appConfig(input, stack).files,
    ...planMultiEnvFiles({ root, settings, access, stack, environment: input.environment, existing }).filter(
      wanted,
    ),
  ];
}

/** .gitignore with the line of the documented layout, if it is missing. */
function ignoreFile(root: string, before: string | undefined): PlannedFile[] {
  const label = projectFiles.gitIgnore;
  if (ignoresAmplify(before ?? '')) return [];
  const file = {
    path: projectPath(root, label),
    label,
    contents: withAmplifyBlock(before ?? '', 'documented'),
  };
  return [before === undefined ? { ...file, change: 'create' } : { ...file, change: 'update', before }];
}

/** What people should know about the app's configuration files before a new backend is created, one sentence each. */
export function configNotes(input: InitPlanInput, stack: ProjectStack): string[] {
  if (input.layout === 'documented' || input.backend) return [];
  const { left, onlyThere } = appConfig(input, stack);
  return [
    ...left.map(({ label, why }) => `${label}   left: ${why}`),
    ...onlyThere.map(({ label, paths }) => valuesWords(label, paths, 'remove')),
  ].map((note) => plainText(note));
}

/** The app's configuration for a new backend, and the values in it that the backend does not give. */
function appConfig({ folder, settings, existing }: InitPlanInput, stack: ProjectStack): ClientConfigPlan {
  const backend = readBackend(undefined, stack.region);
  // Values of another backend would point the app at that one.
  return planClientConfig(folder, settings, backend, existing, { onlyThere: 'remove' });
}

/** The note of an attempt on disk. @throws Problem FILE_UNREADABLE when the journal's folder cannot be read */
export async function noteOf(
  journal: Pick<Journal, 'about'>,
  { folder, token }: InitPlan,
): Promise<InitJournalEntry | undefined> {
  const { entries } = await journal.about(folder);
  return entries.find(({ id }) => id === token);
}

/**
 * The stack as an attempt may have written it into files, computed from the names and the note: the same values as AWS's
 * outputs. An earlier run may not have known the app yet.
 */
export function writtenStacks(
  { identity, stackName }: Pick<InitPlan, 'identity' | 'stackName'>,
  { filesBegun, stackId, appId }: Pick<InitJournalEntry, 'filesBegun' | 'stackId' | 'appId'>,
): ProjectStack[] {
  if (!filesBegun || stackId === undefined) return [];
  const stack = { ...predictedStack(identity, stackName), stackId };
  return [stack, ...(appId === undefined ? [] : [{ ...stack, appId }])];
}

/** The stack's values, as far as they are known beforehand: all but its id. */
export function predictedStack(identity: Identity, stackName: string): ProjectStack {
  const names = derivedNames(stackName);
  const role = (name: string) => `arn:${identity.partition}:iam::${identity.account}:role/${name}`;
  return {
    region: identity.region,
    stackName,
    stackId: pendingValue('StackId'),
    deploymentBucketName: names.bucket,
    authRoleArn: role(names.authRole),
    authRoleName: names.authRole,
    unauthRoleArn: role(names.unauthRole),
    unauthRoleName: names.unauthRole,
  };
}

/**
 * Reads the parent stack's eight outputs (amplify-meta.json holds them under the same names).
 *
 * @returns the stack, or the names of the missing outputs
 */
export function stackFromOutputs(
  outputs: Readonly<Record<string, string>>,
): ProjectStack | { missing: string[] } {
  const missing: string[] = [];
  const told = (output: string) => {
    const value = outputs[output];
    if (!value) missing.push(output);
    return value ?? '';
  };
  const stack: ProjectStack = {
    region: told('Region'),
    stackName: told('StackName'),
    stackId: told('StackId'),
    deploymentBucketName: told('DeploymentBucketName'),
    authRoleArn: told('AuthRoleArn'),
    authRoleName: told('AuthRoleName'),
    unauthRoleArn: told('UnauthRoleArn'),
    unauthRoleName: told('UnauthRoleName'),
  };
  return missing.length > 0 ? { missing } : stack;
}
