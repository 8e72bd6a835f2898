import type { PlannedFile } from '../../values/plan.ts';
import type { JsonObject } from '../json-text.ts';
import { projectPath } from '../layouts/file-names.ts';
import type { AppType, ProjectSettings } from '../project.ts';
import type { Backend } from './backend.ts';
import { readAmplifyDart, readAwsExports, readConfigJson } from './current.ts';
import { javascriptConfig } from './javascript.ts';
import { clientConfigLabels } from './labels.ts';
import { amplifyConfiguration } from './native-amplify.ts';
import { awsConfiguration, type NativeApp } from './native-aws.ts';

/**
 * Plans the files that tell an app about its backend, as the Amplify CLI writes them. Files that would not change are
 * left out.
 *
 * @param root absolute path of the project's root
 * @param existing the texts of those of {@link clientConfigLabels} that are there, by label
 * @param carried an older file of the same kind elsewhere, whose own settings a new one takes over
 * @throws Problem FILE_MALFORMED when an existing file cannot be read, so that nothing of a person's own is lost
 */
export function planClientConfig(
  root: string,
  settings: ProjectSettings,
  backend: Backend,
  existing: ReadonlyMap<string, string>,
  carried?: string,
): PlannedFile[] {
  const labels = clientConfigLabels(settings);
  const [first = ''] = labels;
  const current = existing.get(first) ?? carried;
  const [, second] = settings.app === 'javascript' ? [] : labels;
  const texts = textsOf(
    settings.app,
    backend,
    (read) => currentOf(root, first, current, read),
    second === undefined ? undefined : currentOf(root, second, existing.get(second), readConfigJson),
  );
  return labels.flatMap((label, index): PlannedFile[] => {
    const contents = texts[index] ?? '';
    const before = existing.get(label);
    if (before === contents) return [];
    const path = projectPath(root, label);
    return [
      before === undefined
        ? { path, label, contents, change: 'create' }
        : { path, label, contents, change: 'update', before },
    ];
  });
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
  const [first = ''] = clientConfigLabels(settings);
  const path = projectPath(root, label);
  try {
    if (label !== first) return settings.app !== 'javascript' && hasOther(readConfigJson(path, text));
    if (settings.app === 'flutter' && hasOther(readAmplifyDart(path, text))) return true;
    const [generated] = textsOf(settings.app, nothing, () => undefined, undefined);
    const [kept] = textsOf(settings.app, nothing, (read) => currentOf(root, first, text, read), undefined);
    return generated !== kept;
  } catch {
    return true;
  }
}

/** The categories that Amplify's libraries for Android, iOS and Flutter configure, and what says whose the file is. */
const categories = new Set([
  ...['UserAgent', 'Version', 'auth', 'api', 'storage', 'analytics', 'geo', 'predictions'],
  'notifications',
]);

function hasOther(config: JsonObject): boolean {
  return Object.keys(config).some((key) => !categories.has(key));
}

/** The configuration of Amplify's libraries with what a person has in theirs beside the categories. */
function withOthers(config: JsonObject, current: JsonObject | undefined): JsonObject {
  const others = Object.entries(current ?? {}).filter(([key]) => !categories.has(key));
  return { ...config, ...Object.fromEntries(others) };
}

type Reader = (path: string, text: string) => JsonObject;

function textsOf(
  app: AppType,
  backend: Backend,
  current: (read: Reader) => JsonObject | undefined,
  second: JsonObject | undefined,
): readonly string[] {
  if (app === 'javascript') {
    const config = javascriptConfig(backend, current(readAwsExports));
    return [awsExportsText(config), JSON.stringify(config, null, 2)];
  }
  if (app === 'flutter') {
    const had = current(readAmplifyDart);
    const aws = awsConfiguration(backend, app, customOfAuthPlugin(had));
    const config = withOthers(amplifyConfiguration(backend, app, aws), had);
    return [`const amplifyconfig = '''${dartText(config)}''';\n`];
  }
  const aws = awsConfiguration(backend, app satisfies NativeApp, current(readConfigJson));
  return [jsonText(aws), jsonText(withOthers(amplifyConfiguration(backend, app, aws), second))];
}

function currentOf(root: string, label: string, text: string | undefined, read: Reader) {
  return text === undefined || text.trim() === '' ? undefined : read(projectPath(root, label), text);
}

/** A flutter app has one file; what a person added to its awsconfiguration is in the auth plug-in. */
function customOfAuthPlugin(config: JsonObject | undefined): JsonObject | undefined {
  let part: unknown = config;
  for (const key of ['auth', 'plugins', 'awsCognitoAuthPlugin']) {
    part = typeof part === 'object' && part !== null ? (part as JsonObject)[key] : undefined;
  }
  return part as JsonObject | undefined;
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
