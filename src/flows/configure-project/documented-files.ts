import type { PlannedFile } from '../../core/plan.ts';
import { sameValue } from '../../core/same-value.ts';
import { accessEdits } from '../../project/access-edits.ts';
import { editedJson, type JsonEdit } from '../../project/edited-json.ts';
import { type JsonObject, objectMember, parseJsonObject, textMember } from '../../project/json-text.ts';
import { planDocumentedFiles } from '../../project/layouts/documented.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { appTypeOf } from '../../project/layouts/records.ts';
import type { AppType, ProjectStack } from '../../project/project.ts';
import { settingsOfAnswers } from './answers.ts';
import { appEdits } from './app-edits.ts';
import { stackOf } from './facts.ts';
import type { ProjectPlanInput } from './plan-input.ts';
import type { ProjectAnswers } from './project-answers.ts';

/** The files of a project in the documented layout that the answers change, project-config.json last. */
export function documentedFiles(input: ProjectPlanInput): PlannedFile[] {
  const { facts, answers, texts, base } = input;
  const { root } = facts.project;
  const config =
    texts.get(projectFiles.config) ?? texts.get(projectFiles.info) ?? base?.get(projectFiles.config);
  return [
    ...changed(root, projectFiles.awsInfo, texts, awsInfoOf(input)),
    ...(facts.restores || facts.movedFrom !== undefined
      ? changed(root, projectFiles.amplifyrc, texts, amplifyrcOf(input))
      : []),
    ...changed(
      root,
      projectFiles.config,
      texts,
      config === undefined
        ? newFile(input, projectFiles.config, stackOf(facts, answers) ?? noStack)
        : editedJson(projectPath(root, projectFiles.config), config, configEdits(input, config)),
    ),
  ];
}

/** A file's change to other contents; empty if nothing changes. */
export function changed(
  root: string,
  label: string,
  texts: ReadonlyMap<string, string>,
  contents: string | undefined,
): PlannedFile[] {
  const before = texts.get(label);
  if (contents === undefined || contents === before) return [];
  const path = projectPath(root, label);
  return [
    before === undefined
      ? { path, label, contents, change: 'create' }
      : { path, label, contents, change: 'update', before },
  ];
}

function configEdits({ facts, answers, handlers }: ProjectPlanInput, text: string): JsonEdit[] {
  const { root } = facts.project;
  const { answers: had } = facts;
  const config = parseJsonObject(projectPath(root, projectFiles.config), text);
  const moved = facts.movedFrom !== undefined;
  const edits: JsonEdit[] = [];
  if (answers.name !== had.name) edits.push({ path: ['projectName'], value: answers.name });
  if (moved) edits.push({ path: ['projectPath'], value: root });
  if (answers.editor !== had.editor) edits.push({ path: ['defaultEditor'], value: answers.editor });
  const handler = handlerOf(config);
  if (answers.app !== had.app) {
    const name = handler?.startsWith('amplify-frontend-') ? `amplify-frontend-${answers.app}` : answers.app;
    edits.push({ path: ['frontendHandler'], value: withHandler(config, handler, [name, handlers.frontend]) });
  } else if (moved && handler) {
    edits.push({ path: ['frontendHandler', handler], value: handlers.frontend });
  }
  const whole = handler?.startsWith('amplify-frontend-') === true;
  const block = whole || answers.app === 'android' ? `amplify-frontend-${answers.app}` : answers.app;
  edits.push(...appEdits(config, had, answers, block));
  if (moved && objectMember(config, 'providers'))
    edits.push({ path: ['providers', 'awscloudformation'], value: handlers.provider });
  return edits;
}

/** The handlers with ours in its old place, else first, because the Amplify CLI of 2018 uses the first one. */
function withHandler(config: JsonObject, had: string | undefined, ours: [string, string]): JsonObject {
  const all = Object.entries(objectMember(config, 'frontendHandler') ?? {});
  if (had === undefined) return Object.fromEntries([ours, ...all]);
  return Object.fromEntries(all.map((one) => (one[0] === had ? ours : one)));
}

/** The app's handler name in a project-config.json. */
function handlerOf(config: JsonObject): string | undefined {
  const names = Object.keys(objectMember(config, 'frontendHandler') ?? {});
  return names.find((name): name is AppType => appTypeOf(name) !== undefined);
}

function awsInfoOf(input: ProjectPlanInput): string | undefined {
  const { facts, answers, texts } = input;
  const text = texts.get(projectFiles.awsInfo);
  if (answers.access === undefined) return text;
  if (text === undefined) return newFile(input, projectFiles.awsInfo, stackOf(facts, answers) ?? noStack);
  if (sameValue(answers.access, facts.answers.access)) return text;
  const path = projectPath(facts.project.root, projectFiles.awsInfo);
  const record = parseJsonObject(path, text);
  return editedJson(
    path,
    text,
    accessEdits(answers.access, [], textMember(record, 'configLevel') !== undefined),
  );
}

/** .amplifyrc: the Amplify CLI of 2018 fails without it, and a copied amplify/ lacks it. */
function amplifyrcOf(input: ProjectPlanInput): string | undefined {
  const stack = stackOf(input.facts, input.answers);
  return input.texts.get(projectFiles.amplifyrc) ?? (stack && newFile(input, projectFiles.amplifyrc, stack));
}

/** A file as in a new project of the layout. */
function newFile(input: ProjectPlanInput, label: string, stack: ProjectStack): string | undefined {
  const { facts, answers, handlers } = input;
  const files = planDocumentedFiles({
    root: facts.project.root,
    settings: settingsOfAnswers(answers satisfies ProjectAnswers),
    access: answers.access ?? { kind: 'environment' },
    stack,
    handlers,
  });
  return files.find((file) => file.label === label)?.contents;
}

/** Replaces the stack in files that do not name one. */
const noStack: ProjectStack = {
  region: '',
  stackName: '',
  stackId: '',
  deploymentBucketName: '',
  authRoleArn: '',
  authRoleName: '',
  unauthRoleArn: '',
  unauthRoleName: '',
};
