import type { ActorRefFrom, AnyActorRef, Subscription } from 'xstate';
import {
  canResume,
  cleanUpWords,
  goesOnAlone,
  type LeftInAws,
  leftInAwsBy,
  leftInAwsWords,
} from '../../../machines/deployment/left-in-aws.ts';
import type { initMachine } from '../../../machines/init/machine.ts';
import { given } from '../../../machines/kit/given.ts';
import { Problem } from '../../core/problem.ts';
import type { AttachCommands, AttachTo } from '../../flows/init/attach.ts';
import type { Report } from './report.ts';
import { ignoreFault } from './settled.ts';

export type Attach = (to: Omit<AttachTo, 'here' | 'endpointUrl'>) => AttachCommands;

/** What an unfinished init has left, and how to return to it. */
interface LeftBehind {
  /** One sentence. */
  readonly words: string;
  readonly fact: Readonly<Record<string, unknown>>;
  readonly commands: AttachCommands;
  /** The commands for returning to it, in a sentence. */
  readonly ways: string;
  /** Whether there is a stack to watch. */
  readonly canWatch: boolean;
  /** What AWS does with it meanwhile, in a sentence. */
  readonly meanwhile: string;
}

/** What AWS does with a stack that is left in this state. */
function meanwhileWords(leftInAws: LeftInAws): string {
  if (leftInAws === 'bucket' || leftInAws === 'gone')
    return 'No file was written, and the note of it is kept.';
  if (leftInAws === 'unknown' || leftInAws === 'abandoned')
    return 'If AWS has started it, that continues without this program.';
  return goesOnAlone(leftInAws)
    ? 'What AWS has started continues without this program.'
    : 'Nothing happens to it until you resume.';
}

function leftBehind(actor: ActorRefFrom<typeof initMachine>, attach: Attach): LeftBehind | undefined {
  const state = actor.getSnapshot().children.deployment?.getSnapshot();
  const leftInAws = leftInAwsBy(state);
  // After a definite refusal there is nothing to return to.
  if (!state || leftInAws === 'nothing') return undefined;
  const { plan, stackId } = state.context;
  const commands = attach({ ...plan, region: plan.identity.region });
  const { stackName } = plan;
  const isLeft = canResume(leftInAws) && leftInAws !== 'unknown';
  const cleanUp = `\`${commands.cleanUp}\` ${cleanUpWords(leftInAws)}.`;
  return {
    words: isLeft ? `The stack ${stackName} is left in AWS.` : leftInAwsWords(leftInAws, state.context),
    fact: { stackName, ...(stackId ? { stackId } : {}), state: String(state.value), ...commands },
    commands,
    ways: canResume(leftInAws) ? `\`${commands.resume}\` resumes it, ${cleanUp}` : cleanUp,
    canWatch: leftInAws !== 'gone' && leftInAws !== 'bucket',
    meanwhile: meanwhileWords(leftInAws),
  };
}

/** Adds to a problem what is left of the init and how to continue or clean up; also reports it as a fact. */
export function withLeftBehind(
  problem: Problem,
  actor: ActorRefFrom<typeof initMachine>,
  attach: Attach,
  report: Report,
): Problem {
  const left = leftBehind(actor, attach);
  if (!left) return problem;
  report.tell({ type: 'left', ...left.fact });
  return new Problem(
    { ...problem.toJSON(), next: `${problem.next} ${left.words} ${left.ways}` },
    { cause: problem },
  );
}

/** The problem after Ctrl+C or a termination request. */
export function interruption(
  actor: ActorRefFrom<typeof initMachine>,
  attach: Attach,
  report: Report,
): Problem {
  const left = leftBehind(actor, attach);
  if (!left) {
    return new Problem({
      code: 'INTERRUPTED',
      what: 'Interrupted.',
      why: 'Nothing was made in AWS, and no file was written.',
      next: 'Run it again when you like.',
    });
  }
  report.tell({ type: 'left', ...left.fact });
  return new Problem({
    code: 'INTERRUPTED',
    what: `Interrupted. ${left.words}`,
    why: left.meanwhile,
    next: left.canWatch ? `\`${left.commands.watch}\` follows it, ${left.ways}` : left.ways,
  });
}

/** Whether project files are being written, which takes a moment: an interruption waits until they are complete. */
export function isWriting(actor: ActorRefFrom<typeof initMachine>): boolean {
  return actor.getSnapshot().children.deployment?.getSnapshot().matches('writing') ?? false;
}

/** Calls back once AWS is working on the stack of an init. @returns stops it */
export function whenUnderWay(actor: ActorRefFrom<typeof initMachine>, then: () => void): () => void {
  let looked: AnyActorRef | undefined;
  const subscriptions: Subscription[] = [];
  const look = () => {
    const { deployment } = actor.getSnapshot().children;
    if (!deployment) return;
    if (looked !== deployment) {
      looked = deployment;
      subscriptions.push(deployment.subscribe({ next: look, error: ignoreFault }));
    }
    const state = deployment.getSnapshot();
    if (state.status === 'active' && state.matches('following'))
      if (state.context.update?.progress.outcome === 'running') then();
  };
  subscriptions.push(actor.subscribe({ next: look, error: ignoreFault }));
  return () => {
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
  };
}

/** The end of `--no-wait`: reports that the stack is being created, and how to return to it. */
export function tellUnderWay(actor: ActorRefFrom<typeof initMachine>, attach: Attach, report: Report): void {
  const { left } = given({ left: leftBehind(actor, attach) }, 'left');
  const { stackName, stackId } = left.fact;
  report.tell({ type: 'result', ok: true, state: 'in-progress', stackName, stackId, ...left.commands });
  report.print(`▸ AWS is creating the stack ${stackName}. No file of the project is written yet.`);
  report.print(`  \`${left.commands.resume}\` waits for it and writes the files.`);
}
