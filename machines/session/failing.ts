import type { FlowId } from '../flows.ts';

/** A flow in the background that fails: the pane that is shown stays. */
export const failedBehind = (flow: FlowId) => {
  const params = ({ event }: { readonly event: { readonly error: unknown } }) => ({
    flow,
    error: event.error,
  });
  return {
    actions: [
      // What is left in AWS is read from the flow as it was; then it is stopped.
      { type: 'failFlow', params },
      { type: 'stopFailed', params },
    ],
  } as const;
};

/** A flow on screen that fails: home is shown, read anew. */
export const failed = (flow: FlowId) => ({ target: 'opening', ...failedBehind(flow) }) as const;
