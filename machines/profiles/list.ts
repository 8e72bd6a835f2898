import { assign } from 'xstate';
import { count, plainText } from '../../src/core/text.ts';
import { flow as access } from '../access/flow.ts';
import { given } from '../kit/given.ts';
import { failsHere, failsTo, problemOf } from '../kit/problem.ts';
import type { TransitionMeta } from '../meta.ts';
import { chosenName } from './chosen.ts';
import { profilesSetup } from './setup.ts';

const back: TransitionMeta = { key: 'escape', label: 'back', footer: 44 };
const test: TransitionMeta = {
  key: 't',
  label: 'test',
  footer: 3,
  help: 'Asks AWS who the profile is and how old its key is; changes nothing.',
};
const renew: TransitionMeta = {
  key: 'r',
  label: 'new session',
  footer: 12,
  help: 'Forgets the session of the role and assumes it again. While the session works, it says so first.',
};
const edit: TransitionMeta = {
  key: 'e',
  label: 'edit',
  footer: 4,
  help: 'Changes region, output and what belongs to a role; you see the changes before they are written.',
};

/** The commands for a row of the list. */
const onRow = {
  USE: {
    guard: 'isUsable',
    actions: ['forget', 'useChosen'],
    meta: { key: 'enter', label: 'use', footer: 1, help: 'Works with this access until the program ends.' },
  },
  DETAILS: {
    guard: 'isProfile',
    target: '#profiles.details',
    meta: { key: 'd', label: 'details', footer: 2, help: 'Shows each value with its file and line.' },
  },
  TEST: {
    guard: 'hasChosen',
    target: '#profiles.testing',
    actions: 'beginTest',
    meta: test,
  },
  EDIT: { guard: 'isProfile', target: '#profiles.form', actions: ['forget', 'beginForm'], meta: edit },
  RENAME: {
    guard: 'isProfile',
    target: '#profiles.naming',
    actions: ['forget', 'beginName'],
    meta: {
      key: 'n',
      label: 'rename',
      footer: 6,
      help: 'In both files; source_profile entries are updated too.',
    },
  },
  REMOVE: {
    guard: 'isProfile',
    target: '#profiles.planning',
    actions: ['forget', 'planRemoval'],
    meta: { key: 'x', label: 'remove', footer: 7, help: 'Shows what would go before anything is written.' },
  },
  RENEW: [
    { guard: 'hasUntoldSession', actions: 'tellSession', meta: renew },
    { guard: 'hasSession', target: '#profiles.renewing', actions: 'beginTest', meta: renew },
  ],
  FORGET: {
    guard: 'hasSession',
    target: '#profiles.forgetting',
    actions: 'forget',
    meta: {
      key: 'f',
      label: 'forget session',
      footer: 13,
      help: 'Removes the cached credentials of the role from this machine.',
    },
  },
  PIN: {
    guard: 'canPin',
    target: '#profiles.planningPin',
    actions: ['forget', 'beginPin'],
    meta: {
      key: 's',
      label: 'set for the project',
      footer: 8,
      help: 'Ties the project of this folder to the profile; you see who it is and what changes first.',
    },
  },
  KEEP: {
    guard: 'canKeep',
    target: '#profiles.keepReview',
    actions: 'forget',
    meta: {
      key: 'h',
      label: 'keep for this folder',
      footer: 9,
      help: 'This folder starts with the profile from now on; you see it first. Kept in our own settings, never in ~/.aws.',
    },
  },
  MARK: {
    guard: 'isProfile',
    target: '#profiles.marking',
    actions: 'forget',
    meta: {
      key: 'm',
      label: 'mark as production',
      footer: 14,
      help: 'Colours the whole top line while the profile is in use; once more takes the mark away.',
    },
  },
  COPY: {
    guard: 'isProfile',
    actions: 'copyExport',
    meta: { key: 'y', label: 'copy export', footer: 10, help: 'Copies the line that sets AWS_PROFILE.' },
  },
  ROTATE: {
    guard: 'hasOwnKey',
    actions: 'openRotate',
    meta: {
      key: 'a',
      label: 'replace its key',
      footer: 5,
      help: 'Makes a new access key for its user, writes it where the old one stands, and switches the old one off, after a review.',
    },
  },
  ACCESS: { guard: 'hasAccess', actions: 'openAccess', meta: access.opens },
  CONFIGURE: {
    actions: 'openConfigure',
    meta: { key: 'c', label: 'configure', footer: 11, help: 'Sets up another profile.' },
  },
} as const;

/** The list, and what needs no review. */
export const listStates = {
  looking: profilesSetup.createStateConfig({
    meta: { pane: 'profiles', title: 'Profiles', busy: 'reading the AWS files' },
    on: {
      LOOKED: [
        { guard: 'hasChange', target: 'planning', actions: 'takeLooked' },
        { target: 'list', actions: 'takeLooked' },
      ],
    },
  }),
  list: profilesSetup.createStateConfig({
    meta: { pane: 'profiles', title: 'Profiles' },
    invoke: { src: 'sessions', onError: failsHere },
    on: onRow,
  }),
  forgetting: profilesSetup.createStateConfig({
    meta: { pane: 'profiles', title: 'Profiles', busy: 'removing the session' },
    invoke: {
      src: 'forgetSessions',
      input: ({ context }) => given({ name: chosenName(context) }, 'name'),
      onDone: {
        target: 'list',
        actions: [
          assign(({ event }) => ({ confirmation: `${count(event.output, 'cached session')} removed` })),
          'tellForgotten',
        ],
      },
      onError: failsTo('list'),
    },
    on: { BACK: { target: 'list', meta: { key: 'escape', label: 'cancel', footer: 1 } } },
  }),
  marking: profilesSetup.createStateConfig({
    meta: { pane: 'profiles', title: 'Profiles', busy: 'writing the settings' },
    invoke: {
      src: 'mark',
      input: ({ context }) => given({ name: chosenName(context) }, 'name'),
      onDone: {
        target: 'list',
        actions: [
          assign(({ context, event }) => {
            const name = chosenName(context) ?? '';
            const marked = event.output.includes(name);
            return {
              confirmation: `${plainText(name)} is ${marked ? '' : 'no longer '}marked as production`,
            };
          }),
          { type: 'tellProduction', params: ({ event }) => ({ production: event.output }) },
        ],
      },
      onError: failsTo('list'),
    },
  }),
  renewing: profilesSetup.createStateConfig({
    meta: { pane: 'profiles', title: 'Profiles', busy: 'removing the session' },
    invoke: {
      src: 'forgetSessions',
      input: ({ context }) => given({ name: chosenName(context) }, 'name'),
      onDone: { target: 'testing' },
      onError: {
        target: 'list',
        actions: assign(({ event }) => ({ problem: problemOf(event.error), testing: undefined })),
      },
    },
  }),
  details: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.details', title: 'Where each value comes from' },
    on: { BACK: { target: 'list', meta: back }, EDIT: onRow.EDIT, COPY: onRow.COPY },
  }),
  testing: profilesSetup.createStateConfig({
    meta: { pane: 'profiles', title: 'Profiles', busy: 'asking AWS who this is' },
    invoke: {
      src: 'test',
      input: ({ context }) => ({ choice: context.testing ?? { kind: 'environment' } }),
      onDone: {
        target: 'list',
        actions: {
          type: 'keepTest',
          params: ({ event }) => ({ result: { kind: 'works' as const, ...event.output } }),
        },
      },
      onError: {
        target: 'list',
        actions: {
          type: 'keepTest',
          params: ({ event }) => ({ result: { kind: 'fails' as const, problem: problemOf(event.error) } }),
        },
      },
    },
    on: {
      BACK: {
        target: 'list',
        actions: assign({ testing: undefined }),
        meta: { key: 'escape', label: 'cancel', footer: 1 },
      },
    },
  }),
};
