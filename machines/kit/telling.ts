import { type EventObject, fromCallback, type NonReducibleUnknown } from 'xstate';

/** Sends a machine's own events to it: one that it does not know does not compile. */
export type Send<Event extends EventObject> = (event: Event) => void;

/**
 * An actor that tells its machine how it goes, until it is stopped.
 *
 * @param run gets the way to tell, and the input; what it gives back stops it
 */
export function telling<Event extends EventObject, Input extends NonReducibleUnknown = undefined>(
  run: (send: Send<Event>, input: Input) => (() => void) | undefined,
) {
  return fromCallback<EventObject, Input>(({ sendBack, input }) => run(sendBack, input));
}

/** The default of such an actor: the real one is provided from above. One that was forgotten fails by name. */
export function tellingNotProvided<Input extends NonReducibleUnknown = undefined>(actor: string) {
  return fromCallback<EventObject, Input>(() => {
    throw new Error(`the actor "${actor}" is not provided`);
  });
}
