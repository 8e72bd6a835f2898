import { assign, fromPromise, setup } from 'xstate';
import type { DiffRow } from '../../src/core/line-diff.ts';
import { changedSettings, type SettingValues, withSetting } from '../../src/state/setting-values.ts';
import { given } from '../kit/given.ts';
import { back, confirm, leave, next } from '../kit/keys.ts';
import { failsTo, keepProblem, problemOf } from '../kit/problem.ts';
import { failed, finished, left, notYet, reviewMeta, writingMeta } from '../kit/states.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import type { SettingsPaneId } from './meta.ts';
import type {
  ChosenKeys,
  FoundSettings,
  KeyCommand,
  SavedChange,
  SettingsContext,
  SettingsEvent,
  SettingsOutput,
  SettingsToWrite,
} from './types.ts';

const settingsSetup = setup({
  types: {
    context: {} as SettingsContext,
    events: {} as SettingsEvent,
    output: {} as SettingsOutput,
    meta: {} as StateMeta<SettingsPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    look: fromPromise<FoundSettings>(notProvided('look')),
    /** Returns the lines of settings.ini that would change; writes nothing. */
    plan: fromPromise<readonly DiffRow[], SettingsToWrite>(notProvided('plan')),
    write: fromPromise<void, SettingsToWrite>(notProvided('write')),
    /** Says why a command cannot have these keys. */
    check: fromPromise<string | undefined, KeyCheck>(notProvided('check')),
  },
  guards: { isChanged: ({ context }) => changesIn(context).length > 0 },
  actions: {
    keepProblem: assign(keepProblem),
    forget: assign({ problem: undefined }),
    set: assign(({ context: { chosen }, event }) =>
      event.type === 'SET' && chosen ? { chosen: withSetting(chosen, event.name, event.value) } : {},
    ),
    /** Shows the choices immediately; undefined: the values of settings.ini and the command line. */
    show: actionNotProvided<{ readonly values: SettingValues | undefined }>('show'),
  },
});

/** The keys that a command would have, and those that were chosen for other commands. */
export interface KeyCheck {
  readonly id: string;
  readonly pressed: readonly string[] | null;
  readonly keys: ChosenKeys;
}

/** What the user has changed and not saved. */
export function changesIn({
  found,
  chosen,
  keys,
}: Pick<SettingsContext, 'found' | 'chosen' | 'keys'>): readonly SavedChange[] {
  if (!found || !chosen) return [];
  const commands = found.commands.flatMap((command): SavedChange[] => {
    const [from, to] = [keysNow(command, {}), keysNow(command, keys)].map((each) => each.join(' '));
    return from === to || from === undefined || to === undefined ? [] : [{ name: command.id, from, to }];
  });
  return [...changedSettings(found.values, chosen), ...commands];
}

/** The keys of a command as the pane shows them now. */
export function keysNow({ id, keys, own }: KeyCommand, chosen: ChosenKeys): readonly string[] {
  const now = chosen[id];
  return now === null ? keys : (now ?? own ?? keys);
}

const showChosen = {
  type: 'show',
  params: ({ context }: { readonly context: SettingsContext }) => ({ values: context.chosen }),
} as const;

/**
 * The flow `settings`: shows each choice immediately, and writes the choices to settings.ini after CONFIRM on the review.
 * Leaving restores the screen.
 */
export const settingsMachine = settingsSetup.createMachine({
  id: 'settings',
  context: { keys: {} },
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
          actions: [assign(({ context }) => ({ chosen: context.found?.values, keys: {} })), showChosen],
          meta: { key: 'r', label: 'undo all', footer: 3, help: 'Takes back every change of this pane.' },
        },
        OPEN_KEYS: {
          target: 'keys',
          meta: { key: 'e', label: 'edit keys', footer: 4, help: 'Gives commands other keys.' },
        },
        BACK: [
          { guard: 'isChanged', target: 'left', meta: back('discard and close') },
          { target: 'left', meta: leave },
        ],
      },
    },
    keys: {
      meta: { pane: 'settings.keys', title: 'Keys' },
      on: {
        PICK: {
          target: 'pressing',
          actions: assign(({ event }) => ({ command: event.id, refused: undefined })),
        },
        OWN_AGAIN: {
          target: 'checking',
          actions: assign(({ event }) => ({ command: event.id, pressed: null, refused: undefined })),
        },
        BACK: { target: 'list', actions: assign({ refused: undefined }), meta: back() },
      },
    },
    pressing: {
      meta: { pane: 'settings.press', title: 'Press the new key' },
      on: {
        PRESSED: { target: 'checking', actions: assign(({ event }) => ({ pressed: [event.key] })) },
        BACK: { target: 'keys', actions: assign({ refused: undefined }), meta: back() },
      },
    },
    checking: {
      meta: { pane: 'settings.press', title: 'Press the new key', busy: 'Checking whether the key is free' },
      invoke: {
        src: 'check',
        input: ({ context }) => ({
          id: given(context, 'command').command,
          keys: context.keys,
          pressed: context.pressed ?? null,
        }),
        onDone: [
          {
            guard: ({ event }) => event.output === undefined,
            target: 'keys',
            actions: assign(({ context: { keys, command = '', pressed = null } }) => ({
              keys: { ...keys, [command]: pressed },
              refused: undefined,
            })),
          },
          {
            guard: ({ context }) => context.pressed === null,
            target: 'keys',
            actions: assign(({ event }) => ({ refused: event.output })),
          },
          { target: 'pressing', actions: assign(({ event }) => ({ refused: event.output })) },
        ],
        onError: {
          target: 'keys',
          actions: assign(({ event }) => ({ refused: problemOf(event.error).what })),
        },
      },
      on: { BACK: { target: 'keys', meta: back() } },
    },
    planning: {
      meta: { ...reviewMeta('settings.review', 'written'), busy: 'reading settings.ini' },
      invoke: {
        src: 'plan',
        input: ({ context }) => ({ values: given(context, 'chosen').chosen, keys: context.keys }),
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
      meta: writingMeta('settings.review', 'Writing settings.ini'),
      invoke: {
        src: 'write',
        input: ({ context }) => ({ values: given(context, 'chosen').chosen, keys: context.keys }),
        onDone: { target: 'finished', actions: assign(({ context }) => ({ saved: changesIn(context) })) },
        onError: failsTo('notWritten'),
      },
    },
    notWritten: failed('settings.review', 'Nothing was written', 'writing', 'list'),
    finished,
    left: { ...left, entry: { type: 'show', params: { values: undefined } } },
  },
});
