import { back, cancel, confirm, leave, next } from './keys.ts';
import { failed, reviewMeta } from './states.ts';

/**
 * The states of a flow that removes something permanently: reviewed, its name typed, carried out step by step. The
 * machine has the guards `hasWork` and `isConfirmed` and the actions `takeName` and `keepPlan`.
 */

/** Shows the plan. @param label of Enter */
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

/** The name is typed as a confirmation, and CONFIRM carries out the reviewed plan. */
export const confirming = <const Pane extends string>(pane: Pane, label: string) =>
  ({
    meta: { pane, title: 'This cannot be undone' },
    on: {
      TYPE: { actions: 'takeName' },
      CONFIRM: { guard: 'isConfirmed', target: 'running', actions: 'keepPlan', meta: confirm(label) },
      BACK: { target: 'review', meta: back() },
    },
  }) as const;

/** Carries out the plan. @param again the label for resuming it after it was stopped, as `deleting again` */
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

/** It failed on the way; retrying looks again and continues with the rest. */
export const stopped = <const Pane extends string>(pane: Pane, title: string) =>
  failed(pane, title, 'looking', 'left', leave);
