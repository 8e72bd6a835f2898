import type { FlowId, FlowMachines } from '../../machines/flows.ts';
import type { RunningProject } from '../../machines/session/types.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import type { AppContext } from './app-context.ts';
import type { Desktop } from './desktop.ts';

/** What the machine of a flow can be given to touch. */
export interface FlowNeeds {
  readonly appContext: AppContext;
  readonly desktop: Desktop;
  /** What goes on in the projects that are open. */
  readonly running: () => readonly RunningProject[];
  /** Gives the terminal to another program while `use` runs. */
  readonly lend: LendTerminal;
}

/** Gives the machine of a flow with everything it touches; `src/app/actors/<flow>.ts` has one by the name of `wire`. */
export type Wire<Id extends FlowId> = (needs: FlowNeeds) => FlowMachines[Id];
