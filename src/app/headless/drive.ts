import {
  type ActorRefFrom,
  type AnyActor,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type InputFrom,
  type OutputFrom,
  type SnapshotFrom,
} from 'xstate';
import { Problem } from '../../core/problem.ts';
import { type FlowMachine, ignoreFault, settled } from './settled.ts';

/** A driver's answer to a flow's question; `stop` leaves the flow without doing what it asks about. */
export type Answer<Machine extends FlowMachine> = (
  snapshot: SnapshotFrom<Machine>,
  flow: ActorRefFrom<Machine>,
) => 'stop' | undefined | Promise<'stop' | undefined>;

/** For a question without an answer. @throws Error always: a bug in the driver; it names the state */
export function nobodyAnswers(value: unknown): never {
  throw new Error(`nobody answers ${JSON.stringify(value)}`);
}

export interface DriveOptions<Machine extends FlowMachine> {
  /** Stops the flow; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Called with every state on the way. */
  readonly onChange?: (snapshot: SnapshotFrom<Machine>) => void;
}

/**
 * Runs a flow to its end, answering whenever it waits for an answer.
 *
 * @returns its output; undefined when the driver stopped it
 * @throws Problem that the flow shows, or fails with; the signal's reason when it aborts
 */
export async function drive<Machine extends FlowMachine>(
  machine: Machine,
  input: InputFrom<Machine>,
  answer: Answer<Machine>,
  { signal = new AbortController().signal, onChange = () => {} }: DriveOptions<Machine> = {},
): Promise<OutputFrom<Machine> | undefined> {
  const flow: AnyActor = createActor<AnyStateMachine>(machine, { input });
  flow.subscribe({ next: onChange, error: ignoreFault });
  flow.start();
  try {
    for (;;) {
      const snapshot: AnyMachineSnapshot = await settled(flow as ActorRefFrom<FlowMachine>, signal);
      if (snapshot.status !== 'active') return snapshot.output;
      if (snapshot.context.problem) throw new Problem(snapshot.context.problem);
      const said = await answer(snapshot as SnapshotFrom<Machine>, flow as ActorRefFrom<Machine>);
      if (said === 'stop') return undefined;
    }
  } finally {
    flow.stop();
  }
}
