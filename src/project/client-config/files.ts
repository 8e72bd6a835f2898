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

/** The plan for the files that configure an app for its backend. */
export interface ClientConfigPlan {
  readonly files: readonly PlannedFile[];
  /** Files that stay unchanged because they are not in the form that Amplify writes, with the reason. */
  readonly left: readonly { readonly label: string; readonly why: string }[];
  /** Values that a file has and the backend does not: their paths, by file. */
  readonly onlyThere: readonly { readonly label: string; readonly paths: readonly string[] }[];
}

export interface ClientConfigChoices {
  /** Files of the same kind of app elsewhere, in the order of {@link clientConfigLabels}: new files take over their settings. */
  readonly carried?: readonly (string | undefined)[];
  /** The previous backend: values that came from it are removed if the current one no longer has them. */
  readonly before?: Backend | undefined;
  /** Whether values that a file has and the backend does not stay in the file. */
  readonly onlyThere?: 'keep' | 'remove';
}

/**
 * Plans the files that configure an app for its backend, as the Amplify CLI writes them. Files that would not change are
 * left out; one that holds code or is broken is left unchanged and named.
 *
 * @param root absolute path of the project's root
 * @param existing texts of the existing files among {@link clientConfigLabels}, by label
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
    // Both files of a JavaScript app hold the same configuration in two languages.
    const of = app === 'javascript' ? base : (made[index] ?? {});
    const keep = onlyThere === 'keep';
    const { whole, paths } = withOnlyThere(of, { had, before: old[index] ?? {}, isOwn, keep });
    if (index === 0) base = whole;
    if (!found) continue;
    if (paths.length > 0) told.push({ label, paths });
    const contents = render(app, index, whole);
    const text = existing.get(label);
    // If nothing is out of date, the file keeps its formatting.
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

/** A backend without resources. */
const nothing: Backend = { region: '', resources: [] };

/**
 * Whether a configuration file holds more than Amplify writes: a user's own settings, or something unreadable. Such a
 * file is never removed.
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
    // The second file of a JavaScript app is made from the first.
    return !(app === 'javascript' && index > 0) && hasOther(had ?? {}, isAmplifys[app][index]);
  } catch {
    return true;
  }
}

/** The categories that Amplify's libraries for Android, iOS and Flutter configure, and the keys that mark the file as Amplify's. */
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

/** Whether a top-level key belongs to Amplify, for each file. */
const isAmplifys: Readonly<Record<AppType, readonly ((key: string) => boolean)[]>> = {
  javascript: [isJavascriptKey, isJavascriptKey],
  android: [isAwsKey, isCategory],
  ios: [isAwsKey, isCategory],
  flutter: [isCategory],
};

function hasOther(config: JsonObject, isAmplify: ((key: string) => boolean) | undefined): boolean {
  return Object.keys(config).some((key) => !isAmplify?.(key));
}

/** The configuration of Amplify's libraries, plus the keys outside their categories that a user added. */
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

/** The contents of an app's files. @param first current contents of the first file @param second of the second one */
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

/** A Flutter app has one file; what a user added to its awsconfiguration is in the auth plug-in. */
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
 * JSON inside a triple-quoted Dart string, where a backslash, `$` and quotes are special. `$` and quotes become escapes
 * that both languages share, because the Amplify CLI reads the text as JSON.
 */
function dartText(config: JsonObject): string {
  return jsonText(config).replaceAll('\\', '\\\\').replaceAll('$', '\\u0024').replaceAll("'", '\\u0027');
}
