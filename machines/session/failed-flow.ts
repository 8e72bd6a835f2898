import type { AnyActorRef } from 'xstate';
import { asProblem, type ProblemText } from '../../src/core/problem.ts';
import { canResume, leftInAwsBy, leftInAwsWords } from '../deployment/left-in-aws.ts';
import { type FlowId, flowOf } from '../flows.ts';
import type { SessionContext } from './types.ts';

/** A flow that ended because of its own fault. */
export interface FlowFault {
  readonly flow: FlowId;
  /** What was thrown. */
  readonly error: unknown;
}

/**
 * What a flow's own fault does to the session: home shows it as a problem until home is left, everything of the flow
 * stops, and all other flows continue.
 */
export function withFailedFlow(context: SessionContext, { flow, error }: FlowFault): Partial<SessionContext> {
  const failed = problemOfFlow(flow, error, flow === 'init' ? leftInAws(context.init) : undefined);
  return {
    failed,
    activity: [...context.activity, { at: context.now(), text: failed.what, tone: 'bad' }],
    ...(flowOf(flow).background ? { [flow]: undefined } : {}),
  };
}

function problemOfFlow(flow: FlowId, error: unknown, left: string | undefined): ProblemText {
  const { code, what, why, next } = asProblem(error);
  return {
    code,
    what: `${flowOf(flow).label} stopped. ${what}`,
    why: left === undefined ? why : `${left} ${why}`,
    next,
  };
}

/** What the deployment of `init` has left in AWS, and how to come back to it; undefined if it left nothing. */
function leftInAws(init: SessionContext['init']): string | undefined {
  const snapshot = init?.getSnapshot();
  const deployment = snapshot?.children.deployment?.getSnapshot();
  // The deployment may have failed itself, or XState has already stopped it: then how far it came is unknown.
  if (deployment?.status !== 'active' && snapshot?.matches('deploying')) {
    const { plan } = snapshot.context;
    return (
      plan && `The stack ${plan.stackName} may be in AWS. \`amplify-tui init\` resumes it or cleans it up.`
    );
  }
  const leftInAws = leftInAwsBy(deployment);
  if (!deployment || leftInAws === 'nothing') return undefined;
  const back = canResume(leftInAws) ? 'resumes it or cleans it up' : 'finishes that';
  return `${leftInAwsWords(leftInAws, deployment.context)} \`amplify-tui init\` ${back}.`;
}

/**
 * Stops what a failed actor has started: XState leaves the children of an actor that ended with an error running. XState
 * itself stops an actor with the same event.
 */
export function stopChildren(actor: AnyActorRef | undefined): void {
  const children = Object.values(actor?.getSnapshot().children ?? {}) as (AnyActorRef | undefined)[];
  for (const child of children) child?.send({ type: 'xstate.stop' });
}
