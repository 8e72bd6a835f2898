import { type ActorRefFrom, createActor } from 'xstate';
import type { configureProjectMachine } from '../../../machines/configure-project/machine.ts';
import { hasWork, optionFor, otherPlace } from '../../../machines/configure-project/setup.ts';
import type { ConfigureProjectOutput } from '../../../machines/configure-project/types.ts';
import { given } from '../../../machines/kit/given.ts';
import { lineDiff, markedRow } from '../../core/line-diff.ts';
import { Problem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import {
  accessLost,
  appNotes,
  type ProjectFault,
  type ProjectField,
  projectFaults,
} from '../../flows/configure-project/answers.ts';
import type { NotFetched } from '../../flows/configure-project/current-backend.ts';
import { elsewhereProblem } from '../../flows/configure-project/elsewhere.ts';
import type { ProjectFacts } from '../../flows/configure-project/facts.ts';
import { isEmptyPlan, type ProjectPlan } from '../../flows/configure-project/plan.ts';
import type { ProjectAnswers } from '../../flows/configure-project/project-answers.ts';
import { changedMeanwhile } from '../../flows/configure-project/run.ts';
import { currentWords, shownFile, valuesWords } from '../../flows/configure-project/shown.ts';
import { environmentRows, unknownEnvironment } from '../../flows/environments/rows.ts';
import { editorOf } from '../../project/editors.ts';
import { javascriptDefaults } from '../../project/frontends/javascript.ts';
import { answersProblem, noSuchProfile } from './answers-problem.ts';
import type { ProjectFileAnswers } from './configure-project-answers.ts';
import { nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';
import { notConfirmed, tellIdentity } from './review.ts';
import { settled } from './settled.ts';

export interface HeadlessConfigureProject {
  readonly folder: string;
  readonly answers: ProjectFileAnswers;
  /** `--yes`: without it nothing is confirmed or written. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  /** The environment to switch to, if given. */
  readonly environment?: string | undefined;
  readonly report: Report;
  readonly signal: AbortSignal;
}

type Flow = ActorRefFrom<typeof configureProjectMachine>;
export type ConfiguredProject = Extract<ConfigureProjectOutput, { kind: 'configured' }>;

/**
 * Answers the questions of `configure project` from the given input, on the same machine as the screen.
 *
 * @returns what was written; undefined after a dry run, and when there was nothing to write
 * @throws Problem when it cannot be written
 */
export async function driveConfigureProject(
  machine: typeof configureProjectMachine,
  options: HeadlessConfigureProject,
): Promise<ConfiguredProject | undefined> {
  const flow = createActor(machine, { input: { folder: options.folder, environment: options.environment } });
  flow.start();
  try {
    return await answerAll(flow, options);
  } finally {
    flow.stop();
  }
}

async function answerAll(
  flow: Flow,
  options: HeadlessConfigureProject,
): Promise<ConfiguredProject | undefined> {
  const { report, signal } = options;
  for (;;) {
    const { context, value, status, output } = await settled(flow, signal);
    if (status !== 'active') return output?.kind === 'configured' ? output : undefined;
    if (context.problem) throw new Problem(context.problem);
    switch (value) {
      case 'form':
        if (context.identity === undefined) answerForm(flow, options);
        if (!hasWork(flow.getSnapshot().context)) return nothingToDo(report, context.facts);
        flow.send({ type: 'NEXT' });
        break;
      case 'elsewhere': {
        const { place } = given({ place: otherPlace(context) }, 'place');
        throw elsewhereProblem(place, context.facts?.project.layout ?? 'documented');
      }
      case 'review':
        if (context.changed) throw changedMeanwhile(context.changed);
        if (context.plan && review(context.plan, options) === 'stop') return undefined;
        flow.send({ type: 'CONFIRM' });
        break;
      case 'done':
      case 'incomplete':
        flow.send({ type: 'CLOSE' });
        break;
      default:
        nobodyAnswers(value);
    }
  }
}

/** @throws Problem for a broken project file: "nothing to write" would then be the wrong answer */
function nothingToDo(report: Report, facts: ProjectFacts | undefined): undefined {
  const [fault] = facts?.project.faults ?? [];
  if (fault) throw new Problem(fault);
  const notes = [
    ...(facts ? appNotes(facts.answers, facts) : []),
    ...(facts?.accessMissing ? [`${accessLost(facts.answers.access)} --profile NAME chooses it.`] : []),
  ];
  report.tell({ type: 'result', ok: true, changes: [], files: [], notes });
  for (const note of notes) report.say(`▲ ${note}`);
  report.print('The project already says all of this; nothing was written.');
}

function answerForm(flow: Flow, { answers, environment }: HeadlessConfigureProject): void {
  const { facts, answers: had } = given(flow.getSnapshot().context, 'facts', 'answers');
  const rows = environmentRows(facts);
  if (environment !== undefined && rows.every(({ name }) => name !== environment))
    throw unknownEnvironment(environment, rows);
  flow.send({ type: 'EDIT', field: 'app', answers: toAnswers(answers, had, facts) });
  const { answers: now = had } = flow.getSnapshot().context;
  const wrong = projectFaults(now, facts);
  const isTold = ({ field }: ProjectFault) => wrong.some((each) => each.field === field);
  const faults = [...wrong, ...givenFaults(answers, now, facts).filter((each) => !isTold(each))];
  if (faults.length > 0) {
    throw answersProblem(
      faults.map(({ field, text }) => ({ answer: field === 'access' ? 'profile' : field, text })),
      undefined,
      'project',
    );
  }
}

/**
 * The answers as the form would have them: another framework brings its own settings, another kind of app what the project had
 * for it before.
 */
function toAnswers(
  given: ProjectFileAnswers,
  had: ProjectAnswers,
  facts: ProjectFacts,
): Partial<ProjectAnswers> {
  const app = given.app ?? had.app;
  const framework = given.framework ?? had.framework;
  const found =
    framework === facts.detection.framework ? facts.detection.javascript : javascriptDefaults(framework);
  const base = framework === facts.answers.framework ? had.javascript : found;
  return {
    name: given.projectName ?? had.name,
    environment: facts.project.layout === 'documented' ? undefined : (had.environment ?? given.environment),
    editor:
      given.editor === undefined
        ? had.editor
        : (editorOf(facts.project.layout, given.editor) ?? given.editor),
    app,
    framework,
    javascript: {
      sourceDir: given.sourceDir ?? base.sourceDir,
      distributionDir: given.distributionDir ?? base.distributionDir,
      buildCommand: given.buildCommand ?? base.buildCommand,
      startCommand: given.startCommand ?? base.startCommand,
    },
    resDir:
      given.resDir !== undefined && (app === 'android' || app === 'flutter')
        ? { ...had.resDir, [app]: given.resDir }
        : had.resDir,
    access: given.profile
      ? { kind: 'profile', name: given.profile }
      : given.useEnvironmentKeys
        ? { kind: 'environment' }
        : had.access,
    configFiles: given.configFiles ?? had.configFiles,
    oldFiles: given.oldFiles ?? had.oldFiles,
    oldValues: given.oldValues ?? had.oldValues,
    gitIgnore: given.gitIgnore ?? had.gitIgnore,
  };
}

/** Given answers that cannot be accepted; on the screen they could not have been chosen. */
function givenFaults(given: ProjectFileAnswers, now: ProjectAnswers, facts: ProjectFacts): ProjectFault[] {
  const faults: ProjectFault[] = [];
  const fault = (field: ProjectField, text: string) => faults.push({ field, text });
  const { access, app } = now;
  if (given.profile !== undefined && access) {
    const option = optionFor({ facts }, access);
    if (!option) fault('access', noSuchProfile(given.profile, facts.accessOptions));
    else if (!option.usable.ok) fault('access', option.usable.why);
  }
  if (given.editor !== undefined && editorOf(facts.project.layout, given.editor) === undefined)
    fault('editor', `The Amplify CLI of this layout knows no editor ${plainText(given.editor)}.`);
  if (given.resDir !== undefined && (app === 'javascript' || app === 'ios'))
    fault('resDir', `An app of the kind ${app} has none.`);
  if (app !== 'javascript') {
    for (const field of [
      'framework',
      'sourceDir',
      'distributionDir',
      'buildCommand',
      'startCommand',
    ] as const) {
      if (given[field] !== undefined) fault(field, `An app of the kind ${app} has none.`);
    }
  }
  // A script may name an environment for a project that has none.
  if (facts.project.layout === 'documented') return faults;
  if (given.environment !== undefined && !facts.environments.includes(given.environment))
    fault(
      'environment',
      `The project has no environment ${plainText(given.environment)}; it has ${facts.environments.map(plainText).join(', ') || 'none'}.`,
    );
  else if (given.environment !== undefined && given.environment !== now.environment)
    fault(
      'environment',
      `${now.environment} is in use on this machine; \`amplify-tui env use ${shellWord(given.environment)}\` switches.`,
    );
  return faults;
}

function review(
  plan: ProjectPlan,
  { confirmed, dryRun, report }: HeadlessConfigureProject,
): 'stop' | undefined {
  if (plan.identity) tellIdentity(report, plan.identity);
  const asides = projectAsides(plan);
  const current = currentWords(plan);
  if (isEmptyPlan(plan)) {
    if (asides.length > 0) tellAsides(report, plan);
    const [missing] = plan.notFetched;
    if (missing) throw nothingFetched(missing);
    nothingToDo(report, undefined);
    return 'stop';
  }
  if (!confirmed || dryRun) {
    const files = plan.files.map(shownFile);
    const { changes } = plan;
    report.tell({ type: 'plan', changes, files, ...asideFacts(plan), ...(current ? { current } : {}) });
    report.print([...(current ? [current] : []), ...projectPlanText(files), ...asides].join('\n'));
  } else if (asides.length > 0) tellAsides(report, plan);
  if (dryRun) {
    const files = plan.files.map(({ label }) => label);
    const facts = { changes: plan.changes, files, ...asideFacts(plan) };
    report.tell({ type: 'result', ok: true, dryRun: true, ...facts });
    return 'stop';
  }
  if (!confirmed) throw notConfirmed('write them');
  return undefined;
}

/** Says before anything is written what the user should know, even when the plan was confirmed unseen. */
function tellAsides(report: Report, plan: ProjectPlan): void {
  report.tell({ type: 'notes', ...asideFacts(plan) });
  for (const line of projectAsides(plan)) report.say(line);
}

/** What a plan says besides its files, for a script. */
export function asideFacts({ kept, notes, values, oldValues, notFetched }: ProjectPlan) {
  return { kept, notes, values: values.map((each) => ({ ...each, action: oldValues })), notFetched };
}

/** The problem that the only thing to do was to fetch, which failed. */
function nothingFetched({ problem: { code, what, why, next } }: NotFetched): Problem {
  return new Problem({
    code,
    what: 'The deployed backend could not be fetched; nothing was written.',
    why: `${what} ${why}`,
    next,
  });
}

/** The files of a plan as text, safe to show: each with the lines that change. */
export function projectPlanText(files: ProjectPlan['files']): string[] {
  const words = { create: '   new', update: '', remove: '   removed' } as const;
  return [
    ...files.flatMap((file) => [
      `${file.label}${words[file.change]}`,
      ...(file.change === 'remove'
        ? []
        : lineDiff(file.change === 'create' ? '' : (file.before ?? ''), file.contents).map(
            (row) => `  ${markedRow(row)}`,
          )),
    ]),
  ].map((line) => plainText(line));
}

/** The written files by label, one per line, safe to show; removed ones are marked. */
export function writtenLines(files: readonly string[], removed: readonly string[]): string[] {
  return files.map((label) => plainText(`${label}${removed.includes(label) ? '   removed' : ''}`));
}

/** What a plan says besides its files, one per line, safe to show. */
function projectAsides({ kept, notes, values, oldValues }: ProjectPlan): string[] {
  return [
    ...kept.map(({ label, why }) => `${label}   left: ${why}`),
    ...values.map(({ label, paths }) => valuesLine(label, paths, oldValues)),
    ...notes.map((note) => `▲ ${note}`),
  ].map((line) => plainText(line));
}

function valuesLine(label: string, paths: readonly string[], oldValues: ProjectPlan['oldValues']): string {
  const answer = '"oldValues": "remove" in an answers file takes them out';
  return `▲ ${valuesWords(label, paths, oldValues)}${oldValues === 'keep' ? `; ${answer}` : ''}`;
}
