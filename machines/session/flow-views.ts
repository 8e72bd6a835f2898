import { type FlowId, flowIds, flowOf, flows } from '../flows.ts';
import { failed } from './failing.ts';
import { sessionSetup } from './setup.ts';

/** The flows that start on home and lead back to it: the list of flows has everything that the session needs to know about them. */
type PlainFlow = {
  [Id in FlowId]: (typeof flows)[Id] extends { readonly view: object } ? Id : never;
}[FlowId];

const plain = flowIds.filter((id): id is PlainFlow => flowOf(id).view !== undefined);

/** Where XState wants to know which flow it is, one of them represents all: the kinds of its events and inputs follow from the id. */
function viewOf(id: PlainFlow) {
  const { view, ended } = flowOf(id);
  const as = id as 'undo';
  return sessionSetup.createStateConfig({
    meta: view?.meta ?? { pane: 'home', title: id },
    invoke: {
      id: as,
      src: as,
      input: ({ context }) => view?.input?.(context),
      onError: failed(as),
    },
    on: {
      [`xstate.done.actor.${as}`]: {
        target: 'opening',
        actions: ended
          ? {
              type: 'record',
              params: ({ event }: { readonly event: { readonly output: unknown } }) => ended(event.output),
            }
          : [],
      },
    },
  });
}

/** The views of these flows. */
export const flowViews = Object.fromEntries(plain.map((id) => [id, viewOf(id)])) as Readonly<
  Record<PlainFlow, ReturnType<typeof viewOf>>
>;

function openingOf(id: PlainFlow) {
  const { opens: meta, view } = flowOf(id);
  return { target: id, meta, ...(view?.needs === 'project' ? { guard: 'hasProject' as const } : {}) };
}

/** The keys of home that open these flows. */
export const flowOpenings = Object.fromEntries(
  plain.map((id) => [flows[id].event, openingOf(id)]),
) as Readonly<Record<(typeof flows)[PlainFlow]['event'], ReturnType<typeof openingOf>>>;
