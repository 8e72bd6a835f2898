import type { ErrorActorEvent } from 'xstate';
import { asProblem, type ProblemText } from '../../src/core/problem.ts';

/** A thrown error as a serialisable problem for a context. */
export const problemOf = (thrown: unknown): ProblemText => asProblem(thrown).toJSON();

/** An actor's error, as the actions of its `onError` receive it. */
export interface Failure {
  readonly error: unknown;
}

/** The assigner for the action `keepProblem`, which every machine has: `assign(keepProblem)`. */
export const keepProblem = (_: unknown, { error }: Failure) => ({ problem: problemOf(error) });

const params = ({ event }: { readonly event: ErrorActorEvent }): Failure => ({ error: event.error });

/** The `onError` of an actor in the state on screen: stores the reason as `problem`. */
export const failsHere = { actions: { type: 'keepProblem', params } } as const;

/** The `onError` of an actor: stores the reason as `problem`, which `target` shows. @param more further actions */
export const failsTo = <const Target extends string, const More extends readonly unknown[]>(
  target: Target,
  ...more: More
) => ({ target, actions: [failsHere.actions, ...more] }) as const;

/**
 * The `onError` of an essential actor that is not expected to fail: the flow ends with the same error, which the session
 * shows at home.
 */
export const failsWithIt = {
  actions: ({ event }: { readonly event: ErrorActorEvent }) => {
    throw event.error;
  },
} as const;
