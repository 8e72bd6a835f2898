import type { JsonEdit } from '../../project/edited-json.ts';
import { type JsonObject, objectMember } from '../../project/json-text.ts';
import { appBlock } from '../../project/layouts/app-block.ts';
import { settingsOfAnswers } from './answers.ts';
import type { ProjectAnswers } from './project-answers.ts';

const javascriptKeys = {
  sourceDir: 'SourceDir',
  distributionDir: 'DistributionDir',
  buildCommand: 'BuildCommand',
  startCommand: 'StartCommand',
} as const;

/**
 * The changes of the app settings in project-config.json: another kind of app gets its own block instead of the old one,
 * else only changed members are written.
 *
 * @param block the block's name in the layout
 */
export function appEdits(
  config: JsonObject,
  had: ProjectAnswers,
  answers: ProjectAnswers,
  block: string,
): JsonEdit[] {
  if (answers.app !== had.app) {
    const added = Object.entries(appBlock(settingsOfAnswers(answers), block));
    return [
      ...partsOf(config, had).map((name) => ({ path: [name], value: undefined })),
      ...added.map(([name, value]) => ({ path: [name], value })),
    ];
  }
  const [name = block] = partsOf(config, had);
  const edits: JsonEdit[] = [];
  if (answers.app === 'javascript') {
    if (answers.framework !== had.framework)
      edits.push({ path: [name, 'framework'], value: answers.framework });
    for (const [field, key] of Object.entries(javascriptKeys) as [keyof typeof javascriptKeys, string][]) {
      const value = answers.javascript[field];
      if (value !== had.javascript[field]) edits.push({ path: [name, 'config', key], value });
    }
  } else if (answers.app !== 'ios' && answers.resDir[answers.app] !== had.resDir[answers.app]) {
    edits.push({ path: [name, 'config', 'ResDir'], value: answers.resDir[answers.app] });
  }
  return edits;
}

/** The names under which the file holds the current app's settings. */
function partsOf(config: JsonObject, had: ProjectAnswers): string[] {
  return [had.app, `amplify-frontend-${had.app}`].filter((name) => objectMember(config, name) !== undefined);
}
