import type { ErrorActorEvent } from 'xstate';
import { asProblem, type ProblemText } from '../../src/core/problem.ts';

/** What was thrown, as the three lines that a context may hold. */
export const problemOf = (thrown: unknown): ProblemText => asProblem(thrown).toJSON();

/** What an actor ended with, as the actions of its `onError` get it. */
export interface Failure {
  readonly error: unknown;
}

/** The assigner of the action `keepProblem`, which every machine has: `assign(keepProblem)`. */
export const keepProblem = (_: unknown, { error }: Failure) => ({ problem: problemOf(error) });

const params = ({ event }: { readonly event: ErrorActorEvent }): Failure => ({ error: event.error });

/** The `onError` of an actor, in the state that is shown: why it failed is kept as `problem`. */
export const failsHere = { actions: { type: 'keepProblem', params } } as const;

/** The `onError` of an actor: why it failed is kept as `problem`, and `target` shows it. @param more what else is done then */
export const failsTo = <const Target extends string, const More extends readonly unknown[]>(
  target: Target,
  ...more: More
) => ({ target, actions: [failsHere.actions, ...more] }) as const;

/**
 * The `onError` of what a flow cannot go on without and does not expect to fail: the flow ends by the same fault, which the
 * session tells at home.
 */
export const failsWithIt = {
  actions: ({ event }: { readonly event: ErrorActorEvent }) => {
    throw event.error;
  },
} as const;
