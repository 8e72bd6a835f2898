import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, confirm, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { notYet, reviewMeta } from '../kit/states.ts';
import { initSetup, planning } from './setup.ts';

/** The plan and its review: nothing is written without CONFIRM. */
export const reviewStates = {
  planning: initSetup.createStateConfig({
    meta: { pane: 'init.review', title: 'Making the plan', step: 'review', busy: 'making the plan' },
    invoke: {
      src: 'makePlan',
      input: planning,
      onDone: [
        { guard: 'isResumed', target: 'deploying', actions: assign(({ event }) => ({ plan: event.output })) },
        { target: 'review', actions: assign(({ event }) => ({ plan: event.output, problem: undefined })) },
      ],
      onError: failsTo('notPlanned'),
    },
    on: {
      BACK: [
        { guard: 'isResumed', target: 'unfinished', actions: 'layDown', meta: back() },
        { target: 'identity', meta: back() },
      ],
    },
  }),
  notPlanned: initSetup.createStateConfig({
    meta: { pane: 'init.review', title: notYet, step: 'review' },
    on: {
      RETRY: { target: 'planning', actions: 'forgetProblem', meta: retry },
      BACK: [
        // The problem stays visible: it says why the access or the folder cannot be used.
        { guard: 'isResumed', target: 'unfinished', actions: 'layDown', meta: back() },
        { target: 'identity', actions: 'forgetProblem', meta: back() },
      ],
    },
  }),
  review: initSetup.createStateConfig({
    initial: 'summary',
    on: {
      CONFIRM: { target: 'deploying', actions: 'forgetProblem', meta: confirm('create') },
    },
    states: {
      summary: {
        meta: { ...reviewMeta('init.review'), step: 'review' },
        on: {
          BACK: { target: '#init.identity', actions: 'forgetProblem', meta: back() },
          CONTENTS: {
            target: 'contents',
            meta: { key: 'd', label: 'details', footer: 3, help: 'Shows each file and call.' },
          },
          SAVE_ANSWERS: {
            target: 'saving',
            meta: {
              key: 's',
              label: 'save as answers file',
              footer: 4,
              help: 'For `amplify-tui init --answers`.',
            },
          },
          IGNORE: [
            {
              guard: 'offersIgnoring',
              target: '#init.planning',
              actions: { type: 'sayIgnoring', params: 'add' },
              meta: {
                key: 'g',
                label: 'add to .gitignore',
                footer: 3.5,
                help: 'Adds lines that keep what belongs to this machine alone out of source control.',
              },
            },
            {
              guard: 'addsIgnoring',
              target: '#init.planning',
              actions: { type: 'sayIgnoring', params: 'leave' },
              meta: { key: 'g', label: 'leave .gitignore', footer: 3.5 },
            },
          ],
          SCRIPT: { target: 'script', meta: { key: 'x', label: 'show as script', footer: 5 } },
        },
      },
      contents: {
        meta: { pane: 'init.plan-text', title: 'What will be written', step: 'review' },
        on: { BACK: { target: 'summary', meta: back() } },
      },
      script: {
        meta: { pane: 'init.plan-text', title: 'The same without the screen', step: 'review' },
        on: { BACK: { target: 'summary', meta: back() } },
      },
      saving: {
        meta: { ...reviewMeta('init.review'), step: 'review', busy: 'saving' },
        invoke: {
          src: 'saveAnswers',
          input: ({ context }) => given(context, 'folder', 'answers'),
          onDone: { target: 'summary', actions: assign(({ event }) => ({ note: event.output })) },
          onError: failsTo('summary'),
        },
        on: { BACK: { target: 'summary', meta: back() } },
      },
    },
  }),
};
