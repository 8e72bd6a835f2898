import { isDeepStrictEqual } from 'node:util';
import type { PlannedFile } from '../../core/plan.ts';
import { asProblem } from '../../core/problem.ts';
import { staysInside } from '../inside.ts';
import { type JsonObject, objectMember } from '../json-text.ts';
import { projectPath } from '../layouts/file-names.ts';
import type { AppType, ProjectSettings } from '../project.ts';
import type { Backend } from './backend.ts';
import { readAmplifyDart, readAwsExports, readConfigJson } from './current.ts';
import { isJavascriptKey, javascriptConfig } from './javascript.ts';
import { clientConfigLabels } from './labels.ts';
import { amplifyConfiguration } from './native-amplify.ts';
import { awsConfiguration, isAwsKey, type NativeApp } from './native-aws.ts';
import { withOnlyThere } from './only-there.ts';

/** What is planned for the files that tell an app about its backend. */
export interface ClientConfigPlan {
  readonly files: readonly PlannedFile[];
  /** Files that are left as they are, because they cannot be read as what Amplify writes: each with the reason. */
  readonly left: readonly { readonly label: string; readonly why: string }[];
  /** Values that only a file has, and not the backend: by file, where in it. */
  readonly onlyThere: readonly { readonly label: string; readonly paths: readonly string[] }[];
}

export interface ClientConfigChoices {
  /** Files of the same kind of app elsewhere, by their place in {@link clientConfigLabels}: new ones take over what is in them. */
  readonly carried?: readonly (string | undefined)[];
  /** The backend as it was before: what a file has of it goes where it gives it no more. */
  readonly before?: Backend | undefined;
  /** Whether values that only a file has, and not the backend, stay in it. */
  readonly onlyThere?: 'keep' | 'remove';
}

/**
 * Plans the files that tell an app about its backend, as the Amplify CLI writes them. Files that would not change are
 * left out; one that holds code, or is broken, is left as it is and named.
 *
 * @param root absolute path of the project's root
 * @param existing the texts of those of {@link clientConfigLabels} that are there, by label
 */
export function planClientConfig(
  root: string,
  settings: ProjectSettings,
  backend: Backend,
  existing: ReadonlyMap<string, string>,
  { carried = [], before = nothing, onlyThere = 'keep' }: ClientConfigChoices = {},
): ClientConfigPlan {
  const { app } = settings;
  const labels = clientConfigLabels(settings);
  const files: PlannedFile[] = [];
  const left: { label: string; why: string }[] = [];
  const told: { label: string; paths: readonly string[] }[] = [];
  const read = labels.map((label, index) => {
    const text = existing.get(label) ?? carried[index];
    if (!staysInside(label)) {
      left.push({ label, why: 'its folder is not within the project' });
      return undefined;
    }
    try {
      return { had: currentOf(root, label, text, readers[app][index] ?? readConfigJson) };
    } catch (thrown) {
      left.push({ label, why: asProblem(thrown).why });
      return undefined;
    }
  });
  const [first, second] = read.map((each) => each?.had);
  const made = configsOf(app, backend, first, second);
  const old = configsOf(app, before, undefined, undefined);
  let base = made[0] ?? {};
  for (const [index, label] of labels.entries()) {
    const found = read[index];
    const had = found?.had ?? {};
    const isOwn = (key: string) => !isAmplifys[app][index]?.(key);
    // Both files of a JavaScript app are the same one in two languages.
    const of = app === 'javascript' ? base : (made[index] ?? {});
    const keep = onlyThere === 'keep';
    const { whole, paths } = withOnlyThere(of, { had, before: old[index] ?? {}, isOwn, keep });
    if (index === 0) base = whole;
    if (!found) continue;
    if (paths.length > 0) told.push({ label, paths });
    const contents = render(app, index, whole);
    const text = existing.get(label);
    // With nothing to bring up to date a file stays as somebody has formatted it.
    const isSame = text === contents || (paths.length > 0 && isDeepStrictEqual(whole, had));
    if (text !== undefined && isSame) continue;
    const path = projectPath(root, label);
    files.push(
      text === undefined
        ? { path, label, contents, change: 'create' }
        : { path, label, contents, change: 'update', before: text },
    );
  }
  return { files, left, onlyThere: told };
}

/** A backend that gives nothing to any file. */
const nothing: Backend = { region: '', resources: [] };

/**
 * Whether a configuration file holds more than what Amplify writes: settings of a person's own, or something that
 * cannot be read. Such a file is never removed.
 *
 * @param label one of {@link clientConfigLabels}
 */
export function holdsOwnSettings(
  root: string,
  settings: ProjectSettings,
  label: string,
  text: string,
): boolean {
  const { app } = settings;
  const index = clientConfigLabels(settings).indexOf(label);
  try {
    const had = currentOf(root, label, text, readers[app][index] ?? readConfigJson);
    if (app === 'flutter' && hasOther(customOfAuthPlugin(had) ?? {}, isAwsKey)) return true;
    // The second file of a JavaScript app is made of the first.
    return !(app === 'javascript' && index > 0) && hasOther(had ?? {}, isAmplifys[app][index]);
  } catch {
    return true;
  }
}

/** The categories that Amplify's libraries for Android, iOS and Flutter configure, and what says whose the file is. */
const categories = new Set([
  'UserAgent',
  'Version',
  'auth',
  'api',
  'storage',
  'analytics',
  'geo',
  'predictions',
  'notifications',
]);

const isCategory = (key: string) => categories.has(key);

/** Which keys at the top of each file are Amplify's. */
const isAmplifys: Readonly<Record<AppType, readonly ((key: string) => boolean)[]>> = {
  javascript: [isJavascriptKey, isJavascriptKey],
  android: [isAwsKey, isCategory],
  ios: [isAwsKey, isCategory],
  flutter: [isCategory],
};

function hasOther(config: JsonObject, isAmplify: ((key: string) => boolean) | undefined): boolean {
  return Object.keys(config).some((key) => !isAmplify?.(key));
}

/** The configuration of Amplify's libraries with what a person has in theirs beside the categories. */
function withOthers(config: JsonObject, current: JsonObject | undefined): JsonObject {
  const others = Object.entries(current ?? {}).filter(([key]) => !categories.has(key));
  return { ...config, ...Object.fromEntries(others) };
}

type Reader = (path: string, text: string) => JsonObject;

const readers: Readonly<Record<AppType, readonly Reader[]>> = {
  javascript: [readAwsExports, readConfigJson],
  android: [readConfigJson, readConfigJson],
  ios: [readConfigJson, readConfigJson],
  flutter: [readAmplifyDart],
};

/** What each file of an app says of a backend. @param first what the first one holds now, @param second the second one */
function configsOf(
  app: AppType,
  backend: Backend,
  first: JsonObject | undefined,
  second: JsonObject | undefined,
): readonly JsonObject[] {
  if (app === 'javascript') {
    const config = javascriptConfig(backend, first);
    return [config, config];
  }
  if (app === 'flutter') {
    const aws = awsConfiguration(backend, app, customOfAuthPlugin(first));
    return [withOthers(amplifyConfiguration(backend, app, aws), first)];
  }
  const aws = awsConfiguration(backend, app satisfies NativeApp, first);
  return [aws, withOthers(amplifyConfiguration(backend, app, aws), second)];
}

/** A configuration as the text of a file. @param index its place in {@link clientConfigLabels} */
function render(app: AppType, index: number, config: JsonObject): string {
  if (app === 'flutter') return `const amplifyconfig = '''${dartText(config)}''';\n`;
  if (app !== 'javascript') return jsonText(config);
  return index === 0 ? awsExportsText(config) : JSON.stringify(config, null, 2);
}

function currentOf(root: string, label: string, text: string | undefined, read: Reader) {
  return text === undefined || text.trim() === '' ? undefined : read(projectPath(root, label), text);
}

/** A flutter app has one file; what a person added to its awsconfiguration is in the auth plug-in. */
function customOfAuthPlugin(config: JsonObject | undefined): JsonObject | undefined {
  return ['auth', 'plugins', 'awsCognitoAuthPlugin'].reduce<JsonObject | undefined>(objectMember, config);
}

function awsExportsText(config: JsonObject): string {
  return [
    '/* eslint-disable */',
    '// WARNING: DO NOT EDIT. This file is automatically generated by AWS Amplify. It will be overwritten.',
    '',
    `const awsmobile = ${jsonText(config)};`,
    '',
    '',
    'export default awsmobile;',
    '',
  ].join('\n');
}

function jsonText(config: JsonObject): string {
  return JSON.stringify(config, null, 4);
}

/**
 * JSON inside a Dart text of three quotes, where a backslash, `$` and quotes mean something. `$` and quotes become escapes
 * that are the same in both languages, so that the Amplify CLI, which takes the text as JSON, reads them, too.
 */
function dartText(config: JsonObject): string {
  return jsonText(config).replaceAll('\\', '\\\\').replaceAll('$', '\\u0024').replaceAll("'", '\\u0027');
}
