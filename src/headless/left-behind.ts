import type { ActorRefFrom } from 'xstate';
import type { initMachine } from '../../machines/init/machine.ts';
import type { AttachCommands, AttachTo } from '../init/attach.ts';
import { Problem, type ProblemCode } from '../values/problem.ts';
import type { Report } from './report.ts';

export type Attach = (to: Omit<AttachTo, 'here' | 'endpointUrl'>) => AttachCommands;

/** Problems after which it is not known whether AWS has heard of the stack. */
const unsure: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'OFFLINE',
  'TIMED_OUT',
  'AWS_FAULT',
  'AWS_ANSWER',
  'THROTTLED',
  'CREDENTIALS_EXPIRED',
  'INTERRUPTED',
]);

/** What an init that did not reach its end has left, and how to come back to it. */
interface LeftBehind {
  /** One sentence. */
  readonly words: string;
  readonly fact: Readonly<Record<string, unknown>>;
  readonly commands: AttachCommands;
}

function leftBehind(
  actor: ActorRefFrom<typeof initMachine>,
  attach: Attach,
  why: ProblemCode,
): LeftBehind | undefined {
  const state = actor.getSnapshot().children.deployment?.getSnapshot();
  if (state?.status !== 'active' || state.matches('done') || state.matches('cleaned')) return undefined;
  const { plan, stackId } = state.context;
  // A definite refusal has removed the note: nothing is there to come back to.
  if (!stackId && !unsure.has(why)) return undefined;
  const commands = attach({ ...plan, region: plan.identity.region });
  const { stackName } = plan;
  return {
    words: stackId
      ? `The stack ${stackName} is left in AWS.`
      : `It is not known whether AWS has made the stack ${stackName}.`,
    fact: { stackName, ...(stackId ? { stackId } : {}), state: String(state.value), ...commands },
    commands,
  };
}

/** Adds to a problem what is left of the init and how to go on or clean up; tells it as a fact, too. */
export function withLeftBehind(
  problem: Problem,
  actor: ActorRefFrom<typeof initMachine>,
  attach: Attach,
  report: Report,
): Problem {
  const left = leftBehind(actor, attach, problem.code);
  if (!left) return problem;
  report.tell({ type: 'left', ...left.fact });
  const { resume, cleanUp } = left.commands;
  return new Problem(
    {
      ...problem.toJSON(),
      next: `${problem.next} ${left.words} \`${resume}\` goes on with it, \`${cleanUp}\` deletes it.`,
    },
    { cause: problem },
  );
}

/** What is told after Ctrl+C or a termination request. */
export function interruption(
  actor: ActorRefFrom<typeof initMachine>,
  attach: Attach,
  report: Report,
): Problem {
  const left = leftBehind(actor, attach, 'INTERRUPTED');
  if (!left) {
    return new Problem({
      code: 'INTERRUPTED',
      what: 'Interrupted.',
      why: 'Nothing was made in AWS, and no file was written.',
      next: 'Run it again when you like.',
    });
  }
  report.tell({ type: 'left', ...left.fact });
  const { watch, resume, cleanUp } = left.commands;
  return new Problem({
    code: 'INTERRUPTED',
    what: `Interrupted. ${left.words}`,
    why: 'What AWS has begun goes on without this program.',
    next: `\`${watch}\` follows it, \`${resume}\` goes on with it, \`${cleanUp}\` deletes it.`,
  });
}
