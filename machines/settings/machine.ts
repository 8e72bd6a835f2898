import { assign, fromPromise, setup } from 'xstate';
import type { DiffRow } from '../../src/core/line-diff.ts';
import { changedSettings, type SettingValues, withSetting } from '../../src/state/setting-values.ts';
import { given } from '../kit/given.ts';
import { back, confirm, leave, next } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import { busyMeta, failed, finished, left, notYet, reviewMeta } from '../kit/states.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { FoundSettings, SettingsContext, SettingsEvent, SettingsOutput } from './types.ts';

const settingsSetup = setup({
  types: {
    context: {} as SettingsContext,
    events: {} as SettingsEvent,
    output: {} as SettingsOutput,
    meta: {} as StateMeta,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    look: fromPromise<FoundSettings>(notProvided('look')),
    /** Gives the lines of settings.ini that would change; nothing is written. */
    plan: fromPromise<readonly DiffRow[], { values: SettingValues }>(notProvided('plan')),
    write: fromPromise<void, { values: SettingValues }>(notProvided('write')),
  },
  guards: { isChanged: ({ context }) => changesIn(context).length > 0 },
  actions: {
    keepProblem: assign(keepProblem),
    forget: assign({ problem: undefined }),
    set: assign(({ context: { chosen }, event }) =>
      event.type === 'SET' && chosen ? { chosen: withSetting(chosen, event.name, event.value) } : {},
    ),
    /** Shows the choices at once; undefined: as settings.ini and the command line have them. */
    show: (_, _what: { readonly values: SettingValues | undefined }) => {
      throw new Error('the action "show" is not provided');
    },
  },
});

/** What the person has changed and not saved. */
export function changesIn({ found, chosen }: Pick<SettingsContext, 'found' | 'chosen'>) {
  return found && chosen ? changedSettings(found.values, chosen) : [];
}

const showChosen = {
  type: 'show',
  params: ({ context }: { readonly context: SettingsContext }) => ({ values: context.chosen }),
} as const;

/**
 * The flow `settings`: what is chosen is shown at once, and written to settings.ini after CONFIRM on the review. Whoever leaves has the
 * screen as it was.
 */
export const settingsMachine = settingsSetup.createMachine({
  id: 'settings',
  context: {},
  initial: 'looking',
  output: ({ context: { saved } }) => (saved ? { kind: 'saved', changes: saved } : { kind: 'left' }),
  states: {
    looking: {
      meta: { pane: 'settings.looking', title: 'Settings', busy: 'reading settings.ini' },
      invoke: {
        src: 'look',
        onDone: {
          target: 'list',
          actions: assign(({ event }) => ({ found: event.output, chosen: event.output.values })),
        },
        onError: failsTo('unreadable'),
      },
      on: { BACK: { target: 'left', meta: leave } },
    },
    unreadable: failed('settings.looking', notYet, 'looking', 'left', leave),
    list: {
      meta: { pane: 'settings.list', title: 'Settings' },
      on: {
        SET: { actions: ['set', showChosen] },
        NEXT: { guard: 'isChanged', target: 'planning', meta: next('review') },
        RESET: {
          guard: 'isChanged',
          actions: [assign(({ context }) => ({ chosen: context.found?.values })), showChosen],
          meta: { key: 'r', label: 'undo all', footer: 3, help: 'Takes back every change of this pane.' },
        },
        BACK: { target: 'left', meta: leave },
      },
    },
    planning: {
      meta: { ...reviewMeta('settings.review', 'written'), busy: 'reading settings.ini' },
      invoke: {
        src: 'plan',
        input: ({ context }) => ({ values: given(context, 'chosen').chosen }),
        onDone: { target: 'review', actions: assign(({ event }) => ({ diff: event.output })) },
        onError: failsTo('notPlanned'),
      },
      on: { BACK: { target: 'list', meta: back() } },
    },
    notPlanned: failed('settings.review', notYet, 'planning', 'list'),
    review: {
      meta: reviewMeta('settings.review', 'written'),
      on: {
        CONFIRM: { target: 'writing', meta: confirm('save') },
        BACK: { target: 'list', meta: back() },
      },
    },
    writing: {
      meta: busyMeta('settings.review', 'Writing settings.ini'),
      invoke: {
        src: 'write',
        input: ({ context }) => ({ values: given(context, 'chosen').chosen }),
        onDone: { target: 'finished', actions: assign(({ context }) => ({ saved: changesIn(context) })) },
        onError: failsTo('notWritten'),
      },
    },
    notWritten: failed('settings.review', 'Nothing was written', 'writing', 'list'),
    finished,
    left: { ...left, entry: { type: 'show', params: { values: undefined } } },
  },
});
