import type { FlowMachines } from '../../machines/flows.ts';
import type { AppContext } from './app-context.ts';
import type { FlowNeeds } from './wiring.ts';

export type LateFlows = ReturnType<typeof lateFlows>;

/** Loads the flows on first use; each project has its own. */
export function lateFlows(needs: Omit<FlowNeeds, 'appContext'>) {
  let loading: Promise<void> | undefined;
  let module: typeof import('./flows.ts') | undefined;
  const loaded = () => {
    if (!module) throw new Error('a flow is shown before the flows are loaded');
    return module;
  };
  return {
    load: () => {
      loading ??= import('./flows.ts').then((flows) => {
        module = flows;
      });
      return loading;
    },
    panes: () => loaded().panes,
    of: (appContext: AppContext) => {
      let flows: FlowMachines | undefined;
      return () => {
        flows ??= loaded().wireFlowMachines({ ...needs, appContext });
        return flows;
      };
    },
  };
}
