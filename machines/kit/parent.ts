import type { ActorRef, AnyActorRef, EventObject, Snapshot } from 'xstate';

/** Part of a flow's input and context: who has started it and hears what it tells. */
export interface WithParent<Told extends EventObject> {
  /** Absent: the flow runs alone, as in a test. */
  readonly parent?: ActorRef<Snapshot<unknown>, Told> | undefined;
}

/** The target of what a flow tells; one that runs alone tells itself, and does not listen. */
export function toParent<Context extends WithParent<never>>() {
  return ({ context, self }: { readonly context: Context; readonly self: AnyActorRef }): AnyActorRef =>
    (context.parent as AnyActorRef | undefined) ?? self;
}
