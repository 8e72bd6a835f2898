import type { StackRecord } from '../aws/progress/model.ts';
import { describeStack } from '../aws/stack.ts';
import { createReport } from '../headless/report.ts';
import { findProject } from '../project/open.ts';
import type { Project } from '../project/project.ts';
import type { Identity } from '../values/plan.ts';
import { asProblem, Problem, type ProblemText } from '../values/problem.ts';
import type { Arguments } from './arguments.ts';
import { processStreams } from './headless-desk.ts';
import { type House, openHouse } from './house.ts';
import { identifyAccess } from './init-actors.ts';
import { chooseAccess, regionOf } from './surroundings.ts';

/** `status`: project, identity and stack. @returns the exit code: 0 also when nobody is signed in, which it says */
export async function showStatus(given: Arguments, version: string): Promise<number> {
  const house = openHouse(given, version);
  const report = createReport(given.options.json === true, processStreams);
  try {
    const found = await findProject(house.folder);
    if (found.kind === 'unreadable') throw found.problem;
    if (found.kind === 'none') {
      throw new Problem({
        code: 'PROJECT_NONE',
        what: 'There is no Amplify project in this folder.',
        why: `${house.folder} has no amplify/ folder, and no folder above it has one.`,
        next: 'Run `amplify-tui init` to create one, or add --cwd DIR.',
      });
    }
    const project = found.kind === 'project' ? found.project : await outerProject(found.root);
    const chosen = await chooseAccess(house, house.profiles(), { kind: 'project', project });
    const identity = chosen
      ? await attempt(() =>
          identifyAccess(house, chosen.choice, regionOf(house, chosen) ?? project.stack?.region),
        )
      : undefined;
    const stack =
      chosen && project.stack ? await attempt(() => readStack(house, project, chosen.choice)) : undefined;
    report.tell({
      type: 'result',
      ok: true,
      project: {
        root: project.root,
        layout: project.layout,
        environment: project.environment,
        access: project.access,
        ...project.settings,
      },
      cloud: house.cloud,
      accessSource: chosen?.source,
      identity: identity?.value,
      identityProblem: identity?.problem,
      stack: project.stack && { ...project.stack, status: stack?.value?.status ?? null },
      stackProblem: stack?.problem,
      notes: project.notes,
    });
    report.print(statusLines(project, chosen?.source, identity, stack).join('\n'));
    return 0;
  } finally {
    await house.close();
  }
}

interface Attempt<T> {
  readonly value?: T;
  readonly problem?: ProblemText;
}

async function attempt<T>(ask: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await ask() };
  } catch (thrown) {
    return { problem: asProblem(thrown).toJSON() };
  }
}

async function outerProject(root: string): Promise<Project> {
  const found = await findProject(root);
  if (found.kind === 'project') return found.project;
  throw found.kind === 'unreadable' ? found.problem : new Error(`${root} was a project a moment ago`);
}

function readStack(
  house: House,
  project: Project,
  choice: Parameters<House['connect']>[0],
): Promise<StackRecord | undefined> {
  if (!project.stack) return Promise.resolve(undefined);
  return describeStack(house.connect(choice, project.stack.region).clients, project.stack.stackId);
}

function statusLines(
  project: Project,
  source: string | undefined,
  identity: Attempt<Identity> | undefined,
  stack: Attempt<StackRecord | undefined> | undefined,
): string[] {
  const { settings } = project;
  const rows: [string, string][] = [
    ['project', `${settings.name}   ${project.root}`],
    ['app', [settings.app, settings.framework].filter(Boolean).join(' · ')],
    ['layout', [project.layout, project.environment].filter(Boolean).join(' · ')],
  ];
  const who = identity?.value;
  if (who)
    rows.push(
      ['identity', `${who.arn}   (${who.access}, from ${source})`],
      ['account', [who.accountAlias, who.account, who.region].filter(Boolean).join(' · ')],
    );
  else rows.push(['identity', identity?.problem?.what ?? 'no AWS access is set up']);
  if (project.stack) {
    const state = stack?.problem?.what ?? (stack && !stack.value ? 'not there' : stack?.value?.status);
    rows.push(['stack', `${project.stack.stackName}   ${state ?? 'not asked'}`]);
  }
  return [
    ...rows.map(([name, value]) => `${name.padEnd(10)}${value}`),
    ...project.notes.map((note) => `▲ ${note}`),
  ];
}
