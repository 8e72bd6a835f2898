import type { PlannedFile } from '../../core/plan.ts';
import { sameValue } from '../../core/same-value.ts';
import { accessEdits } from '../../project/access-edits.ts';
import { editedJson, type JsonEdit } from '../../project/edited-json.ts';
import {
  asObject,
  objectMember,
  parseJsonObject,
  parseProjectJson,
  textMember,
} from '../../project/json-text.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { projectConfigText } from '../../project/layouts/multi-env-files.ts';
import { settingsOfAnswers } from './answers.ts';
import { appEdits } from './app-edits.ts';
import { changed } from './documented-files.ts';
import { accessOf } from './facts.ts';
import type { ProjectPlanInput } from './plan-input.ts';

/** The files of a project in the layout with environments that the answers change, project-config.json last. */
export function multiEnvFiles(input: ProjectPlanInput): PlannedFile[] {
  const { facts, answers, texts, base } = input;
  const { root } = facts.project;
  const { answers: had } = facts;
  const textOf = (label: string) => texts.get(label) ?? base?.get(label);
  const edited = (label: string, edits: readonly JsonEdit[]) => {
    const text = textOf(label);
    if (edits.length === 0) return text;
    return editedJson(projectPath(root, label), text ?? '{\n  \n}', edits);
  };
  const config = asObject(
    parseProjectJson(projectPath(root, projectFiles.config), textOf(projectFiles.config) ?? '{}'),
  );
  const configEdits: JsonEdit[] = [
    ...(answers.name === had.name ? [] : [{ path: ['projectName'], value: answers.name }]),
    ...(answers.app === had.app ? [] : [{ path: ['frontend'], value: answers.app }]),
    ...appEdits(config ?? {}, had, answers, answers.app),
  ];
  return [
    ...changed(
      root,
      projectFiles.localAwsInfo,
      texts,
      edited(projectFiles.localAwsInfo, accessRecordEdits(input)),
    ),
    ...changed(root, projectFiles.localEnvInfo, texts, edited(projectFiles.localEnvInfo, localEdits(input))),
    ...changed(
      root,
      projectFiles.config,
      texts,
      textOf(projectFiles.config) === undefined
        ? projectConfigText(settingsOfAnswers(answers))
        : edited(projectFiles.config, configEdits),
    ),
  ];
}

function localEdits({ facts, answers, texts, base }: ProjectPlanInput): JsonEdit[] {
  const { root } = facts.project;
  const isNew = !texts.has(projectFiles.localEnvInfo);
  const edits: JsonEdit[] = [];
  if (isNew || facts.movedFrom !== undefined) edits.push({ path: ['projectPath'], value: root });
  if ((isNew && !base) || answers.editor !== facts.answers.editor)
    edits.push({ path: ['defaultEditor'], value: answers.editor });
  if (answers.environment !== undefined && facts.project.environment !== answers.environment)
    edits.push({ path: ['envName'], value: answers.environment });
  return edits;
}

function accessRecordEdits({ facts, answers, texts }: ProjectPlanInput): JsonEdit[] {
  const { access, environment } = answers;
  if (access === undefined || environment === undefined) return [];
  const text = texts.get(projectFiles.localAwsInfo);
  const path = projectPath(facts.project.root, projectFiles.localAwsInfo);
  const record = text === undefined ? undefined : objectMember(parseJsonObject(path, text), environment);
  const same = sameValue(access, accessOf(facts, answers));
  if (record && same) return [];
  // A record of a profile has a configLevel; one of an Amplify Studio login becomes the project's own.
  const levelled = textMember(record, 'configLevel') !== undefined || record === undefined;
  return accessEdits(access, [environment], levelled);
}
