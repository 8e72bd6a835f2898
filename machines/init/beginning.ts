import { and, assign, not } from 'xstate';
import { Problem } from '../../src/core/problem.ts';
import { plainText } from '../../src/core/text.ts';
import { cancel, leave, next, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { initSetup } from './setup.ts';
import type { InitContext } from './types.ts';
import { unfinishedStates } from './unfinished.ts';

/** Before the first question: what is in the folder, and is something unfinished there? */
export const beginningStates = {
  looking: initSetup.createStateConfig({
    meta: { pane: 'init.looking', title: 'Looking at the folder', busy: 'looking at the folder' },
    invoke: {
      src: 'lookAround',
      input: ({ context }) => ({ folder: context.folder }),
      onDone: {
        target: 'sorting',
        actions: assign(({ event }) => ({
          localState: event.output,
          answers: event.output.answers,
          problem: undefined,
        })),
      },
      onError: failsTo('unreadable'),
    },
    on: { BACK: { target: 'left', meta: cancel } },
  }),
  sorting: initSetup.createStateConfig({
    always: [
      // First, because a note of something unfinished can be acted on whatever the folder looks like.
      { guard: 'isUnfinished', target: 'unfinished' },
      {
        guard: 'hasNoteProblem',
        target: 'unreadable',
        actions: assign(({ context }) => ({ problem: context.localState?.noteProblem })),
      },
      {
        guard: 'isUnreadable',
        target: 'unreadable',
        actions: assign(({ context }) => unreadableProblem(context)),
      },
      { guard: 'isNested', target: 'nested' },
      { guard: and(['adds', 'hasEnvironments']), target: 'environment', actions: 'addEnvironment' },
      { guard: 'isProject', target: 'existing' },
      {
        guard: 'adds',
        target: 'unreadable',
        actions: assign(({ context }) => ({ problem: nothingToAddTo(context.folder).toJSON() })),
      },
      { target: 'name' },
    ],
    meta: { pane: 'init.looking', title: 'Looking at the folder', busy: 'looking at the folder' },
    on: { BACK: { target: 'left', meta: cancel } },
  }),
  existing: initSetup.createStateConfig({
    meta: { pane: 'init.existing', title: 'This folder is already an Amplify project' },
    on: {
      OPEN: [
        {
          guard: 'isWithoutEnvironments',
          target: 'environment',
          actions: 'addEnvironment',
          meta: next('make an environment of your own'),
        },
        {
          guard: 'isClone',
          target: 'left',
          actions: assign({ output: { kind: 'attach' as const } }),
          meta: next('set up this machine for it'),
        },
        { target: 'opened', meta: next('open it') },
      ],
      NEW_ENVIRONMENT: {
        guard: and(['hasEnvironments', not('isWithoutEnvironments')]),
        target: 'environment',
        actions: 'addEnvironment',
        meta: {
          key: 'n',
          label: 'new environment',
          footer: 1.5,
          help: 'Makes an environment of your own for this backend: own stack and bucket; the others stay as they are.',
        },
      },
      BACK: { target: 'left', meta: leave },
    },
  }),
  nested: initSetup.createStateConfig({
    meta: { pane: 'init.nested', title: 'This folder is inside another Amplify project' },
    on: { BACK: { target: 'left', meta: leave } },
  }),
  unreadable: initSetup.createStateConfig({
    meta: { pane: 'init.unreadable', title: 'What is there cannot be read' },
    on: {
      RETRY: { target: 'looking', meta: retry },
      BACK: { target: 'left', meta: leave },
    },
  }),
  ...unfinishedStates,
};

function nothingToAddTo(folder: string): Problem {
  return new Problem({
    code: 'PROJECT_NONE',
    what: 'There is no project here that an environment could be added to.',
    why: `No folder amplify/ of a project is in ${plainText(folder)} or above it.`,
    next: 'Run `amplify-tui init --env NAME` to create a project with its first environment.',
  });
}

function unreadableProblem(context: InitContext): Partial<InitContext> {
  const found = context.localState?.found;
  return found?.kind === 'unreadable' ? { problem: found.problem.toJSON() } : {};
}
