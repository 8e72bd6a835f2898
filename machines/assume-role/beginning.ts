import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { cancel } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { failed, notYet } from '../kit/states.ts';
import type { TransitionMeta } from '../meta.ts';
import { assumeSetup } from './setup.ts';

export const leave: TransitionMeta = { key: 'escape', label: 'close', footer: 5 };

const looking = assumeSetup.createStateConfig({
  meta: { pane: 'assume.looking', title: 'Looking at this machine', busy: 'reading the profiles' },
  invoke: {
    src: 'look',
    onDone: { target: 'beginning', actions: assign(({ event }) => ({ localState: event.output })) },
    onError: failsTo('unreadable'),
  },
  on: { BACK: { target: 'left', meta: cancel } },
});

const unreadable = failed('assume.looking', notYet, 'looking', 'left', leave);

const beginning = assumeSetup.createStateConfig({
  meta: { pane: 'assume.looking', title: 'Looking at this machine' },
  always: [
    { guard: 'wasCutOff', target: 'unfinished' },
    { guard: 'isNamed', target: 'form', actions: 'choosePart' },
    { target: 'part', actions: 'choosePart' },
  ],
});

const unfinished = assumeSetup.createStateConfig({
  meta: { pane: 'assume.unfinished', title: 'An earlier set-up did not finish' },
  on: {
    RESUME: { target: 'planning', actions: 'resume', meta: { key: 'enter', label: 'continue', footer: 1 } },
    CLEAN_UP: {
      target: 'cleaning',
      actions: 'resume',
      meta: { key: 'd', label: 'delete what was made', footer: 2, decides: true },
    },
    FORGET: {
      target: 'forgetting',
      actions: 'resume',
      meta: { key: 'f', label: 'forget it', footer: 3, decides: true },
    },
    BACK: { target: 'left', meta: leave },
  },
});

const cleaning = assumeSetup.createStateConfig({
  meta: { pane: 'assume.unfinished', title: 'Deleting what was made', busy: 'deleting what was made' },
  invoke: {
    src: 'cleanUp',
    input: ({ context }) => given(context, 'note', 'values'),
    onDone: { target: 'looking', actions: assign({ cleaned: true, note: undefined }) },
    onError: failsTo('notCleaned'),
  },
});

const notCleaned = failed('assume.unfinished', 'Not everything was deleted', 'cleaning', 'left', leave);

const forgetting = assumeSetup.createStateConfig({
  meta: { pane: 'assume.unfinished', title: 'Forgetting it', busy: 'removing the note' },
  invoke: {
    src: 'forget',
    input: ({ context }) => given(context, 'note'),
    onDone: { target: 'looking', actions: assign({ note: undefined }) },
    onError: failsTo('notCleaned'),
  },
});

/** The beginning: what exists, and what an interrupted run has left. */
export const beginningStates = {
  looking,
  unreadable,
  beginning,
  unfinished,
  cleaning,
  notCleaned,
  forgetting,
};
