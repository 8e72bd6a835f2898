import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { filesBelow, sameContents } from '../../platform/file-tree.ts';
import { isFolder, pathExists, readShownFile } from '../../platform/files.ts';
import { liesIn, realPath } from '../../platform/real-path.ts';
import { detectApp } from '../../project/detect.ts';
import { handlerPaths } from '../../project/handlers.ts';
import { linkNotes } from '../../project/inside.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import { withAmplifyBlock } from '../../project/layouts/git-ignore.ts';
import { findProject } from '../../project/open.ts';
import { type Project, sourceOfApp } from '../../project/project.ts';
import { answersOf } from '../configure-project/answers.ts';
import type { ProjectFacts } from '../configure-project/facts.ts';
import { lookAtProject, readMetadata, readProjectTexts } from '../configure-project/look.ts';
import { planProject } from '../configure-project/plan.ts';
import type { ProjectAnswers } from '../configure-project/project-answers.ts';
import type { CopiedFile, ShareTarget } from './plan.ts';

export interface ShareLocalState {
  readonly env: NodeJS.ProcessEnv;
  /** See {@link handlerPaths}. */
  readonly ownFolder: string;
}

/** What belongs to one machine or one frontend, or is generated: never copied. */
const leaveOut = (path: string) =>
  /^\.config(?:\/|$)|^(?:mock-data|mock-api-resources|logs)(?:\/|$)|(?:^|\/)(?:node_modules|\.temp)(?:\/|$)|\.unfinished(?:\.\d+)?$/.test(
    path,
  );

/**
 * Plans to share a project's backend with the frontend in another folder: amplify/ is copied, and the other folder gets
 * the settings and configuration files for its own kind of app. A folder that has the backend already is updated and
 * keeps its settings.
 *
 * @param target absolute path
 * @throws Problem PROJECT_NONE (no such folder), PROJECT_NESTED, PROJECT_EXISTS (it has another backend)
 */
export async function planShare(
  source: Project,
  target: string,
  localState: ShareLocalState,
): Promise<ShareTarget> {
  // Resolved, because it is compared with the project's own folder, and remembered. An invalid path is no folder either.
  const root = await realPath(target).catch(() => target);
  await expectOtherFolder(source, root);
  const known = await targetProject(source, root);
  const { copies, extra } = await planCopies(source.root, root);
  const texts = (facts: ProjectFacts, answers: ProjectAnswers) => readProjectTexts(facts, answers);
  const facts = known ? await lookAtProject(known, [], []) : await newTarget(source, root);
  const detection = facts.detection;
  const answers: ProjectAnswers = known
    ? { ...facts.answers, configFiles: 'write' }
    : { ...facts.answers, ...foundApp(facts), configFiles: 'write' };
  const base = known ? undefined : await readProjectTexts({ ...facts, project: source }, facts.answers);
  const plan = planProject({
    facts,
    answers,
    base,
    handlers: await handlerPaths(answers.app, localState.env, localState.ownFolder),
    texts: await texts(facts, answers),
    metadata: await readMetadata(source.root),
  });
  if (!known) expectNothingInTheWay(root, copies);
  const files = [...(await gitIgnore(source, root)), ...plan.files];
  const places = copies.map(({ label }) => ({ path: projectPath(root, label), label }));
  const links = await linkNotes(root, [...places, ...files]);
  return {
    root,
    app: known ? answers.app : `${answers.app}, ${sourceOfApp(detection)}`,
    refresh: known !== undefined,
    copies,
    files,
    extra,
    kept: plan.kept,
    values: plan.values,
    notes: [...plan.notes, ...links],
  };
}

/** The detected kind of app in the folder, with its settings. */
function foundApp({ detection }: ProjectFacts): Partial<ProjectAnswers> {
  const { app, framework, javascript, resDir } = detection;
  return { app, framework, javascript, resDir };
}

async function expectOtherFolder(source: Project, root: string): Promise<void> {
  if (!(await isFolder(root))) {
    throw new Problem({
      code: 'PROJECT_NONE',
      what: `There is no folder ${plainText(root)}.`,
      why: 'A backend is shared with the folder of another frontend.',
      next: 'Create the app there first, then share.',
    });
  }
  if ((await liesIn(root, source.root)) || (await liesIn(source.root, root))) {
    throw new Problem({
      code: 'PROJECT_NESTED',
      what: `${plainText(root)} and the project are inside one another.`,
      why: 'Amplify takes the outer folder for the project of both.',
      next: 'Share with a folder beside the project.',
    });
  }
}

/** The target as a project, if it has this backend; undefined if it has none yet. */
async function targetProject(source: Project, root: string): Promise<Project | undefined> {
  const found = await findProject(root);
  if (found.kind === 'none') return undefined;
  if (found.kind === 'unreadable') throw new Problem(found.problem);
  if (found.kind === 'nested') {
    throw new Problem({
      code: 'PROJECT_NESTED',
      what: `${plainText(root)} lies in the project ${plainText(found.root)}.`,
      why: 'A folder within a project cannot be one of its own.',
      next: 'Share with a folder that is not part of a project.',
    });
  }
  const { project } = found;
  const stack = project.stack?.stackId;
  const settled = await pathExists(projectPath(root, projectFiles.config));
  // Without settings of its own it counts as new: its kind of app is detected again.
  if (!settled && (stack ?? source.stack?.stackId) === source.stack?.stackId) return undefined;
  if (stack !== undefined && stack === source.stack?.stackId) return project;
  throw new Problem({
    code: 'PROJECT_EXISTS',
    what: `${plainText(root)} has another backend: ${plainText(project.stack?.stackName ?? 'its stack is not known')}.`,
    why: 'Sharing would put this one in its place, and never overwrites what it did not write.',
    next: 'Share with a folder that has no amplify/ folder.',
  });
}

async function planCopies(source: string, target: string) {
  const [from, to] = [join(source, 'amplify'), join(target, 'amplify')];
  const [ours, theirs] = await Promise.all([filesBelow(from, leaveOut), filesBelow(to, leaveOut)]);
  const there = new Set(theirs);
  const copies: CopiedFile[] = [];
  for (const path of ours) {
    const label = `amplify/${path}`;
    if (!there.delete(path)) copies.push({ label, change: 'create' });
    else if (!(await sameContents(join(from, path), join(to, path))))
      copies.push({ label, change: 'update' });
  }
  // The last deployment is a copy anyway; a user's own files in backend/ stay.
  const gone = [...there].filter((path) => path.startsWith('#current-cloud-backend/'));
  const extra = [...there].filter((path) => !gone.includes(path)).map((path) => `amplify/${path}`);
  const removed = gone.map((path): CopiedFile => ({ label: `amplify/${path}`, change: 'remove' }));
  return { copies: [...copies, ...removed], extra };
}

/** In a folder without settings, files that differ do not come from sharing. */
function expectNothingInTheWay(root: string, copies: readonly CopiedFile[]): void {
  const changed = copies.filter(({ change }) => change !== 'create').map(({ label }) => label);
  if (changed.length === 0) return;
  throw new Problem({
    code: 'PROJECT_EXISTS',
    what: `${changed.length} ${changed.length === 1 ? 'file is' : 'files are'} in the way in ${plainText(root)}: ${plainText(changed.slice(0, 3).join(', '))}.`,
    why: 'They are there with other contents, and files of yours are never overwritten.',
    next: 'Move amplify/ out of that folder, then share again.',
  });
}

/** The facts of a folder that is to get the backend: the source's settings, in another place, without its app. */
async function newTarget(source: Project, root: string): Promise<ProjectFacts> {
  const facts = await lookAtProject(source, [], []);
  const detection = await detectApp(root);
  const known = { detection, restores: true, environments: facts.environments };
  return {
    ...facts,
    ...known,
    project: { ...source, root },
    answers: { ...answersOf(source, known), configFiles: undefined },
    movedFrom: source.root,
    oldFiles: [],
  };
}

/** In the layout with environments, the target's source control ignores the files of one machine, too. */
async function gitIgnore(source: Project, root: string): Promise<ShareTarget['files']> {
  if (source.layout !== 'multi-env') return [];
  const label = projectFiles.gitIgnore;
  const path = projectPath(root, label);
  const before = await readShownFile(path);
  const contents = withAmplifyBlock(before ?? '');
  if (contents === before) return [];
  return [
    before === undefined
      ? { path, label, contents, change: 'create' }
      : { path, label, contents, change: 'update', before },
  ];
}
