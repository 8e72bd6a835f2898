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

/** What a driver says where a flow asks; `stop` leaves the flow as it is, without having done what it asks about. */
export type Answer<Machine extends FlowMachine> = (
  snapshot: SnapshotFrom<Machine>,
  flow: ActorRefFrom<Machine>,
) => 'stop' | undefined | Promise<'stop' | undefined>;

/** Where a flow asks and the driver has no answer. @throws Error always: a defect of the driver, which names the state */
export function nobodyAnswers(value: unknown): never {
  throw new Error(`nobody answers ${JSON.stringify(value)}`);
}

export interface DriveOptions<Machine extends FlowMachine> {
  /** Ends it; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told of every state on the way. */
  readonly onChange?: (snapshot: SnapshotFrom<Machine>) => void;
}

/**
 * Runs a flow to its end, with an answer wherever it waits for one.
 *
 * @returns its output; undefined where the driver stopped it
 * @throws Problem what the flow shows as its problem, or fails with; the signal's reason when it aborts
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
