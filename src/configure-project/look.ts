import { resolve } from 'node:path';
import type { AccessOption } from '../credentials/choice.ts';
import { pathExists, readTextFile } from '../platform/files.ts';
import { readBackend } from '../project/client-config/backend.ts';
import { holdsOwnSettings } from '../project/client-config/files.ts';
import { clientConfigLabels } from '../project/client-config/labels.ts';
import { detectApp } from '../project/detect.ts';
import { staysInside } from '../project/inside.ts';
import {
  asObject,
  type JsonObject,
  objectMember,
  parseProjectJson,
  textMember,
} from '../project/json-text.ts';
import { projectFiles, projectPath } from '../project/layouts/file-names.ts';
import { providerRecord, readAccess, readStack } from '../project/layouts/records.ts';
import { findProject } from '../project/open.ts';
import type { Project, ProjectAccess, ProjectStack } from '../project/project.ts';
import { Problem } from '../values/problem.ts';
import { shellWord } from '../values/shell.ts';
import { plainText } from '../values/text.ts';
import { answersOf, configLabels, type ProjectAnswers, settingsOfAnswers } from './answers.ts';
import type { OldFile, ProjectFacts } from './facts.ts';

/**
 * The project of a folder.
 *
 * @throws Problem PROJECT_NONE, PROJECT_NESTED, or what keeps it from being read
 */
export async function openProject(folder: string): Promise<Project> {
  const found = await findProject(folder);
  if (found.kind === 'project') return found.project;
  if (found.kind === 'unreadable') throw new Problem(found.problem);
  if (found.kind === 'nested') {
    throw new Problem({
      code: 'PROJECT_NESTED',
      what: `The project lies in an outer folder: ${plainText(found.root)}.`,
      why: 'Its settings belong there, and this folder gets none of its own.',
      next: `Go there, or add --cwd ${shellWord(plainText(found.root))}.`,
    });
  }
  throw new Problem({
    code: 'PROJECT_NONE',
    what: 'There is no Amplify project in this folder.',
    why: `${plainText(folder)} has no amplify/ folder with a backend in it, and no folder above it has one.`,
    next: 'Create one with init, or copy the amplify/ folder of another project here first.',
  });
}

/**
 * Reads what the project has.
 *
 * @param options every way to reach AWS from this machine
 * @param targets folders that share the backend
 */
export async function lookAtProject(
  project: Project,
  options: readonly AccessOption[],
  targets: readonly string[],
): Promise<ProjectFacts> {
  const { root, layout, access } = project;
  const detection = await detectApp(root);
  const team = layout === 'multi-env' ? await jsonOf(root, projectFiles.teamProviderInfo) : undefined;
  const environments = Object.keys(team ?? {});
  const restores = await isIncomplete(project);
  const answers = answersOf(project, { detection, restores, environments });
  const movedFrom = await otherPath(project);
  return {
    project,
    answers,
    detection,
    restores,
    environments,
    stacks: stacksOf(team, project),
    accesses: await accessesOf(project),
    accessOptions: options,
    accessMissing: await isMissing(access, options),
    oldFiles: await oldFilesOf(root, answers),
    backendMissing: project.backendMissing === true,
    configMissing: await configMissingOf(project, answers),
    metadataStacks: await metadataStacksOf(root),
    targets,
    ...(movedFrom === undefined ? {} : { movedFrom }),
  };
}

/** Whether what the project is tied to is not on this machine. */
async function isMissing(access: Project['access'], options: readonly AccessOption[]): Promise<boolean> {
  if (access?.kind === 'keys-file') return !(await pathExists(access.path));
  if (access?.kind !== 'profile') return false;
  return !options.some(({ choice }) => choice.kind === 'profile' && choice.name === access.name);
}

/** Whether a file of one machine is missing: the project was cloned, or copied without its hidden folder. */
async function isIncomplete({ root, layout }: Project): Promise<boolean> {
  const needed =
    layout === 'documented'
      ? [projectFiles.config, projectFiles.awsInfo]
      : [projectFiles.config, projectFiles.localEnvInfo, projectFiles.localAwsInfo];
  const there = await Promise.all(needed.map((label) => pathExists(projectPath(root, label))));
  return there.includes(false);
}

/**
 * The configuration files that the app's settings name and that are not there. In the documented layout a backend without
 * resources has none yet, and the Amplify CLI of 2018 knows the first of them only.
 */
async function configMissingOf({ root, layout }: Project, answers: ProjectAnswers): Promise<string[]> {
  const labels = clientConfigLabels(settingsOfAnswers(answers)).filter(staysInside);
  const known = layout === 'documented' ? labels.slice(0, 1) : labels;
  const there = await Promise.all(known.map((label) => pathExists(projectPath(root, label))));
  const missing = known.filter((_, index) => !there[index]);
  if (missing.length === 0) return [];
  const metadata = await readMetadata(root).catch(() => undefined);
  const tells =
    layout === 'documented' ? readBackend(metadata, '').resources.length > 0 : metadata !== undefined;
  return tells ? missing : [];
}

async function metadataStacksOf(root: string): Promise<string[]> {
  const ids = [projectFiles.meta, projectFiles.currentMeta].map(async (label) => {
    // A broken one says nothing; where it is needed, it is read again and told of.
    const meta = await jsonOf(root, label).catch(() => undefined);
    return textMember(providerRecord(meta), 'StackId');
  });
  return [...new Set((await Promise.all(ids)).filter((id) => id !== undefined))];
}

async function otherPath({ root, layout }: Project): Promise<string | undefined> {
  const labels =
    layout === 'documented' ? [projectFiles.config, projectFiles.info] : [projectFiles.localEnvInfo];
  for (const label of labels) {
    const path = textMember(await jsonOf(root, label), 'projectPath');
    if (path !== undefined) return resolve(path) === resolve(root) ? undefined : plainText(path);
  }
  return undefined;
}

function stacksOf(team: JsonObject | undefined, project: Project): Record<string, ProjectStack> {
  const named = Object.keys(team ?? {}).flatMap((name) => {
    const record = objectMember(objectMember(team, name), 'awscloudformation');
    const stack = readStack(record, 'team-provider-info.json', []);
    return stack ? [[name, stack] as const] : [];
  });
  const own = project.stack ? [[project.environment ?? '', project.stack] as const] : [];
  return Object.fromEntries([...own, ...named]);
}

/** What the environments are tied to on this machine; a clone has none of it. */
async function accessesOf({
  root,
  layout,
  access,
  environment,
}: Project): Promise<Record<string, ProjectAccess>> {
  const own = access ? [[environment ?? '', access] as const] : [];
  const local = layout === 'multi-env' ? await jsonOf(root, projectFiles.localAwsInfo) : undefined;
  const named = Object.keys(local ?? {}).flatMap((name) => {
    const record = objectMember(local, name);
    const tied = record && readAccess(record, 'local-aws-info.json', []);
    return tied ? [[name, tied] as const] : [];
  });
  return Object.fromEntries([...own, ...named]);
}

async function oldFilesOf(root: string, answers: ProjectAnswers): Promise<OldFile[]> {
  const settings = settingsOfAnswers(answers);
  const files = clientConfigLabels(settings)
    .filter(staysInside)
    .map(async (label): Promise<OldFile[]> => {
      const text = await readTextFile(projectPath(root, label)).catch(() => '');
      return text === undefined ? [] : [{ label, own: holdsOwnSettings(root, settings, label, text) }];
    });
  return (await Promise.all(files)).flat();
}

/** The texts of the project's files that a plan may change, by label; what is not there is left out. */
export async function readProjectTexts(
  facts: ProjectFacts,
  answers: ProjectAnswers,
): Promise<ReadonlyMap<string, string>> {
  const { root } = facts.project;
  const labels = new Set([
    ...[projectFiles.config, projectFiles.info, projectFiles.awsInfo, projectFiles.amplifyrc],
    ...[projectFiles.localEnvInfo, projectFiles.localAwsInfo, projectFiles.meta],
    ...facts.oldFiles.map(({ label }) => label),
    ...configLabels(answers).filter(staysInside),
  ]);
  const texts = new Map<string, string>();
  for (const label of labels) {
    const text = await readTextFile(projectPath(root, label));
    if (text !== undefined) texts.set(label, text);
  }
  return texts;
}

/** What the backend gives: of the backend here, else as it was deployed last. */
export async function readMetadata(root: string): Promise<JsonObject | undefined> {
  return (await jsonOf(root, projectFiles.meta)) ?? (await jsonOf(root, projectFiles.currentMeta));
}

async function jsonOf(root: string, label: string): Promise<JsonObject | undefined> {
  const path = projectPath(root, label);
  const text = await readTextFile(path);
  return text === undefined ? undefined : asObject(parseProjectJson(path, text));
}
