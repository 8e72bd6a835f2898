import { type ActorRefFrom, createActor } from 'xstate';
import type { configureMachine } from '../../../../machines/configure/machine.ts';
import type { ConfigureEvent } from '../../../../machines/configure/types.ts';
import { Problem, type ProblemCode } from '../../../../src/core/problem.ts';
import type { ConfigureAnswers } from '../../../../src/flows/configure/answers.ts';
import { reaches as at, stateName as name } from '../../../support/flow-steps.ts';
import { type ConfigurePretence, pretendConfigure } from '../../../support/pretend-configure.ts';

export { at, name };

type Configure = ActorRefFrom<typeof configureMachine>;

export const fails = (code: ProblemCode) => () =>
  Promise.reject(new Problem({ code, what: code, why: 'why', next: 'next' }));

export function begin(given: Partial<ConfigurePretence> = {}, rotate?: string) {
  const pretended = pretendConfigure(given);
  const actor = createActor(pretended.configure, { input: rotate === undefined ? {} : { rotate } });
  actor.start();
  const send = (...events: (Exclude<ConfigureEvent['type'], 'EDIT'> | Partial<ConfigureAnswers>)[]) => {
    for (const event of events)
      actor.send(
        (typeof event === 'string' ? { type: event } : { type: 'EDIT', answers: event }) as ConfigureEvent,
      );
  };
  /** Moves from state to state by NEXT. */
  const walk = async (...states: string[]) => {
    for (const state of states) {
      await at(actor, state);
      send('NEXT');
    }
  };
  return { actor, send, walk, ...pretended };
}

export const answersOf = (actor: Configure) => actor.getSnapshot().context.answers;
