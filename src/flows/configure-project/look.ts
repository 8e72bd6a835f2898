import { join, resolve } from 'node:path';
import { asProblem, Problem, type ProblemText } from '../../core/problem.ts';
import type { Rows } from '../../core/rows.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import type { AccessOption } from '../../credentials/access-option.ts';
import { optionIn } from '../../credentials/option-rows.ts';
import { pathExists, readShownFile, readTextFile } from '../../platform/files.ts';
import { readBackend } from '../../project/client-config/backend.ts';
import { holdsOwnSettings } from '../../project/client-config/files.ts';
import { clientConfigLabels } from '../../project/client-config/labels.ts';
import { detectApp } from '../../project/detect.ts';
import { staysInside } from '../../project/inside.ts';
import { type JsonObject, objectMember, textMember } from '../../project/json-text.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { ignoresAmplify, withAmplifyBlock } from '../../project/layouts/git-ignore.ts';
import {
  isKeysFileMissing,
  providerRecord,
  readAccess,
  readJsonObject,
  readStack,
} from '../../project/layouts/records.ts';
import { findProject } from '../../project/open.ts';
import type { Project, ProjectAccess, ProjectStack } from '../../project/project.ts';
import { answersOf, configLabels, settingsOfAnswers, suggestedApp } from './answers.ts';
import type { EarlierSettings, OldFile, ProjectFacts } from './facts.ts';
import type { ProjectAnswers } from './project-answers.ts';

/**
 * The project of a folder.
 *
 * @throws Problem PROJECT_NONE, PROJECT_NESTED, or what prevents reading it
 */
export async function openProject(folder: string): Promise<Project> {
  const found = await findProject(folder);
  if (found.kind === 'project') return found.project;
  if (found.kind === 'unreadable') throw new Problem(found.problem);
  if (found.kind === 'nested') {
    throw new Problem({
      code: 'PROJECT_NESTED',
      what: `The project is in an outer folder: ${plainText(found.root)}.`,
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
 * Reads the project's state.
 *
 * @param options every access to AWS from this machine
 * @param targets folders that share the backend
 * @param earlier its former settings for other kinds of app
 */
export async function lookAtProject(
  project: Project,
  options: Rows<AccessOption>,
  targets: readonly string[],
  earlier: EarlierSettings = {},
): Promise<ProjectFacts> {
  const { root, layout } = project;
  const detection = await detectApp(root);
  const team = layout === 'multi-env' ? await readJsonObject(root, projectFiles.teamProviderInfo) : undefined;
  const environments = Object.keys(team ?? {});
  const restores = await isIncomplete(project);
  const answers = answersOf(project, { detection, restores, environments }, earlier);
  const movedFrom = await otherPath(project);
  const accesses = await accessesOf(project);
  return {
    project,
    answers,
    detection,
    suggested: suggestedApp({ detection, answers, restores, movedFrom }),
    restores,
    environments,
    ...stacksOf(team, project),
    accesses,
    accessOptions: options,
    accessMissing: isMissing(project, options),
    keysMissing: await keysMissingOf(accesses),
    oldFiles: await oldFilesOf(root, answers),
    backendMissing: project.backendMissing === true,
    configMissing: await configMissingOf(project, answers),
    ...(await gitIgnoreOf(project)),
    metadataStacks: await metadataStacksOf(root),
    targets,
    ...(movedFrom === undefined ? {} : { movedFrom }),
  };
}

/** Whether the project's access is missing on this machine. */
function isMissing({ access, keysMissing }: Project, options: Rows<AccessOption>): boolean {
  if (access?.kind !== 'profile') return keysMissing === true;
  return optionIn(options, { kind: 'profile', name: access.name }) === undefined;
}

/** The keys files that environments are tied to and that are missing on this machine. */
async function keysMissingOf(accesses: Readonly<Record<string, ProjectAccess>>): Promise<string[]> {
  const missing = Object.values(accesses).map(async (access) =>
    access.kind === 'keys-file' && (await isKeysFileMissing(access)) ? [access.path] : [],
  );
  return (await Promise.all(missing)).flat();
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
 * The configuration files that the app's settings name and that are missing. In the documented layout a backend without
 * resources has none yet, and the Amplify CLI of 2018 knows only the first of them.
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

async function gitIgnoreOf({
  root,
  layout,
}: Project): Promise<Pick<ProjectFacts, 'gitIgnore' | 'gitIgnoreProblem'>> {
  const before = await readShownFile(projectPath(root, projectFiles.gitIgnore)).catch(asProblem);
  if (before instanceof Problem) return { gitIgnoreProblem: before };
  if (ignoresAmplify(before ?? '')) return {};
  if (before === undefined && !(await pathExists(join(root, '.git')))) return {};
  return { gitIgnore: { before, contents: withAmplifyBlock(before ?? '', layout) } };
}

async function metadataStacksOf(root: string): Promise<string[]> {
  const ids = [projectFiles.meta, projectFiles.currentMeta].map(async (label) => {
    // A broken one is skipped; where it is needed, it is read again and reported.
    const meta = await readJsonObject(root, label).catch(() => undefined);
    return textMember(providerRecord(meta), 'StackId');
  });
  return [...new Set((await Promise.all(ids)).filter((id) => id !== undefined))];
}

async function otherPath({ root, layout }: Project): Promise<string | undefined> {
  const labels =
    layout === 'documented' ? [projectFiles.config, projectFiles.info] : [projectFiles.localEnvInfo];
  for (const label of labels) {
    const path = textMember(await readJsonObject(root, label), 'projectPath');
    if (path !== undefined) return resolve(path) === resolve(root) ? undefined : plainText(path);
  }
  return undefined;
}

/** The stacks by environment, and the fault of each invalid record. */
function stacksOf(team: JsonObject | undefined, project: Project) {
  const path = projectPath(project.root, projectFiles.teamProviderInfo);
  const stacks: Record<string, ProjectStack> = {};
  const stackFaults: Record<string, ProblemText> = {};
  const own = project.environment ?? '';
  if (project.stack) stacks[own] = project.stack;
  for (const name of Object.keys(team ?? {})) {
    const record = objectMember(objectMember(team, name), 'awscloudformation');
    const faults: ProblemText[] = [];
    const place = { label: 'team-provider-info.json', path, environment: name };
    const stack = readStack(record, place, [], faults);
    if (stack) stacks[name] = stack;
    if (faults[0]) stackFaults[name] = faults[0];
  }
  return { stacks, stackFaults };
}

/** What the environments are tied to on this machine; nothing in a clone. */
async function accessesOf({
  root,
  layout,
  access,
  environment,
}: Project): Promise<Record<string, ProjectAccess>> {
  const own = access ? [[environment ?? '', access] as const] : [];
  const local = layout === 'multi-env' ? await readJsonObject(root, projectFiles.localAwsInfo) : undefined;
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

/** The texts of the project files that a plan may change, by label; missing files are left out. */
export async function readProjectTexts(
  facts: ProjectFacts,
  answers: ProjectAnswers,
): Promise<ReadonlyMap<string, string>> {
  const { root } = facts.project;
  const labels = new Set([
    projectFiles.config,
    projectFiles.info,
    projectFiles.awsInfo,
    projectFiles.amplifyrc,
    projectFiles.localEnvInfo,
    projectFiles.localAwsInfo,
    projectFiles.meta,
    ...facts.oldFiles.map(({ label }) => label),
    ...configLabels(answers).filter(staysInside),
  ]);
  const texts = new Map<string, string>();
  for (const label of labels) {
    const text = await readShownFile(projectPath(root, label));
    if (text !== undefined) texts.set(label, text);
  }
  return texts;
}

/** The backend's metadata: the local one, else that of the last deployment. */
export async function readMetadata(root: string): Promise<JsonObject | undefined> {
  return (
    (await readJsonObject(root, projectFiles.meta)) ?? (await readJsonObject(root, projectFiles.currentMeta))
  );
}
