import { assign } from 'xstate';
import { type Part, partDeeds, withEdit } from '../../src/flows/assume-role/answers.ts';
import { given } from '../kit/given.ts';
import { cancel, retry } from '../kit/keys.ts';
import { failsTo, problemOf } from '../kit/problem.ts';
import { busyMeta, done, failed, finished, left, notYet, reviewMeta } from '../kit/states.ts';
import { beginningStates, leave } from './beginning.ts';
import { choosingField, filled, finishing, giving, planned, userWork } from './inputs.ts';
import { assumeSetup } from './setup.ts';

const back = { key: 'escape', label: 'back', footer: 5 } as const;
const confirm = (part: Part) => ({ key: 'enter', label: partDeeds[part], footer: 1, decides: true }) as const;
const shown = done('assume.done', 'Done');

/**
 * The flow `assume-role`: which part, its form, review, work, the MFA device's codes, proof. Nothing is created or
 * written before CONFIRM on the review; each step checks what exists, so that an interrupted run is resumed.
 */
export const assumeMachine = assumeSetup.createMachine({
  id: 'assumeRole',
  context: ({ input }) => ({ ...input, chosen: input.part ?? 'role', values: {} }),
  initial: 'looking',
  output: ({ context: { plan, proved, begun } }) =>
    plan?.roleWork
      ? { kind: 'role', roleArn: plan.roleWork.arn, files: plan.roleWork.noteFiles.map(({ path }) => path) }
      : plan?.userWork
        ? {
            kind: 'profiles',
            roleProfile: plan.userWork.roleProfile,
            region: plan.userWork.region,
            userProfile: plan.userWork.userProfile,
            proved,
          }
        : { kind: 'left', begun },
  states: {
    ...beginningStates,
    part: {
      meta: { pane: 'assume.part', title: 'What do you want to set up?' },
      on: {
        CHOOSE: { actions: 'choosePart' },
        NEXT: { target: 'form', meta: { key: 'enter', label: 'choose', footer: 1 } },
        BACK: { target: 'left', meta: cancel },
      },
    },
    form: {
      meta: { pane: 'assume.form', title: 'Fill in the details' },
      on: {
        EDIT: {
          actions: assign(({ context, event }) => ({
            values: withEdit(context.values, event.field, event.value),
          })),
        },
        LIST: { target: 'listing', actions: assign(({ event }) => ({ choosing: event.field })) },
        NEXT: {
          guard: 'isFilledIn',
          target: 'planning',
          meta: { key: 'enter', label: 'review', footer: 1 },
        },
        BACK: [
          { guard: 'isNamed', target: 'left', meta: cancel },
          { target: 'part', meta: back },
        ],
      },
    },
    listing: {
      meta: { pane: 'assume.choices', title: 'Choose', busy: 'reading what there is' },
      entry: assign({ choices: undefined }),
      invoke: {
        src: 'listChoices',
        input: choosingField,
        onDone: { target: 'choosing', actions: assign(({ event }) => ({ choices: event.output })) },
        onError: failsTo('notListed'),
      },
      on: { BACK: { target: 'form', meta: back } },
    },
    notListed: failed('assume.choices', 'This cannot be listed', 'listing', 'form', back),
    choosing: {
      meta: { pane: 'assume.choices', title: 'Choose' },
      on: {
        PICK: { target: 'form', actions: 'takePick' },
        BACK: { target: 'form', meta: back },
      },
    },
    planning: {
      meta: busyMeta('assume.review', 'Looking at what is there'),
      entry: assign({ plan: undefined, script: undefined, proved: undefined }),
      invoke: {
        src: 'plan',
        input: filled,
        onDone: { target: 'review', actions: assign(({ event }) => ({ plan: event.output })) },
        onError: failsTo('notPlanned'),
      },
      on: { BACK: { target: 'form', meta: back } },
    },
    notPlanned: failed('assume.review', notYet, 'planning', 'form', back),
    review: {
      meta: reviewMeta('assume.review'),
      on: {
        CONFIRM: [
          { guard: 'isRole', target: 'working', meta: confirm('role') },
          { guard: 'isUser', target: 'working', meta: confirm('user') },
          { target: 'working', meta: confirm('profiles') },
        ],
        SCRIPT: {
          guard: 'canScript',
          target: 'scripting',
          meta: {
            key: 'x',
            label: 'write as a script',
            footer: 2,
            help: 'Writes the calls as a script for an administrator, and does nothing in AWS.',
          },
        },
        BACK: { target: 'form', meta: back },
      },
    },
    scripting: {
      meta: busyMeta('assume.review', 'Writing the script'),
      invoke: {
        src: 'writeScript',
        input: ({ context }) => given(context, 'plan'),
        onDone: { target: 'review', actions: assign(({ event }) => ({ script: event.output })) },
        onError: failsTo('notPlanned'),
      },
    },
    working: {
      meta: { pane: 'assume.working', title: 'Setting it up', busy: 'setting it up' },
      invoke: { src: 'make', input: planned, onError: failsTo('notDone') },
      on: {
        NOTED: { actions: 'takeNote' },
        STEP: { actions: 'takeStep' },
        MADE: [
          { guard: 'waits', target: 'device', actions: 'takeMade' },
          { guard: 'isRole', target: 'done', actions: 'takeMade' },
          { target: 'finishing', actions: 'takeMade' },
        ],
        BROKE: { target: 'notDone', actions: 'takeProblem' },
      },
    },
    device: {
      meta: { pane: 'assume.device', title: 'Scan this with your authenticator app' },
      on: {
        CODES: { target: 'giving', actions: assign(({ event }) => ({ codes: event.codes })) },
        BACK: {
          target: 'left',
          actions: 'leaveBegun',
          meta: {
            key: 'escape',
            label: 'close',
            footer: 5,
            help: 'What was made stays; the next assume-role continues with a new device.',
          },
        },
      },
    },
    giving: {
      meta: { pane: 'assume.device', title: 'Giving the device to the user', busy: 'checking the codes' },
      entry: 'forget',
      invoke: {
        src: 'give',
        input: giving,
        onDone: { target: 'finishing', actions: assign({ waiting: undefined, codes: undefined }) },
        onError: {
          target: 'device',
          actions: assign(({ event }) => ({ problem: problemOf(event.error), codes: undefined })),
        },
      },
    },
    finishing: {
      meta: { pane: 'assume.working', title: 'Setting it up', busy: 'setting it up' },
      invoke: { src: 'finish', input: finishing, onError: failsTo('notDone') },
      on: {
        STEP: { actions: 'takeStep' },
        WRITTEN: { target: 'proving' },
        BROKE: { target: 'notDone', actions: 'takeProblem' },
      },
    },
    proving: {
      meta: { pane: 'assume.working', title: 'Checking that it works', busy: 'asking AWS' },
      entry: 'forget',
      invoke: { src: 'prove', input: userWork, onError: failsTo('notProved') },
      on: {
        STEP: { actions: 'takeStep' },
        PROVED: { target: 'done', actions: assign(({ event }) => ({ proved: event.identity })) },
        BROKE: { target: 'notProved', actions: 'takeProblem' },
      },
    },
    notProved: {
      meta: { pane: 'assume.working', title: 'Everything is set up, but not checked yet' },
      on: {
        RETRY: { target: 'proving', meta: retry },
        CLOSE: { target: 'finished', meta: { key: 'escape', label: 'close', footer: 5 } },
      },
    },
    notDone: {
      meta: { pane: 'assume.working', title: 'It did not finish' },
      exit: 'forget',
      on: {
        RETRY: { target: 'planning', meta: { ...retry, label: 'refresh and continue' } },
        SCRIPT: {
          guard: 'isDenied',
          target: 'scripting',
          meta: { key: 'x', label: 'write as a script', footer: 2 },
        },
        BACK: { target: 'left', actions: 'leaveBegun', meta: leave },
      },
    },
    done: {
      ...shown,
      on: { ...shown.on, COPY: { actions: 'copy', meta: { key: 'y', label: 'copy', footer: 2 } } },
    },
    finished,
    left: { ...left, entry: assign({ plan: undefined }) },
  },
});
