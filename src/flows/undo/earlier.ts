import { asRecord, isText } from '../../core/json-values.ts';
import { frameworks, type JavascriptConfig } from '../../project/project.ts';
import type { ChangeRecord } from '../../state/changes.ts';
import type { EarlierSettings } from '../configure-project/facts.ts';

/** A project's latest settings for its former kinds of app. */
export function earlierSettings(changes: readonly ChangeRecord[], root: string): EarlierSettings {
  let found: EarlierSettings = {};
  // Newest first: existing values are kept.
  for (const { settings } of changes.filter((change) => change.root === root)) {
    const { app, framework, javascript, resDir } = asRecord(settings) ?? {};
    const known = frameworks.find((one) => one === framework);
    if (app === 'javascript' && known && isConfig(javascript))
      found = { framework: known, javascript, ...found };
    if ((app === 'android' || app === 'flutter') && isText(resDir))
      found = { ...found, resDir: { [app]: resDir, ...found.resDir } };
  }
  return found;
}

function isConfig(value: unknown): value is JavascriptConfig {
  const config = asRecord(value);
  const names = ['sourceDir', 'distributionDir', 'buildCommand', 'startCommand'];
  return config !== undefined && names.every((name) => isText(config[name]));
}
