import { and, assign, raise, stopChild } from 'xstate';
import type { ConfigureOutput } from '../configure/types.ts';
import { type FlowId, flowIds, flows } from '../flows.ts';
import { problemOf } from '../kit/problem.ts';
import type { TransitionMeta } from '../meta.ts';
import { blockBucket } from '../watch/machine.ts';
import { accessState, openAccess } from './access.ts';
import { begunDeletion, deletingNow } from './deleting.ts';
import { failed, failedBehind } from './failing.ts';
import { flowOpenings, flowViews } from './flow-views.ts';
import { configureOnTheWay, keepHere, refresh } from './home-commands.ts';
import {
  askToBlock,
  editFile,
  endInit,
  keepable,
  openChosen,
  readStackAgain,
  sessionSetup,
  startWatch,
  stopWatch,
  tellInit,
  tellInitEnd,
  tellMade,
  useDeployed,
  useMade,
  useProjectAccess,
} from './setup.ts';
import { switchStates } from './switch.ts';
import type { SessionContext } from './types.ts';

/** The project in this folder. */
const projectOf = ({ home: known }: Pick<SessionContext, 'home'>) =>
  known?.found.kind === 'project' ? known.found.project : undefined;

/** The program was started for this flow. */
const startsWith = (flow: FlowId) => ({ type: 'startsWith', params: { flow } }) as const;

/** After `configure`: its result is recorded and used. */
const configured = [
  {
    type: 'record',
    params: ({ event }: { readonly event: { readonly output: ConfigureOutput } }) =>
      flows.configure.ended(event.output),
  },
  'endConfigure',
  useMade,
] as const;

const home: TransitionMeta = { key: 'escape', label: 'home', footer: 44 };

/** Which pane is shown. A flow keeps running while another pane is open. */
export const viewRegion = sessionSetup.createStateConfig({
  initial: 'opening',
  on: {
    INIT_STOPPED: { actions: tellInit },
    SHOW_INIT: { guard: 'hasInit', target: '.init' },
    'xstate.error.actor.init': { actions: [...failedBehind('init').actions, stopChild('initStops')] },
    'xstate.error.actor.configure': failedBehind('configure'),
    'xstate.error.actor.watch': failedBehind('watch'),
  },
  states: {
    opening: {
      meta: { pane: 'home', title: 'Home', busy: 'reading the project and the profiles' },
      entry: raise({ type: 'USE_DEPLOYED' }),
      invoke: {
        src: 'loadHome',
        input: ({ context }) => ({ folder: context.folder }),
        onDone: {
          target: 'choosing',
          actions: [
            assign(({ context, event }) => ({
              home: event.output,
              activity: context.activity.length > 0 ? context.activity : event.output.activity,
              access: context.access ?? event.output.access,
              problem: undefined,
              homeIsOld: false,
            })),
          ],
        },
        onError: {
          target: 'home',
          actions: assign(({ event }) => ({ problem: problemOf(event.error), homeIsOld: false })),
        },
      },
    },
    choosing: {
      meta: { pane: 'home', title: 'Home' },
      always: [
        { guard: startsWith('init'), target: 'init', actions: ['startOnce', 'startInit'] },
        { guard: startsWith('configure'), target: 'configure', actions: ['startOnce', 'startConfigure'] },
        { guard: startsWith('watch'), target: 'watch', actions: ['startOnce', startWatch] },
        // Every other flow starts with its view.
        ...flowIds.map((flow) => ({ guard: startsWith(flow), target: flow, actions: 'startOnce' as const })),
        { target: 'home', actions: startWatch },
      ],
    },
    home: {
      meta: { pane: 'home', title: 'Home' },
      exit: 'forgetFailure',
      always: { guard: 'isHomeOld', target: 'opening' },
      invoke: [
        {
          src: 'compareBackend',
          input: ({ context }) => ({ root: projectOf(context)?.root }),
          onDone: { actions: assign(({ event }) => ({ backend: event.output })) },
          // `status` says why.
          onError: { actions: assign({ backend: undefined }) },
        },
        {
          src: 'readFiles',
          input: ({ context }) => ({ project: projectOf(context) }),
          onDone: { actions: assign(({ event }) => ({ files: event.output })) },
          onError: { actions: assign({ files: undefined }) },
        },
        {
          src: 'readEnvironments',
          input: ({ context }) => ({ project: projectOf(context) }),
          onDone: { actions: assign(({ event }) => ({ environmentRows: event.output })) },
          // The environments flow reports their faults.
          onError: { actions: assign({ environmentRows: undefined }) },
        },
      ],
      on: {
        OPEN_INIT: [
          {
            guard: 'hasInit',
            target: 'init',
            actions: 'startInit',
            meta: {
              ...flows.init.opens,
              label: 'the deployment',
              help: 'Shows the deployment of init, which continues meanwhile, or what it has made.',
            },
          },
          {
            guard: 'hasUnfinished',
            target: 'init',
            actions: 'startInit',
            meta: { ...flows.init.opens, label: 'resume init' },
          },
          { guard: 'canInit', target: 'init', actions: 'startInit', meta: flows.init.opens },
        ],
        OPEN_CONFIGURE: [
          {
            guard: 'hasNoAccess',
            target: 'configure',
            actions: 'startConfigure',
            // Nothing else can be done before.
            meta: { ...flows.configure.opens, footer: 0 },
          },
          { target: 'configure', actions: 'startConfigure', meta: flows.configure.opens },
        ],
        OPEN_CONFIGURE_PROJECT: {
          guard: 'hasProject',
          target: 'configureProject',
          meta: flows.configureProject.opens,
        },
        ...flowOpenings,
        OPEN_ENVIRONMENTS: { guard: 'hasProject', target: 'environments', meta: flows.environments.opens },
        OPEN_DELETE: { guard: 'canDelete', target: 'delete', meta: flows.delete.opens },
        OPEN_ACCESS: openAccess,
        OPEN_ASSUME_ROLE: { target: 'assumeRole', meta: flows.assumeRole.opens },
        OPEN_WATCH: { guard: 'canWatch', target: 'watch', actions: startWatch, meta: flows.watch.opens },
        BLOCK_PUBLIC_ACCESS: {
          guard: 'isBucketOpen',
          target: 'watch',
          actions: askToBlock,
          // Something is wrong: it comes first.
          meta: { ...blockBucket, footer: 1 },
        },
        OPEN_PROFILES: [
          // Another profile helps: it comes before what cannot work now.
          { guard: 'isRefused', target: 'profiles', meta: { ...flows.profiles.opens, footer: 1.5 } },
          { target: 'profiles', meta: flows.profiles.opens },
        ],
        OPEN_PROJECTS: { target: 'projects', meta: flows.projects.opens },
        KEEP: {
          guard: 'canKeep',
          actions: { type: 'keep', params: ({ context }) => ({ name: keepable(context).name ?? '' }) },
          meta: keepHere,
        },
        REFRESH: { target: 'opening', actions: readStackAgain, meta: refresh },
        EDIT_FILE: { actions: editFile },
        OPEN_FOLDER: {
          actions: { type: 'openProject', params: ({ event: { folder } }) => ({ folder }) },
        },
        START_DEMO: { actions: 'startDemo' },
      },
    },
    init: {
      meta: { pane: 'init.looking', title: 'init' },
      on: {
        // The user sees it.
        INIT_STOPPED: {},
        OPEN_CONFIGURE: [
          {
            guard: and(['isChoosingAccess', 'hasNoAccess']),
            target: 'configure',
            actions: 'startConfigure',
            // Nothing else can be done here.
            meta: { ...configureOnTheWay, label: 'set up access', footer: 1 },
          },
          {
            guard: 'isChoosingAccess',
            target: 'configure',
            actions: 'startConfigure',
            meta: configureOnTheWay,
          },
        ],
        // What home would do is done on the way: the new project is read, and its access worked with.
        OPEN_PROFILES: {
          guard: 'isInitDone',
          actions: ['closeInit', assign({ start: 'profiles' })],
          meta: flows.profiles.opens,
        },
        HOME: {
          guard: 'isDeploying',
          target: 'home',
          meta: {
            key: 'escape',
            label: 'continue in the background',
            footer: 2,
            help: 'The deployment continues; init comes back to it.',
          },
        },
        'xstate.error.actor.init': {
          target: 'opening',
          actions: [...failedBehind('init').actions, stopChild('initStops')],
        },
        'xstate.done.actor.init': [
          {
            // A clone: its backend exists, only this machine has to be set up for it.
            guard: ({ event }) => event.output.kind === 'attach',
            target: 'configureProject',
            actions: endInit,
          },
          { guard: 'isInitTold', target: 'opening', actions: [endInit, useDeployed] },
          {
            target: 'opening',
            actions: [tellInitEnd, endInit, useDeployed],
          },
        ],
      },
    },
    configure: {
      meta: { pane: 'configure.looking', title: 'configure' },
      on: {
        'xstate.error.actor.configure': failed('configure'),
        'xstate.done.actor.configure': [
          { guard: 'isChoosingAccess', target: 'init', actions: [...configured, tellMade] },
          { target: 'opening', actions: [...configured] },
        ],
      },
    },
    configureProject: {
      meta: { pane: 'project.looking', title: 'configure project' },
      invoke: {
        id: 'configureProject',
        src: 'configureProject',
        input: ({ context: { folder, switchTo } }) => ({ folder, environment: switchTo }),
        onError: failed('configureProject'),
      },
      exit: assign({ switchTo: undefined }),
      on: {
        'xstate.done.actor.configureProject': [
          {
            guard: ({ event }) => event.output.kind === 'new-profile',
            target: 'configure',
            actions: 'startConfigure',
          },
          {
            target: 'opening',
            actions: [
              { type: 'record', params: ({ event }) => flows.configureProject.ended(event.output) },
              useProjectAccess,
            ],
          },
        ],
      },
    },
    environments: {
      meta: { pane: 'environments.looking', title: 'environments' },
      invoke: {
        id: 'environments',
        src: 'environments',
        input: ({ context }) => ({ folder: context.folder }),
        onError: failed('environments'),
      },
      on: {
        'xstate.done.actor.environments': [
          {
            guard: ({ event }) => event.output.kind === 'switch',
            target: 'configureProject',
            actions: assign(({ event: { output } }) => ({
              switchTo: output.kind === 'switch' ? output.environment : undefined,
            })),
          },
          {
            guard: ({ event }) => event.output.kind === 'add',
            target: 'init',
            actions: ['addOne', 'startInit'],
          },
          {
            guard: ({ event }) => event.output.kind === 'remove',
            target: 'delete',
            actions: assign(({ event: { output } }) => ({
              deletion: output.kind === 'remove' ? { environment: output.environment } : undefined,
            })),
          },
          {
            target: 'opening',
            actions: { type: 'record', params: ({ event }) => flows.environments.ended(event.output) },
          },
        ],
      },
    },
    ...flowViews,
    delete: {
      meta: { pane: 'delete.looking', title: 'delete' },
      invoke: {
        id: 'delete',
        src: 'delete',
        // A deletion that was started is continued, whichever it is.
        input: ({ context: { folder, deletion, home } }) => ({
          folder,
          ...(deletion ?? begunDeletion(home)),
        }),
        onSnapshot: { actions: assign(({ event }) => ({ deleting: deletingNow(event.snapshot) })) },
        onError: failed('delete'),
      },
      exit: assign({ deletion: undefined, deleting: undefined }),
      on: {
        'xstate.done.actor.delete': {
          target: 'opening',
          // The stack that was followed may be gone.
          actions: [{ type: 'record', params: ({ event }) => flows.delete.ended(event.output) }, stopWatch],
        },
      },
    },
    access: accessState,
    assumeRole: {
      meta: { pane: 'assume.looking', title: 'assume role' },
      invoke: {
        id: 'assumeRole',
        src: 'assumeRole',
        input: ({ context }) => ({ part: context.assumePart }),
        onError: failed('assumeRole'),
      },
      on: {
        'xstate.done.actor.assumeRole': {
          target: 'opening',
          actions: [{ type: 'record', params: ({ event }) => flows.assumeRole.ended(event.output) }, useMade],
        },
      },
    },
    watch: {
      meta: { pane: 'watch', title: 'Stack' },
      on: {
        'xstate.error.actor.watch': failed('watch'),
        HOME: { target: 'home', meta: home },
        OPEN_PROFILES: { target: 'profiles', meta: flows.profiles.opens },
      },
    },
    profiles: {
      meta: { pane: 'profiles', title: 'Profiles' },
      invoke: {
        id: 'profiles',
        src: 'profiles',
        input: ({ context: { home: known, access, folder }, self }) => ({
          parent: self,
          folder,
          folderProfile: known?.folderProfile,
          project: known?.found.kind === 'project' ? known.found.project : undefined,
          inUse: access?.choice,
        }),
        onError: failed('profiles'),
      },
      on: {
        HOME: { target: 'home', meta: { ...home, footer: 5 } },
        USE_ACCESS: { target: 'switching', actions: 'useAccess' },
        OPEN_CONFIGURE: { target: 'configure', actions: 'startConfigure' },
        OPEN_ACCESS: openAccess,
        PINNED: { actions: 'takePinned' },
      },
    },
    projects: {
      meta: { pane: 'projects.looking', title: 'projects' },
      invoke: { id: 'projects', src: 'projects', onError: failed('projects') },
      on: {
        'xstate.done.actor.projects': {
          target: 'home',
          actions: openChosen,
        },
      },
    },
    ...switchStates,
  },
});
