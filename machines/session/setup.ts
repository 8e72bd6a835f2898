import { assign, fromPromise, setup } from 'xstate';
import type { ActivityEntry } from '../../src/session/activity.ts';
import type { Identity } from '../../src/values/plan.ts';
import { asProblem, type ProblemText } from '../../src/values/problem.ts';
import { initMachine } from '../init/machine.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import { watchMachine } from '../watch/machine.ts';
import type { HomeData, IdentifyInput, SessionContext, SessionEvent, SessionInput } from './types.ts';

/** What was thrown, as the three lines that a context may hold. */
export const problemOf = (thrown: unknown): ProblemText => asProblem(thrown).toJSON();

/** Whether AWS is being changed for the person right now, so that leaving must ask. */
export function isDeploying(context: SessionContext): boolean {
  const deployment = context.init?.getSnapshot().children.deployment?.getSnapshot();
  if (deployment?.status !== 'active') return false;
  return (
    deployment.matches('choosingAccess') ||
    Object.values(deployment.getMeta()).some((meta) => meta?.busy !== undefined)
  );
}

/** The running deployment of the `init`, if there is one. */
function deploymentOf(context: SessionContext) {
  const deployment = context.init?.getSnapshot().children.deployment;
  return deployment?.getSnapshot().status === 'active' ? deployment : undefined;
}

/** The types, guards and actors of the session; its regions are built on them in the files beside this one. */
export const sessionSetup = setup({
  types: {
    context: {} as SessionContext,
    events: {} as SessionEvent,
    input: {} as SessionInput,
    meta: {} as StateMeta,
    transitionMeta: {} as TransitionMeta,
    children: {} as { init: 'init'; watch: 'watch' },
  },
  actors: {
    loadHome: fromPromise<HomeData, { folder: string }>(notProvided('loadHome')),
    identify: fromPromise<Identity, IdentifyInput>(notProvided('identify')),
    init: initMachine,
    watch: watchMachine,
  },
  guards: {
    startsWithInit: ({ context }) => context.start === 'init',
    startsWithWatch: ({ context }) => context.start === 'watch',
    startsWithProfiles: ({ context }) => context.start === 'profiles',
    canInit: ({ context }) =>
      context.init !== undefined ||
      context.home?.unfinished !== undefined ||
      context.home?.found.kind === 'none',
    canWatch: ({ context }) => context.watch !== undefined,
    isDeploying: ({ context }) => isDeploying(context),
    canAbandon: ({ context }) => deploymentOf(context)?.getSnapshot().can({ type: 'ABANDON' }) === true,
    isDemo: ({ context }) => context.cloud.kind === 'demo',
    hasInit: ({ context }) => context.init !== undefined,
    hasAccess: ({ context }) => context.access !== undefined,
  },
  actions: {
    /** Something worth remembering happened: it goes to the activity list. */
    record: assign(({ context }, { text, tone }: Pick<ActivityEntry, 'text' | 'tone'>) => ({
      activity: [...context.activity, { at: context.now(), text, tone }],
    })),
    /** Ends the program. */
    leave: () => {
      throw new Error('the action "leave" is not provided');
    },
    abandon: ({ context }) => deploymentOf(context)?.send({ type: 'ABANDON' }),
    startOnce: assign({ start: 'home' }),
    startInit: assign(({ context, spawn }) =>
      context.init ? {} : { init: spawn('init', { id: 'init', input: { folder: context.folder } }) },
    ),
    endInit: assign({ init: undefined }),
    useAccess: assign(({ event }) =>
      event.type === 'USE_ACCESS'
        ? {
            access: {
              choice: event.choice,
              source: 'chosen in this session',
              ...(event.region ? { region: event.region } : {}),
            },
            identity: undefined,
            identityProblem: undefined,
          }
        : {},
    ),
  },
});

/** Follows the stack that was named, or the project's, with the access in use; a new access starts anew. */
export const startWatch = sessionSetup.enqueueActions(({ context, enqueue }) => {
  const target = stackToWatch(context);
  const old = context.watch?.getSnapshot().context;
  if (!target || (old?.stack === target.stack && old.access === target.access)) return;
  if (context.watch) enqueue.stopChild(context.watch);
  enqueue.assign(({ spawn }) => ({ watch: spawn('watch', { id: 'watch', input: target }) }));
});

/** Which stack to follow, and with which access. */
function stackToWatch({ stack, home, access, identity }: SessionContext) {
  if (!access) return undefined;
  const own = home?.found.kind === 'project' ? home.found.project.stack : undefined;
  const name = stack ?? own?.stackId;
  if (!name) return undefined;
  const region = regionOfArn(name) ?? (stack ? undefined : own?.region) ?? identity?.region ?? access.region;
  return region ? { stack: name, access: access.choice, region } : undefined;
}

/** The fourth part of a stack's ARN. */
function regionOfArn(stack: string): string | undefined {
  return stack.startsWith('arn:') ? stack.split(':')[3] || undefined : undefined;
}
