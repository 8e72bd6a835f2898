import { type EventObject, fromCallback, type NonReducibleUnknown } from 'xstate';

/** Sends a machine's own events to it: an unknown one is a type error. */
export type Send<Event extends EventObject> = (event: Event) => void;

/**
 * An actor that sends its progress to its machine until it is stopped.
 *
 * @param run receives the send function and the input; its result stops it
 */
export function telling<Event extends EventObject, Input extends NonReducibleUnknown = undefined>(
  run: (send: Send<Event>, input: Input) => (() => void) | undefined,
) {
  return fromCallback<EventObject, Input>(({ sendBack, input }) => run(sendBack, input));
}

/** The default of such an actor: the real one is provided at wiring. One that was forgotten throws its name. */
export function tellingNotProvided<Input extends NonReducibleUnknown = undefined>(actor: string) {
  return fromCallback<EventObject, Input>(() => {
    throw new Error(`the actor "${actor}" is not provided`);
  });
}
