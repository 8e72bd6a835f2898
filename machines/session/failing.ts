import type { FlowId } from '../flows.ts';

/** A flow fails in the background: the current pane stays. */
export const failedBehind = (flow: FlowId) => {
  const params = ({ event }: { readonly event: { readonly error: unknown } }) => ({
    flow,
    error: event.error,
  });
  return {
    actions: [
      // What is left in AWS is read from the flow before it is stopped.
      { type: 'failFlow', params },
      { type: 'stopFailed', params },
    ],
  } as const;
};

/** A flow fails on screen: home is shown, freshly loaded. */
export const failed = (flow: FlowId) => ({ target: 'opening', ...failedBehind(flow) }) as const;
