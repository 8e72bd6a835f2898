import { fromPromise } from 'xstate';
import { commandMachine } from '../../machines/command/machine.ts';
import type { Pretends } from './pretend.ts';

declare module './pretend.ts' {
  interface FlowPretences {
    /** The outcome of a command that is run. */
    command(typed: string): Promise<number>;
  }
}

export const pretends: Pretends = ({ command = async () => 0 }) =>
  commandMachine.provide({ actors: { run: fromPromise(({ input }) => command(input.typed)) } });
