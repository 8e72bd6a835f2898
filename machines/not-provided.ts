import type { AnyStateMachine } from 'xstate';

/**
 * The default body of an actor that touches the outside world: the real one is provided from above. A wiring that was
 * forgotten fails at once and by name.
 */
export function notProvided(actor: string): () => Promise<never> {
  return () => Promise.reject(new Error(`the actor "${actor}" is not provided`));
}

/** The default of an action that touches the outside world. Fails by name, too. @template Params what the action is told */
export function actionNotProvided<Params = undefined>(action: string) {
  return (_: unknown, _params: Params): never => {
    throw new Error(`the action "${action}" is not provided`);
  };
}

/** The default of a flow that a machine starts: its own machine is loaded when it is wired. Fails by name, too. */
export function flowNotProvided<Flow extends AnyStateMachine>(flow: string): Flow {
  return lateFlow<Flow>(() => {
    throw new Error(`the flow "${flow}" is not provided`);
  });
}

/**
 * A flow whose machine need not be there before the flow starts.
 *
 * @param loaded gives the machine, always the same one; asked for first when an actor of it is made
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
