import { assign } from 'xstate';
import { back, confirm, leave, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { notYet, reviewMeta } from '../kit/states.ts';
import { planWork } from './inputs.ts';
import { configureSetup } from './setup.ts';

const whole = { key: 'd', label: 'whole changes', footer: 3, help: 'Shows each call and both files.' };

/** Where Esc leads from the review. */
const backFromReview = [
  { guard: 'isResumed', target: '#configure.left', actions: 'forgetProblem', meta: leave },
  { guard: 'isRotate', target: '#configure.identity', actions: 'forgetProblem', meta: back() },
  { guard: 'isExisting', target: '#configure.identity', actions: 'forgetProblem', meta: back() },
  { target: '#configure.saveAs', actions: 'forgetProblem', meta: back() },
] as const;

/** The plan and its review: nothing is written without CONFIRM. */
export const reviewStates = {
  planning: configureSetup.createStateConfig({
    meta: { pane: 'configure.review', title: 'Making the plan', step: 'review', busy: 'making the plan' },
    invoke: {
      src: 'makePlan',
      input: planWork,
      onDone: {
        target: 'review',
        actions: assign(({ event }) => ({ plan: event.output, problem: undefined })),
      },
      onError: failsTo('notPlanned'),
    },
    on: { BACK: backFromReview },
  }),
  notPlanned: configureSetup.createStateConfig({
    meta: { pane: 'configure.review', title: notYet, step: 'review' },
    on: {
      RETRY: { target: 'planning', actions: 'forgetProblem', meta: retry },
      BACK: backFromReview,
    },
  }),
  review: configureSetup.createStateConfig({
    initial: 'summary',
    on: {
      CONFIRM: [
        { guard: 'isCreate', target: 'makingUser', actions: 'forgetProblem', meta: confirm('create') },
        {
          guard: 'isRotate',
          target: 'makingKey',
          actions: 'forgetProblem',
          meta: confirm('replace the key'),
        },
        { target: 'saving', actions: 'forgetProblem', meta: confirm('write') },
      ],
    },
    states: {
      summary: {
        meta: { ...reviewMeta('configure.review'), step: 'review' },
        on: { CONTENTS: { target: 'contents', meta: whole }, BACK: backFromReview },
      },
      contents: {
        meta: { pane: 'configure.plan-text', title: 'What will be written', step: 'review' },
        on: { BACK: { target: 'summary', meta: back() } },
      },
    },
  }),
  /** Somebody changed the files after the review. */
  changed: configureSetup.createStateConfig({
    initial: 'summary',
    on: { CONFIRM: { target: 'saving', actions: 'forgetProblem', meta: confirm('write these changes') } },
    states: {
      summary: {
        meta: { pane: 'configure.review', title: 'The files changed meanwhile: check again', step: 'review' },
        on: {
          CONTENTS: { target: 'contents', meta: whole },
          BACK: [
            {
              guard: 'hasMadeKey',
              target: '#configure.notFinished',
              actions: assign({ failedStep: 'saving' as const, problem: notSavedYet }),
              meta: back('do not write'),
            },
            { target: '#configure.saveAs', meta: back('do not write') },
          ],
        },
      },
      contents: {
        meta: { pane: 'configure.plan-text', title: 'What will be written', step: 'review' },
        on: { BACK: { target: 'summary', meta: back() } },
      },
    },
  }),
};

function notSavedYet() {
  return {
    code: 'FILE_UNWRITABLE' as const,
    what: 'The new key is in AWS, but in no file yet.',
    why: 'The AWS files were changed by another program meanwhile, and you did not confirm the new changes.',
    next: 'Try again to see them once more, or take the key back.',
  };
}
