import { type ActorRefFrom, createActor } from 'xstate';
import type { initMachine } from '../../../machines/init/machine.ts';
import { chosenOption, newEnvironmentFaults } from '../../../machines/init/steps.ts';
import type { InitContext, InitInput, InitOutput } from '../../../machines/init/types.ts';
import { given as known } from '../../../machines/kit/given.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { accessFaults, answerFaults } from '../../flows/init/answers.ts';
import { planText } from '../../flows/init/plan-text.ts';
import { derivedNames } from '../../project/names.ts';
import { doubtsAbout } from '../../project/project.ts';
import type { InitJournalEntry } from '../../state/journal.ts';
import { toInitAnswers } from './answer-mapping.ts';
import type { Answers } from './answers.ts';
import { answersProblem, noSuchProfile } from './answers-problem.ts';
import { tellConnection } from './connection-lines.ts';
import { tellDeployment } from './deployment-lines.ts';
import { nobodyAnswers } from './drive.ts';
import { existsProblem, isAddable, nestedProblem, stackFailed } from './init-problems.ts';
import {
  type Attach,
  interruption,
  isWriting,
  tellUnderWay,
  whenUnderWay,
  withLeftBehind,
} from './left-behind.ts';
import type { Report } from './report.ts';
import { notConfirmed, tellIdentity } from './review.ts';
import { isFault, settled } from './settled.ts';
import { answerUnfinished, nothingUnfinished, type UnfinishedWay } from './unfinished.ts';

export interface HeadlessInit extends InitInput {
  readonly answers: Answers;
  /** `--yes`: without it nothing is confirmed or written. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  /** `--no-wait`: ends once AWS is working on the stack; a later run writes the files. */
  readonly noWait?: boolean | undefined;
  /** `--resume`, `--clean-up`, `--forget`: do only that, with an unfinished init. */
  readonly unfinished?: UnfinishedWay | undefined;
  /** The commands for returning to what is left when it ends early. */
  readonly attach: Attach;
  readonly report: Report;
  readonly signal: AbortSignal;
}

type InitActor = ActorRefFrom<typeof initMachine>;

/**
 * Answers the questions of the init machine from the given input, so that a script goes the same way as a user.
 *
 * @returns what was created, or undefined after a dry run, and with `--no-wait`
 * @throws Problem when the project cannot be created
 */
export async function driveInit(
  machine: typeof initMachine,
  options: HeadlessInit,
): Promise<Extract<InitOutput, { kind: 'created' }> | undefined> {
  const actor = createActor(machine, { input: { folder: options.folder, adds: options.adds } });
  const stopTelling = tellDeployment(actor, options.report);
  actor.start();
  const stopConnection = tellConnection(actor, options.report);
  const underWay = new AbortController();
  const stopLooking = options.noWait ? whenUnderWay(actor, () => underWay.abort()) : () => {};
  const signal = AbortSignal.any([options.signal, underWay.signal]);
  try {
    return await answerAll(actor, { ...options, signal });
  } catch (thrown) {
    if (underWay.signal.aborted && !options.signal.aborted && !(thrown instanceof Problem)) {
      tellUnderWay(actor, options.attach, options.report);
      return undefined;
    }
    if (options.signal.aborted && !isFault(options.signal)) {
      if (isWriting(actor))
        return await answerAll(actor, { ...options, signal: new AbortController().signal });
      throw interruption(actor, options.attach, options.report);
    }
    throw withLeftBehind(asProblem(thrown), actor, options.attach, options.report);
  } finally {
    stopLooking();
    stopConnection();
    stopTelling();
    actor.stop();
  }
}

async function answerAll(actor: InitActor, options: HeadlessInit) {
  const first = await settled(actor, options.signal);
  const entry = first.context.localState?.unfinished;
  for (;;) {
    const snapshot = await settled(actor, options.signal);
    if (options.unfinished === 'forget' && entry && isForgotten(actor, entry)) {
      options.report.tell({ type: 'result', ok: true, forgotten: true, stackName: entry.stackName });
      options.report.print(`✔ The note of ${entry.stackName} is removed; what is in AWS stays`);
      return undefined;
    }
    if (snapshot.status === 'done') {
      if (snapshot.output.kind === 'created') return snapshot.output;
      if (options.unfinished === 'clean-up') return undefined;
      throw new Problem({
        code: 'UNEXPECTED',
        what: 'The init ended without a project.',
        why: 'You left before its end.',
        next: 'Run it again.',
      });
    }
    if (snapshot.matches('deploying')) finishDeployment(actor, options.report);
    else if (answerOne(actor, options) === 'stop') return undefined;
  }
}

function isForgotten(actor: InitActor, entry: InitJournalEntry): boolean {
  return actor.getSnapshot().context.localState?.unfinished?.id !== entry.id;
}

function answerOne(actor: InitActor, options: HeadlessInit): 'stop' | undefined {
  const snapshot = actor.getSnapshot();
  const { context } = snapshot;
  if (snapshot.matches('unfinished')) {
    if (context.problem) throw new Problem(context.problem);
    return answerUnfinished(actor, { ...options, way: options.unfinished });
  }
  if (snapshot.matches('existing')) return addEnvironment(actor, options);
  if (snapshot.matches('nested')) throw nestedProblem(context);
  if (snapshot.matches('name') || snapshot.matches('environment')) return giveAnswers(actor, options);
  if (snapshot.matches('identity') && context.identity) {
    tellIdentity(options.report, context.identity);
  }
  if (snapshot.matches('review')) return review(actor, options);
  if (context.problem) throw new Problem(context.problem);
  if (!snapshot.can({ type: 'NEXT' })) nobodyAnswers(snapshot.value);
  actor.send({ type: 'NEXT' });
  return undefined;
}

/** Adds a named environment that does not exist; in a project, init can do nothing else. */
function addEnvironment(actor: InitActor, { answers, unfinished }: HeadlessInit): undefined {
  const { context } = actor.getSnapshot();
  const { environment } = answers;
  if (unfinished || !isAddable(context, environment)) throw existsProblem(context, environment);
  actor.send(
    actor.getSnapshot().can({ type: 'NEW_ENVIRONMENT' }) ? { type: 'NEW_ENVIRONMENT' } : { type: 'OPEN' },
  );
}

/** The answers that apply to a new environment; the rest comes from the project. */
const environmentAnswers: readonly (keyof Answers)[] = [
  ...(['$schema', 'layout', 'environment', 'parametersOf', 'profile', 'useEnvironmentKeys'] as const),
  ...(['region', 'gitIgnore'] as const),
];

function answersFor({ addsTo }: InitContext, answers: Answers, report: Report): Answers {
  if (!addsTo) return answers;
  const given = Object.entries(answers).filter(([, value]) => value !== undefined);
  const [kept, left] = [true, false].map((wanted) =>
    given.filter(([name]) => environmentAnswers.includes(name as keyof Answers) === wanted),
  );
  if (left && left.length > 0) {
    const names = left.map(([name]) => name).join(', ');
    const text = `${names}: left out, the project has its own. \`amplify-tui configure project\` changes that.`;
    report.say(`▲ ${text}`);
    report.tell({ type: 'warning', text });
  }
  return Object.fromEntries(kept ?? []);
}

const noKeys = 'The environment holds no access keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

function giveAnswers(actor: InitActor, { answers: given, unfinished, report }: HeadlessInit): undefined {
  const { localState, answers: found } = known(actor.getSnapshot().context, 'localState', 'answers');
  if (unfinished) throw nothingUnfinished(unfinished);
  const answers = answersFor(actor.getSnapshot().context, given, report);
  actor.send({ type: 'EDIT', answers: toInitAnswers(answers, found) });
  const context = actor.getSnapshot().context;
  const wrong = context.addsTo
    ? [...newEnvironmentFaults(context), ...accessFaults(context.answers ?? found)]
    : answerFaults(context.answers ?? found);
  const faults = wrong.map((fault) =>
    fault.answer === 'profile' && localState.accessMissing
      ? { ...fault, text: localState.accessMissing.why }
      : fault,
  );
  const option = chosenOption(context);
  const choice = context.answers?.access;
  if (choice && !option) {
    // The right profile would have its own region.
    const region = faults.findIndex(({ answer }) => answer === 'region');
    if (region >= 0) faults.splice(region, 1);
    const text = choice.kind === 'profile' ? noSuchProfile(choice.name, localState.accessOptions) : noKeys;
    faults.push({ answer: 'profile', text });
  }
  if (option && !option.usable.ok) faults.push({ answer: 'profile', text: option.usable.why });
  if (faults.length > 0) throw answersProblem(faults);
  // An existing project has its own settings.
  const doubts = context.addsTo || !context.answers ? [] : doubtsAbout(localState.detection, context.answers);
  for (const text of doubts) {
    report.say(`▲ ${text}`);
    report.tell({ type: 'warning', text });
  }
  actor.send({ type: 'NEXT' });
}

function review(actor: InitActor, { confirmed, dryRun, report }: HeadlessInit): 'stop' | undefined {
  const { plan } = known(actor.getSnapshot().context, 'plan');
  if (!confirmed || dryRun) {
    report.tell({
      type: 'plan',
      identity: plan.identity,
      stackName: plan.stackName,
      resources: plan.resources,
      calls: plan.calls,
      files: plan.files,
      ...(plan.current ? { current: [...plan.current.keys()] } : {}),
      notes: plan.notes,
    });
    report.print(planText(plan).join('\n'));
  }
  if (dryRun) {
    report.tell({
      type: 'result',
      ok: true,
      dryRun: true,
      stackName: plan.stackName,
      files: plan.files.map((file) => file.label),
    });
    return 'stop';
  }
  if (!confirmed) throw notConfirmed('create it');
  for (const note of plan.notes) {
    report.say(`▲ ${note}`);
    report.tell({ type: 'warning', text: note });
  }
  actor.send({ type: 'CONFIRM' });
  return undefined;
}

/** Ends the run when the deployment has stopped: done, or in a state that needs a user's decision. */
function finishDeployment(actor: InitActor, report: Report): void {
  const deployment = actor.getSnapshot().children.deployment;
  const snapshot = deployment?.getSnapshot();
  if (!deployment || !snapshot || snapshot.status !== 'active') return;
  const { problem, failure, plan, bucketLeft, deletedHere } = snapshot.context;
  if (snapshot.matches('done')) {
    deployment.send({ type: 'CLOSE' });
    return;
  }
  // A bucket is deleted only at a user's request.
  if (snapshot.matches('askingBucket') && !problem) {
    deployment.send({ type: 'KEEP_BUCKET' });
    return;
  }
  if (snapshot.matches('neverMade')) {
    report.tell({ type: 'result', ok: true, cleanedUp: true, stackName: plan.stackName, neverMade: true });
    report.print(`✔ ${plan.stackName} was never made; the note of it is removed`);
    deployment.send({ type: 'CLOSE' });
    return;
  }
  if (snapshot.matches('cleaned') && !problem) {
    const { bucket } = derivedNames(plan.stackName);
    const kept = bucketLeft ? { bucketKept: bucket } : {};
    report.tell({ type: 'result', ok: true, cleanedUp: true, stackName: plan.stackName, ...kept });
    report.print(`✔ ${plan.stackName} is deleted`);
    if (bucketLeft) report.print(`  kept: ${bucket}, delete it when you no longer need it`);
    deployment.send({ type: 'CLOSE' });
    return;
  }
  if (problem) throw new Problem(problem);
  throw stackFailed(plan.stackName, failure?.progress, deletedHere === true);
}
