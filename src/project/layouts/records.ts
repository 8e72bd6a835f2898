import { basename } from 'node:path';
import { asProblem, Problem, type ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { pathExists, readTextFile } from '../../platform/files.ts';
import { fileRemedy } from '../file-remedies.ts';
import { androidResDir } from '../frontends/android.ts';
import { flutterResDir } from '../frontends/flutter.ts';
import { javascriptDefaults } from '../frontends/javascript.ts';
import { type JsonObject, objectMember, parseJsonObject, textMember } from '../json-text.ts';
import {
  type AppType,
  appTypes,
  frameworks,
  type JavascriptConfig,
  type Layout,
  type ProjectAccess,
  type ProjectSettings,
  type ProjectStack,
} from '../project.ts';
import { insideFolder } from '../settings.ts';
import { stackFault, stackFaultProblem } from '../stack-faults.ts';
import { projectPath } from './file-names.ts';

/** Collects {@link Project.notes}. */
export type Notes = string[];

/** Collects {@link Project.faults}. */
export type Faults = ProblemText[];

/**
 * Reads a project's JSON file.
 *
 * @param layout of the project, if known: the remedy depends on it
 * @returns undefined if it is missing
 * @throws Problem FILE_UNREADABLE, or FILE_MALFORMED if it holds no JSON object
 */
export async function readJsonObject(
  root: string,
  label: string,
  layout?: Layout,
): Promise<JsonObject | undefined> {
  const path = projectPath(root, label);
  const text = await readTextFile(path);
  return text === undefined ? undefined : parseJsonObject(path, text, layout);
}

/** Like {@link readJsonObject} for a file that can be left out: its problem is collected instead of thrown. */
export async function readOptionalObject(
  root: string,
  label: string,
  faults: Faults,
  layout?: Layout,
): Promise<JsonObject | undefined> {
  try {
    return await readJsonObject(root, label, layout);
  } catch (thrown) {
    faults.push(asProblem(thrown).toJSON());
    return undefined;
  }
}

/** The Problem of a project whose files make no sense; `why` is one sentence. */
export function unreadableProject(path: string, why: string): Problem {
  return new Problem({
    code: 'PROJECT_UNREADABLE',
    what: `${plainText(path)} cannot be used.`,
    why,
    next: fileRemedy(path),
  });
}

/** The app type in a handler's name: its last part, so `amplify-frontend-ios` is `ios`. */
export function appTypeOf(handler: string): AppType | undefined {
  const last = handler.split('-').at(-1);
  return appTypes.find((app) => app === last);
}

/** The app settings in a project-config.json, with the Amplify CLI's defaults for missing ones. */
export function readAppSettings(
  config: JsonObject,
  app: AppType,
  notes: Notes,
): Omit<ProjectSettings, 'name' | 'editor'> {
  const block = objectMember(config, app) ?? objectMember(config, `amplify-frontend-${app}`);
  const values = objectMember(block, 'config');
  if (app === 'ios') return { app };
  if (app !== 'javascript') {
    const resDir = textMember(values, 'ResDir');
    noteFolder('ResDir', resDir, notes);
    if (!resDir) notes.push('project-config.json names no ResDir; the default stands in.');
    return { app, resDir: resDir ?? (app === 'android' ? androidResDir : flutterResDir) };
  }
  const named = textMember(block, 'framework');
  const framework = frameworks.find((candidate) => candidate === named) ?? 'none';
  if (named !== framework) {
    notes.push(
      named
        ? `project-config.json names the framework ${plainText(named)}, which Amplify does not know; it counts as none.`
        : 'project-config.json names no framework.',
    );
  }
  const defaults = javascriptDefaults(framework);
  const missing: string[] = [];
  const setting = (key: string, otherwise: string) => {
    const value = textMember(values, key);
    if (value === undefined) missing.push(key);
    return value ?? otherwise;
  };
  const javascript: JavascriptConfig = {
    sourceDir: setting('SourceDir', defaults.sourceDir),
    distributionDir: setting('DistributionDir', defaults.distributionDir),
    buildCommand: setting('BuildCommand', defaults.buildCommand),
    startCommand: setting('StartCommand', defaults.startCommand),
  };
  if (missing.length > 0) {
    notes.push(`project-config.json does not give ${missing.join(', ')}; defaults stand in.`);
  }
  noteFolder('SourceDir', textMember(values, 'SourceDir'), notes);
  noteFolder('DistributionDir', textMember(values, 'DistributionDir'), notes);
  return { app, framework, javascript };
}

/** Notes a folder that is unsafe: anybody may have written the project's files. */
function noteFolder(key: string, folder: string | undefined, notes: Notes): void {
  const leaves = folder?.split(/[\\/]/).includes('..') === true && insideFolder(folder) === undefined;
  if (folder === undefined || (!leaves && plainText(folder) === folder)) return;
  notes.push(
    `project-config.json names ${plainText(folder)} as ${key}, which is not a folder of the project; nothing is written there.`,
  );
}

/** The name in project-config.json, else the folder's. */
export function readName(root: string, config: JsonObject | undefined, notes: Notes): string {
  const name = textMember(config, 'projectName');
  if (config && !name) notes.push("project-config.json gives no projectName; the folder's name stands in.");
  return name ?? basename(root);
}

/** The access in a record of aws-info.json or local-aws-info.json; without configLevel it is the project's own. */
export function readAccess(record: JsonObject, label: string, notes: Notes): ProjectAccess | undefined {
  if (textMember(record, 'configLevel') === 'general') return { kind: 'environment' };
  const profile = textMember(record, 'profileName');
  const keysFile = textMember(record, 'awsConfigFilePath');
  const usesProfile = Object.hasOwn(record, 'useProfile')
    ? record.useProfile === true
    : profile !== undefined;
  if (usesProfile && profile) return { kind: 'profile', name: profile };
  if (!usesProfile && keysFile) return { kind: 'keys-file', path: keysFile };
  notes.push(
    textMember(record, 'configLevel') === 'amplifyAdmin'
      ? `${label} ties the project to an Amplify Studio login, which is not supported; choose a profile.`
      : `${label} names neither a profile nor a file with keys.`,
  );
  return undefined;
}

/** Whether an access is a file with keys that is missing on this machine. */
export async function isKeysFileMissing(access: ProjectAccess | undefined): Promise<boolean> {
  return access?.kind === 'keys-file' && !(await pathExists(access.path));
}

/** The member `providers.awscloudformation` of amplify-meta.json and .amplifyrc. */
export function providerRecord(file: JsonObject | undefined): JsonObject | undefined {
  return objectMember(objectMember(file, 'providers'), 'awscloudformation');
}

/** Where a stack's record is. */
export interface RecordPlace {
  /** As people know the file: `team-provider-info.json`. */
  readonly label: string;
  readonly path: string;
  readonly environment?: string | undefined;
  readonly layout?: Layout;
}

/**
 * The parent stack in a record of amplify-meta.json, .amplifyrc or team-provider-info.json. Missing role names are taken
 * from the role ARNs.
 *
 * @returns undefined if there is no record, if it is incomplete, which a note then says, or if no such stack can exist,
 * which is collected as a fault
 */
export function readStack(
  record: JsonObject | undefined,
  { label, path, environment, layout }: RecordPlace,
  notes: Notes,
  faults: Faults,
): ProjectStack | undefined {
  if (!record) return undefined;
  const missing: string[] = [];
  const text = (key: string, otherwise?: string) => {
    const value = textMember(record, key) ?? otherwise;
    if (value === undefined) missing.push(key);
    return value ?? '';
  };
  const appId = textMember(record, 'AmplifyAppId');
  const roleName = (arnKey: string) => textMember(record, arnKey)?.split('/').at(-1);
  const stack: ProjectStack = {
    region: text('Region'),
    stackName: text('StackName'),
    stackId: text('StackId'),
    deploymentBucketName: text('DeploymentBucketName'),
    authRoleArn: text('AuthRoleArn'),
    authRoleName: text('AuthRoleName', roleName('AuthRoleArn')),
    unauthRoleArn: text('UnauthRoleArn'),
    unauthRoleName: text('UnauthRoleName', roleName('UnauthRoleArn')),
    ...(appId ? { appId } : {}),
  };
  if (missing.length > 0) {
    notes.push(`${label} does not give ${missing.join(', ')} of the stack.`);
    return undefined;
  }
  const fault = stackFault(stack);
  if (fault === undefined) return stack;
  faults.push(stackFaultProblem(label, environment, fault, fileRemedy(path, false, layout)));
  return undefined;
}

/** A stack as amplify-meta.json, .amplifyrc and team-provider-info.json hold it, in the Amplify CLI's order. */
export function stackRecord(stack: ProjectStack): Readonly<Record<string, string>> {
  return {
    AuthRoleName: stack.authRoleName,
    UnauthRoleArn: stack.unauthRoleArn,
    AuthRoleArn: stack.authRoleArn,
    Region: stack.region,
    DeploymentBucketName: stack.deploymentBucketName,
    UnauthRoleName: stack.unauthRoleName,
    StackName: stack.stackName,
    StackId: stack.stackId,
    ...(stack.appId === undefined ? {} : { AmplifyAppId: stack.appId }),
  };
}
