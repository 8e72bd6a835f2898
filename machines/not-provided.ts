import type { AnyStateMachine } from 'xstate';

/**
 * The default body of an actor with effects: the real one is provided at wiring. If that was forgotten, it fails
 * immediately with its name.
 */
export function notProvided(actor: string): () => Promise<never> {
  return () => Promise.reject(new Error(`the actor "${actor}" is not provided`));
}

/** The default of an action with effects. Also fails with its name. @template Params of the action */
export function actionNotProvided<Params = undefined>(action: string) {
  return (_: unknown, _params: Params): never => {
    throw new Error(`the action "${action}" is not provided`);
  };
}

/** The default of a flow that a machine starts: its own machine is loaded when it is wired. Also fails with its name. */
export function flowNotProvided<Flow extends AnyStateMachine>(flow: string): Flow {
  return lateFlow<Flow>(() => {
    throw new Error(`the flow "${flow}" is not provided`);
  });
}

/**
 * A flow whose machine is loaded later.
 *
 * @param loaded returns the machine, always the same one; first called when an actor of it is created
 */
export function lateFlow<Flow extends AnyStateMachine>(loaded: () => Flow): Flow {
  const logic: Pick<
    AnyStateMachine,
    'getInitialSnapshot' | 'transition' | 'start' | 'getPersistedSnapshot' | 'restoreSnapshot'
  > = {
    getInitialSnapshot: (...given) => loaded().getInitialSnapshot(...given),
    transition: (...given) => loaded().transition(...given),
    start: (...given) => loaded().start(...given),
    getPersistedSnapshot: (...given) => loaded().getPersistedSnapshot(...given),
    restoreSnapshot: (...given) => loaded().restoreSnapshot(...given),
  };
  // An actor uses nothing else of its logic.
  return logic as Flow;
}
