import { type ActorRefFrom, createActor } from 'xstate';
import type { initMachine } from '../../machines/init/machine.ts';
import { chosenOption } from '../../machines/init/steps.ts';
import type { InitContext, InitOutput } from '../../machines/init/types.ts';
import { answerFaults } from '../init/answers.ts';
import { planText } from '../init/plan-text.ts';
import { Problem } from '../values/problem.ts';
import { answersProblem, toInitAnswers } from './answer-mapping.ts';
import type { Answers } from './answers.ts';
import { tellDeployment } from './deployment-lines.ts';
import type { Report } from './report.ts';
import { settled } from './settled.ts';

export interface HeadlessInit {
  readonly folder: string;
  readonly answers: Answers;
  /** `--yes`: without it nothing is confirmed and nothing is written. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  /** `--resume`: only go on with what was begun. */
  readonly resume: boolean;
  readonly report: Report;
  readonly signal: AbortSignal;
}

type InitActor = ActorRefFrom<typeof initMachine>;

/**
 * Answers the questions of the init machine from what was given, so a script goes the very way a person goes.
 *
 * @returns what was created, or undefined after a dry run
 * @throws Problem for everything that keeps the project from being created
 */
export async function driveInit(
  machine: typeof initMachine,
  options: HeadlessInit,
): Promise<Extract<InitOutput, { kind: 'created' }> | undefined> {
  const actor = createActor(machine, { input: { folder: options.folder } });
  const stopTelling = tellDeployment(actor, options.report);
  actor.start();
  try {
    return await answerAll(actor, options);
  } finally {
    stopTelling();
    actor.stop();
  }
}

async function answerAll(actor: InitActor, options: HeadlessInit) {
  for (;;) {
    const snapshot = await settled(actor, options.signal);
    if (snapshot.status === 'error') throw snapshot.error;
    if (snapshot.status === 'done') {
      if (snapshot.output.kind === 'created') return snapshot.output;
      throw new Problem({
        code: 'UNEXPECTED',
        what: 'The init ended without a project.',
        why: 'It was left on the way.',
        next: 'Run it again.',
      });
    }
    if (snapshot.matches('deploying')) finishDeployment(actor);
    else if (answerOne(actor, options) === 'stop') return undefined;
  }
}

function answerOne(actor: InitActor, options: HeadlessInit): 'stop' | undefined {
  const snapshot = actor.getSnapshot();
  const { context } = snapshot;
  if (snapshot.matches('unfinished')) {
    if (context.problem) throw new Problem(context.problem);
    return resume(actor, options);
  }
  if (snapshot.matches('existing')) throw existsProblem(context);
  if (snapshot.matches('nested')) throw nestedProblem(context);
  if (snapshot.matches('name')) return giveAnswers(actor, options);
  if (snapshot.matches('identity') && context.identity) {
    const { account, accountAlias, arn, region, access } = context.identity;
    options.report.tell({ type: 'identity', account, accountAlias, arn, region, access });
    options.report.say(
      `as ${arn} in ${accountAlias ? `${accountAlias} ` : ''}${account}, ${region} (${access})`,
    );
  }
  if (snapshot.matches('review')) return review(actor, options);
  if (context.problem) throw new Problem(context.problem);
  if (!snapshot.can({ type: 'NEXT' })) throw new Error(`no answer for ${JSON.stringify(snapshot.value)}`);
  actor.send({ type: 'NEXT' });
  return undefined;
}

function giveAnswers(actor: InitActor, { answers, resume: only }: HeadlessInit): undefined {
  const { surroundings, answers: found } = actor.getSnapshot().context;
  if (!surroundings || !found) throw new Error('the name was asked before the folder was looked at');
  if (only) {
    throw new Problem({
      code: 'PROJECT_NONE',
      what: 'There is no init to go on with.',
      why: 'None was begun in this folder, or it was finished.',
      next: 'Run `amplify-tui init` without --resume.',
    });
  }
  actor.send({ type: 'EDIT', answers: toInitAnswers(answers, found) });
  const context = actor.getSnapshot().context;
  const faults = answerFaults(context.answers ?? found).map((fault) =>
    fault.answer === 'profile' && surroundings.accessMissing
      ? { ...fault, text: surroundings.accessMissing.why }
      : fault,
  );
  const option = chosenOption(context);
  const choice = context.answers?.access;
  if (choice && !option) {
    const name = choice.kind === 'profile' ? choice.name : 'environment keys';
    faults.push({ answer: 'profile', text: `${name} is not there.` });
  }
  if (option && !option.usable.ok) faults.push({ answer: 'profile', text: option.usable.why });
  if (faults.length > 0) throw answersProblem(faults);
  actor.send({ type: 'NEXT' });
}

function review(actor: InitActor, { confirmed, dryRun, report }: HeadlessInit): 'stop' | undefined {
  const { plan } = actor.getSnapshot().context;
  if (!plan) throw new Error('the review has no plan');
  if (!confirmed || dryRun) {
    report.tell({
      type: 'plan',
      identity: plan.identity,
      stackName: plan.stackName,
      resources: plan.resources,
      calls: plan.calls,
      files: plan.files,
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
  if (!confirmed) {
    throw new Problem({
      code: 'USAGE',
      what: 'Nothing was written.',
      why: 'Without a terminal nobody can confirm the plan above.',
      next: 'Add --yes to create it, or --dry-run to see the plan only.',
    });
  }
  actor.send({ type: 'CONFIRM' });
  return undefined;
}

function resume(
  actor: InitActor,
  { confirmed, resume: asked, dryRun, report }: HeadlessInit,
): 'stop' | undefined {
  const entry = actor.getSnapshot().context.surroundings?.unfinished;
  report.say(`An init of this folder was not finished: stack ${entry?.stackName}.`);
  report.tell({
    type: 'unfinished',
    stackName: entry?.stackName,
    stackId: entry?.stackId,
    step: entry?.step,
  });
  if (dryRun) {
    report.print(`Would go on with the stack ${entry?.stackName}; no second stack is made.`);
    report.tell({ type: 'result', ok: true, dryRun: true, stackName: entry?.stackName, files: [] });
    return 'stop';
  }
  if (!confirmed && !asked) {
    throw new Problem({
      code: 'USAGE',
      what: 'An init of this folder was not finished.',
      why: `The stack ${entry?.stackName} belongs to it.`,
      next: 'Add --resume (or --yes) to go on with it.',
    });
  }
  actor.send({ type: 'RESUME' });
  return undefined;
}

/** A deployment that has stopped by itself: done, or in a state where only a person could decide. */
function finishDeployment(actor: InitActor): void {
  const deployment = actor.getSnapshot().children.deployment;
  const snapshot = deployment?.getSnapshot();
  if (!deployment || !snapshot || snapshot.status !== 'active') return;
  if (snapshot.matches('done')) {
    deployment.send({ type: 'CLOSE' });
    return;
  }
  const { problem, failure, plan } = snapshot.context;
  if (problem) throw new Problem(problem);
  const cause = failure?.progress.causes[0];
  throw new Problem({
    code: 'STACK_FAILED',
    what: `The stack ${plan.stackName} was not created: ${failure?.progress.outcome ?? 'it failed'}.`,
    why: cause
      ? `${cause.logicalId}: ${cause.reason}${cause.meaning ? ` ${cause.meaning}` : ''}`
      : 'AWS gives no reason.',
    next: 'Run `amplify-tui init` in a terminal to try again or clean up; nothing was written here.',
  });
}

function existsProblem({ folder }: InitContext): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: 'This folder is an Amplify project already.',
    why: `${folder} has an amplify/ folder with a project; init never overwrites one.`,
    next: 'Run `amplify-tui status` to see it.',
  });
}

function nestedProblem({ surroundings }: InitContext): Problem {
  const outer = surroundings?.found.kind === 'nested' ? surroundings.found.root : 'an outer folder';
  return new Problem({
    code: 'PROJECT_NESTED',
    what: 'This folder is inside another Amplify project.',
    why: `${outer} is the project.`,
    next: 'Run the command there, or in a folder outside of it.',
  });
}
