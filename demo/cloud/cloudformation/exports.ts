import type { CloudState } from '../state.ts';
import type { StackState } from './stack-state.ts';

/** An export: a name that is unique in its account and region, for other stacks to import. */
export interface Export {
  name: string;
  value: string;
  stack: StackState;
}

/** Every export of an account in a region. */
export function exportsOf(state: CloudState, accountId: string, region: string): Export[] {
  return state.stacks
    .filter(
      (stack) =>
        stack.accountId === accountId && stack.region === region && stack.status !== 'DELETE_COMPLETE',
    )
    .flatMap((stack) =>
      stack.outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stack }],
      ),
    );
}
