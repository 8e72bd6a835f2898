import { assign, fromPromise, setup } from 'xstate';
import type { FoundProjects } from '../../src/flows/projects/find.ts';
import type { ProjectRow } from '../../src/flows/projects/rows.ts';
import { back, leave, next, retry } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { ProjectsPaneId } from './meta.ts';
import type { ProjectsContext, ProjectsEvent, ProjectsOutput } from './types.ts';

const projectsSetup = setup({
  types: {
    context: {} as ProjectsContext,
    events: {} as ProjectsEvent,
    output: {} as ProjectsOutput,
    meta: {} as StateMeta<ProjectsPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    /** Returns the projects that were opened before, newest first, with what this run is doing in each. */
    look: fromPromise<readonly ProjectRow[]>(notProvided('look')),
    /** Resolves a typed or listed folder to its real path; it has to exist. */
    check: fromPromise<string, { folder: string }>(notProvided('check')),
    find: fromPromise<FoundProjects, { folder: string }>(notProvided('find')),
    forget: fromPromise<void, { folder: string }>(notProvided('forget')),
  },
  guards: {
    hasSelected: ({ context }) => context.selected !== undefined,
    isTyped: ({ context }) => context.typed.trim() !== '',
    looksBelow: ({ context }) => context.purpose === 'find',
    wasFound: ({ context }) => context.found !== undefined,
    // A project with something in progress stays in the list.
    canForget: ({ context }) =>
      context.rows.some(
        ({ folder, current, running }) => folder === context.selected && !current && running === undefined,
      ),
  },
  actions: {
    keepProblem: assign(keepProblem),
    forgetProblem: assign({ problem: undefined }),
    selectRow: assign(({ event }) => (event.type === 'SELECT_ROW' ? { selected: event.folder } : {})),
    type: assign(({ event }) => (event.type === 'TYPE' ? { typed: event.folder } : {})),
  },
});

const openRow = next('open');

/**
 * The flow `projects`: the projects that were opened on this machine, a typed folder, those found below a folder. It ends
 * with the folder to show; nothing in a project is changed.
 */
export const projectsMachine = projectsSetup.createMachine({
  id: 'projects',
  context: { rows: [], typed: '', purpose: 'open' },
  initial: 'looking',
  output: ({ context: { chosen } }) =>
    chosen === undefined ? { kind: 'left' } : { kind: 'open', folder: chosen },
  states: {
    looking: {
      meta: { pane: 'projects.looking', title: 'Projects', busy: 'reading the projects' },
      invoke: {
        src: 'look',
        onDone: {
          target: 'list',
          actions: assign(({ event }) => ({ rows: event.output, found: undefined })),
        },
        onError: failsTo('unreadable'),
      },
      on: { BACK: { target: 'left', meta: leave } },
    },
    unreadable: {
      meta: { pane: 'projects.looking', title: 'The projects cannot be read' },
      exit: 'forgetProblem',
      on: { RETRY: { target: 'looking', meta: retry }, BACK: { target: 'left', meta: leave } },
    },
    list: {
      meta: { pane: 'projects.list', title: 'Projects' },
      exit: assign({ note: undefined }),
      on: {
        SELECT_ROW: { actions: 'selectRow' },
        NEXT: { guard: 'hasSelected', target: 'checking', actions: 'forgetProblem', meta: openRow },
        OTHER: {
          target: 'folder',
          actions: ['forgetProblem', assign({ purpose: 'open', typed: '' })],
          meta: { key: 'n', label: 'open another folder', footer: 3, help: 'Opens a folder that you type.' },
        },
        FIND: {
          target: 'folder',
          actions: ['forgetProblem', assign({ purpose: 'find', typed: '' })],
          meta: {
            key: 'f',
            label: 'find below a folder',
            footer: 4,
            help: 'Looks for amplify/ folders below a folder; links and node_modules are left out.',
          },
        },
        FORGET: {
          guard: 'canForget',
          target: 'forgetting',
          actions: 'forgetProblem',
          meta: {
            key: 'x',
            label: 'forget',
            footer: 5,
            help: 'Takes the project out of this list. Its files and its stack stay.',
          },
        },
        BACK: { target: 'left', actions: 'forgetProblem', meta: { ...leave, footer: 6 } },
      },
    },
    forgetting: {
      meta: { pane: 'projects.list', title: 'Projects', busy: 'taking it out of the list' },
      invoke: {
        src: 'forget',
        input: ({ context }) => ({ folder: context.selected ?? '' }),
        onDone: {
          target: 'list',
          actions: assign(({ context: { rows, selected } }) => ({
            rows: rows.filter(({ folder }) => folder !== selected),
            note: `${rows.find(({ folder }) => folder === selected)?.name ?? 'It'} is out of the list; its files stay.`,
            selected: undefined,
          })),
        },
        onError: failsTo('list'),
      },
    },
    checking: {
      meta: { pane: 'projects.list', title: 'Projects', busy: 'looking at the folder' },
      invoke: {
        src: 'check',
        input: ({ context }) => ({ folder: context.selected ?? '' }),
        onDone: { target: 'chosen', actions: assign(({ event }) => ({ chosen: event.output })) },
        onError: failsTo('notThere'),
      },
    },
    notThere: {
      meta: { pane: 'projects.looking', title: 'This folder cannot be opened' },
      exit: 'forgetProblem',
      on: {
        BACK: [
          { guard: 'wasFound', target: 'found', meta: back() },
          { target: 'list', meta: back() },
        ],
      },
    },
    folder: {
      meta: { pane: 'projects.folder', title: 'Which folder?' },
      on: {
        // The problem belonged to another path.
        TYPE: { actions: ['type', 'forgetProblem'] },
        NEXT: [
          {
            guard: 'looksBelow',
            target: 'finding',
            actions: 'forgetProblem',
            meta: next('find'),
          },
          { guard: 'isTyped', target: 'checkingTyped', actions: 'forgetProblem', meta: openRow },
        ],
        BACK: { target: 'list', actions: 'forgetProblem', meta: back() },
      },
    },
    checkingTyped: {
      meta: { pane: 'projects.folder', title: 'Which folder?', busy: 'looking at the folder' },
      invoke: {
        src: 'check',
        input: ({ context }) => ({ folder: context.typed }),
        onDone: { target: 'chosen', actions: assign(({ event }) => ({ chosen: event.output })) },
        onError: failsTo('folder'),
      },
    },
    finding: {
      meta: {
        pane: 'projects.found',
        title: 'Projects below a folder',
        busy: 'looking for amplify/ folders',
      },
      invoke: {
        src: 'find',
        input: ({ context }) => ({ folder: context.typed }),
        onDone: {
          target: 'found',
          actions: assign(({ event }) => ({ found: event.output, selected: undefined })),
        },
        onError: failsTo('folder'),
      },
      on: { BACK: { target: 'folder', meta: back() } },
    },
    found: {
      meta: { pane: 'projects.found', title: 'Projects below a folder' },
      on: {
        SELECT_ROW: { actions: 'selectRow' },
        NEXT: { guard: 'hasSelected', target: 'checking', meta: openRow },
        BACK: { target: 'folder', actions: assign({ found: undefined, selected: undefined }), meta: back() },
      },
    },
    chosen: { type: 'final', meta: { pane: 'home', title: 'Opened' } },
    left: { type: 'final', meta: { pane: 'home', title: 'Left' }, entry: assign({ chosen: undefined }) },
  },
});
