import type { ActorRef, AnyActorRef, EventObject, Snapshot } from 'xstate';

/** A part of a flow's input and context: the actor that started it and receives its events. */
export interface WithParent<Told extends EventObject> {
  /** Absent: the flow runs alone, as in a test. */
  readonly parent?: ActorRef<Snapshot<unknown>, Told> | undefined;
}

/** The target of a flow's events; without a parent it is the flow itself, which ignores them. */
export function toParent<Context extends WithParent<never>>() {
  return ({ context, self }: { readonly context: Context; readonly self: AnyActorRef }): AnyActorRef =>
    (context.parent as AnyActorRef | undefined) ?? self;
}
