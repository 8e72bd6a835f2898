import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, cancel, confirm, next, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { busyMeta, notYet, reviewMeta, writingMeta } from '../kit/states.ts';
import type { ProfilesPaneId } from './meta.ts';
import { profilesSetup } from './setup.ts';

/** Back to where the change was entered. */
const backToStart = [
  { guard: 'isSet', target: '#profiles.form', actions: 'forget', meta: back() },
  { guard: 'isRename', target: '#profiles.naming', actions: 'forget', meta: back() },
  { target: '#profiles.list', actions: 'forget', meta: back() },
] as const;

/** The files may have changed, so the change is planned again. */
const planAgain = {
  target: '#profiles.planning',
  actions: 'forget',
  meta: retry,
} as const;

const confirmed = [
  { guard: 'isRemove', target: '#profiles.writing', actions: 'forget', meta: confirm('remove') },
  { guard: 'isRename', target: '#profiles.writing', actions: 'forget', meta: confirm('rename') },
  { guard: 'hasFiles', target: '#profiles.writing', actions: 'forget', meta: confirm('write') },
] as const;

/** A state in which a change is entered: continues once there is one, or returns to the list. */
const madeUp = (
  pane: ProfilesPaneId,
  title: string,
  guard: 'hasFormChange' | 'hasNewName',
  plan: 'planForm' | 'planName',
) =>
  profilesSetup.createStateConfig({
    meta: { pane, title },
    on: {
      NEXT: { guard, target: 'planning', actions: ['forget', plan], meta: next('review') },
      BACK: { target: 'list', actions: 'forget', meta: cancel },
    },
  });

/** The form or the new name, its review, and the result: nothing is written without CONFIRM on the review. */
export const changeStates = {
  form: madeUp('profiles.edit', 'Edit profile', 'hasFormChange', 'planForm'),
  naming: madeUp('profiles.name', 'Rename the profile', 'hasNewName', 'planName'),
  planning: profilesSetup.createStateConfig({
    meta: busyMeta('profiles.review', 'Working out the change'),
    invoke: {
      src: 'plan',
      input: ({ context }) => given(context, 'change'),
      onDone: { target: 'review', actions: assign(({ event }) => ({ plan: event.output })) },
      onError: failsTo('notPlanned'),
    },
    on: { BACK: backToStart },
  }),
  notPlanned: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: notYet },
    on: { RETRY: planAgain, BACK: backToStart },
  }),
  review: profilesSetup.createStateConfig({
    meta: reviewMeta('profiles.review'),
    on: { CONFIRM: confirmed, BACK: backToStart },
  }),
  /** Somebody changed the files after the review. */
  changed: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.review', title: 'The files changed meanwhile: check again' },
    on: { CONFIRM: confirmed, BACK: backToStart },
  }),
  writing: profilesSetup.createStateConfig({
    meta: writingMeta('profiles.review', 'Writing the AWS files'),
    invoke: {
      src: 'write',
      input: ({ context }) => given(context, 'plan'),
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
