import { back, cancel, confirm, leave, next } from './keys.ts';
import { failed, reviewMeta } from './states.ts';

/**
 * The states of a flow that takes something away for good: reviewed, its name typed, carried out step by step. The machine has the
 * guards `hasWork` and `isConfirmed` and the actions `takeName` and `keepPlan`.
 */

/** The plan is shown. @param label what Enter is called */
export const reviewing = <const Pane extends string>(
  pane: Pane,
  done: 'changed' | 'deleted',
  label: string,
) =>
  ({
    meta: reviewMeta(pane, done),
    on: {
      NEXT: { guard: 'hasWork', target: 'confirming', meta: next(label) },
      RETRY: { target: 'looking', meta: { key: 'r', label: 'refresh', footer: 6 } },
      BACK: { target: 'left', meta: cancel },
    },
  }) as const;

/** The name of what goes is typed, and CONFIRM carries out what was reviewed. */
export const confirming = <const Pane extends string>(pane: Pane, label: string) =>
  ({
    meta: { pane, title: 'This cannot be undone' },
    on: {
      TYPE: { actions: 'takeName' },
      CONFIRM: { guard: 'isConfirmed', target: 'running', actions: 'keepPlan', meta: confirm(label) },
      BACK: { target: 'review', meta: back() },
    },
  }) as const;

/** The plan is being carried out. @param again what continuing it is called after it was stopped, as `deleting again` */
export const running = <const Pane extends string>(pane: Pane, title: string, busy: string, again: string) =>
  ({
    meta: { pane, title, busy },
    on: {
      BACK: {
        target: 'left',
        meta: {
          ...leave,
          label: 'stop here',
          help: `Stops after what was sent to AWS; ${again} continues with the rest.`,
        },
      },
    },
  }) as const;

/** It broke on the way; trying again looks anew and continues with the rest. */
export const stopped = <const Pane extends string>(pane: Pane, title: string) =>
  failed(pane, title, 'looking', 'left', leave);
