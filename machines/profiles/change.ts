import { assign } from 'xstate';
import { failsTo } from '../kit/problem.ts';
import type { TransitionMeta } from '../meta.ts';
import { profilesSetup } from './setup.ts';

const back: TransitionMeta = { key: 'escape', label: 'back', footer: 2 };
const next: TransitionMeta = { key: 'enter', label: 'review', footer: 1 };

/** To where the change was made up. */
const backToStart = [
  { guard: 'isSet', target: '#profiles.form', actions: 'forget', meta: back },
  { guard: 'isRename', target: '#profiles.naming', actions: 'forget', meta: back },
  { target: '#profiles.list', actions: 'forget', meta: back },
] as const;

/** The files may have changed, so it is planned anew. */
const planAgain = {
  target: '#profiles.planning',
  actions: 'forget',
  meta: { key: 'r', label: 'try again', footer: 1 },
} as const;

const write = (label: string): TransitionMeta => ({ key: 'enter', label, footer: 1, decides: true });
const confirm = [
  { guard: 'isRemove', target: '#profiles.writing', actions: 'forget', meta: write('remove') },
  { guard: 'isRename', target: '#profiles.writing', actions: 'forget', meta: write('rename') },
  { guard: 'hasFiles', target: '#profiles.writing', actions: 'forget', meta: write('write') },
] as const;

/** From the form or the new name over the review, the only door to the files, to what was written. */
export const changeStates = {
  form: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.edit', title: 'Edit the profile' },
    on: {
      NEXT: {
        guard: 'hasFormChange',
        target: 'planning',
        actions: ['forget', 'planForm'],
        meta: next,
      },
      BACK: { target: 'list', actions: 'forget', meta: { ...back, label: 'leave it' } },
    },
  }),
  naming: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.name', title: 'Rename the profile' },
    on: {
      NEXT: { guard: 'hasNewName', target: 'planning', actions: ['forget', 'planName'], meta: next },
      BACK: { target: 'list', actions: 'forget', meta: { ...back, label: 'leave it' } },
    },
  }),
  planning: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: 'Working out the change', busy: 'working out the change' },
    invoke: {
      src: 'plan',
      input: ({ context }) => {
        if (!context.change) throw new Error('there is no change to plan');
        return { change: context.change };
      },
      onDone: { target: 'review', actions: assign(({ event }) => ({ plan: event.output })) },
      onError: failsTo('notPlanned'),
    },
    on: { BACK: backToStart },
  }),
  notPlanned: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: 'This cannot be done yet' },
    on: { RETRY: planAgain, BACK: backToStart },
  }),
  review: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: 'Review: nothing has been changed yet' },
    on: { CONFIRM: confirm, BACK: backToStart },
  }),
  /** Somebody changed the files after the review. */
  changed: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: 'The files changed meanwhile: check again' },
    on: { CONFIRM: confirm, BACK: backToStart },
  }),
  writing: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: 'Writing the AWS files', busy: 'writing the AWS files' },
    invoke: {
      src: 'write',
      input: ({ context }) => {
        if (!context.plan) throw new Error('there is no plan to write');
        return { plan: context.plan };
      },
      onDone: [
        {
          guard: ({ event }) => event.output.kind === 'changed',
          target: 'changed',
          actions: assign(({ event }) =>
            event.output.kind === 'changed' ? { plan: event.output.plan } : {},
          ),
        },
        {
          target: 'list',
          actions: [
            assign(({ event: { output } }) =>
              output.kind === 'written' ? { written: output.looked, done: output } : {},
            ),
            'followInUse',
            'renameInUse',
            'takeWritten',
          ],
        },
      ],
      onError: failsTo('notWritten'),
    },
  }),
  notWritten: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: 'Nothing was written' },
    on: { RETRY: planAgain, BACK: backToStart },
  }),
};
