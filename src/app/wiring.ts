import type { FlowId, FlowMachines } from '../../machines/flows.ts';
import type { RunningProject } from '../../machines/session/types.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import type { AppContext } from './app-context.ts';
import type { Desktop } from './desktop.ts';

/** What the machine of a flow may use. */
export interface FlowNeeds {
  readonly appContext: AppContext;
  readonly desktop: Desktop;
  /** What is in progress in the open projects. */
  readonly running: () => readonly RunningProject[];
  /** Lends the terminal to another program while `use` runs. */
  readonly lend: LendTerminal;
}

/** Creates the machine of a flow with everything it touches; `src/app/actors/<flow>.ts` exports one as `wire`. */
export type Wire<Id extends FlowId> = (needs: FlowNeeds) => FlowMachines[Id];
