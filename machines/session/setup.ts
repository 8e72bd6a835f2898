import { assign, fromPromise, setup } from 'xstate';
import type { Identity } from '../../src/core/plan.ts';
import { type AccessChoice, chosenHere, sameChoice } from '../../src/credentials/access.ts';
import { countUsable } from '../../src/credentials/option-rows.ts';
import { otherAccountOf } from '../../src/flows/configure-project/facts.ts';
import type { EnvironmentRow } from '../../src/flows/environments/rows.ts';
import type { LocalResource } from '../../src/flows/status/local-changes.ts';
import { ownBucketOf } from '../../src/flows/status/open-bucket.ts';
import type { ProjectFile } from '../../src/flows/status/project-files.ts';
import type { Project } from '../../src/project/project.ts';
import { goesOnAlone, leftInAwsBy } from '../deployment/left-in-aws.ts';
import { type FlowId, flows, flowsNotProvided } from '../flows.ts';
import type { Told } from '../kit/flow.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import { isBucketOpen, isRead } from '../watch/machine.ts';
import { initStops, stopOfInit } from './background.ts';
import { type FlowFault, stopChildren, withFailedFlow } from './failed-flow.ts';
import { atStake } from './stake.ts';
import type {
  AccessPage,
  HomeData,
  IdentifyInput,
  SessionContext,
  SessionEvent,
  SessionInput,
  SignInHere,
} from './types.ts';

/** Whether this program is changing AWS right now, so that leaving must ask. */
export function isDeploying(context: SessionContext): boolean {
  const deployment = context.init?.getSnapshot().children.deployment?.getSnapshot();
  if (deployment?.status !== 'active') return false;
  return (
    deployment.matches('choosingAccess') ||
    Object.values(deployment.getMeta()).some((meta) => meta?.busy !== undefined)
  );
}

/** Whether AWS is being changed in another project that is open in this program. */
export function runsElsewhere({ elsewhere }: Pick<SessionContext, 'elsewhere'>): boolean {
  return (elsewhere?.() ?? []).some(({ isDeploying: deploys }) => deploys);
}

/** The running deployment of the `init`, if any. */
function deploymentOf(context: SessionContext) {
  const deployment = context.init?.getSnapshot().children.deployment;
  return deployment?.getSnapshot().status === 'active' ? deployment : undefined;
}

/**
 * The profile in use if it can be kept as the default of this folder: it was chosen in this session, and no project that
 * is tied to a profile takes precedence; else why it cannot, in a sentence.
 */
export function keepable({ access, home }: SessionContext): {
  readonly name?: string;
  readonly why?: string;
} {
  if (access?.choice.kind !== 'profile')
    return { why: 'Only a profile can be kept for a folder, and none is in use; p chooses one.' };
  if (home?.found.kind === 'project' && home.found.project.access?.kind === 'profile')
    return { why: 'The project itself names its profile; e changes that.' };
  if (access.source !== chosenHere)
    return { why: 'This folder starts with the profile in use by itself; choose another one first (p).' };
  const { name } = access.choice;
  return !home || home.folderProfile === name
    ? { why: 'This folder starts with the profile in use already.' }
    : { name };
}

/** The types, guards and actors of the session; its regions, in the files beside this one, use them. */
export const sessionSetup = setup({
  types: {
    context: {} as SessionContext,
    events: {} as SessionEvent,
    input: {} as SessionInput,
    meta: {} as StateMeta,
    transitionMeta: {} as TransitionMeta,
    children: {} as { [Flow in FlowId]: Flow } & { initStops: 'initStops' },
  },
  actors: {
    /** Returns the resources of the backend, each with how it differs from the last deployment. */
    compareBackend: fromPromise<readonly LocalResource[], { root: string | undefined }>(
      notProvided('compareBackend'),
    ),
    /** Returns the files that Amplify owns in the project, each with its state. */
    readFiles: fromPromise<readonly ProjectFile[], { project: Project | undefined }>(
      notProvided('readFiles'),
    ),
    /** Returns the environments in the project's files. */
    readEnvironments: fromPromise<readonly EnvironmentRow[], { project: Project | undefined }>(
      notProvided('readEnvironments'),
    ),
    loadHome: fromPromise<HomeData, { folder: string }>(notProvided('loadHome')),
    /** Lends the terminal to the AWS CLI until the user is signed in. */
    signIn: fromPromise<void, { choice: AccessChoice }>(notProvided('signIn')),
    identify: fromPromise<Identity, IdentifyInput>(notProvided('identify')),
    ...flowsNotProvided,
    initStops,
  },
  guards: {
    startsWith: ({ context }, { flow }: { readonly flow: FlowId }) => context.start === flow,
    hasProject: ({ context }) => context.home?.found.kind === 'project',
    /** A deletion that was started may already have removed the files. */
    canDelete: ({ context: { home } }) => home?.found.kind === 'project' || home?.deletion !== undefined,
    canInit: ({ context }) => context.home?.found.kind === 'none',
    /** An `init` of this folder did not finish. */
    hasUnfinished: ({ context }) => context.home?.unfinished !== undefined,
    hasNoAccess: ({ context: { access, home } }) =>
      home !== undefined && access === undefined && countUsable(home.profiles) === 0,
    canWatch: ({ context }) => context.watch !== undefined,
    isBucketOpen: ({ context }) => {
      const watch = context.watch?.getSnapshot();
      return watch?.matches('settled') === true && isBucketOpen(watch.context);
    },
    isDeploying: ({ context }) => isDeploying(context),
    /** What `init` has made is there, and told. */
    isInitDone: ({ context }) => deploymentOf(context)?.getSnapshot().matches('done') === true,
    /** Here, or in another project that is open. */
    isDeployingAnywhere: ({ context }) => isDeploying(context) || runsElsewhere(context),
    isDeleting: ({ context: { deleting } }) => deleting !== undefined,
    /** AWS continues all of it without this program. */
    allGoOnAlone: ({ context }) =>
      (!isDeploying(context) || goesOnAlone(leftInAwsBy(deploymentOf(context)?.getSnapshot()))) &&
      (context.elsewhere?.().every((each) => each.goesOnAlone) ?? true),
    canAbandon: ({ context }) => deploymentOf(context)?.getSnapshot().can({ type: 'ABANDON' }) === true,
    isDemo: ({ context }) => context.cloud.kind === 'demo',
    /** `init` asks which profile: one can be created meanwhile. */
    isChoosingAccess: ({ context }) => context.init?.getSnapshot().matches('access') === true,
    /** Otherwise home would show the new project with the access that was in use before it, although nobody has chosen that since. */
    isBeforeDeployed: ({ context: { access, accessBefore, deployedWith } }) =>
      deployedWith !== undefined &&
      (access === undefined
        ? accessBefore === undefined
        : sameChoice(access.choice, accessBefore) && !sameChoice(access.choice, deployedWith.choice)),
    hasInit: ({ context }) => context.init !== undefined,
    isHomeOld: ({ context }) => context.homeIsOld === true,
    isInitTold: ({ context }) => context.initTold === true,
    hasAccess: ({ context }) => context.access !== undefined,
    /** Nobody has chosen an access, and the one in use returned no credentials. */
    hasNoOther: ({ context: { access, identity } }) =>
      access?.source !== chosenHere && identity === undefined,
    isKnown: ({ context }) => context.identity !== undefined,
    canKeep: ({ context }) => keepable(context).name !== undefined,
    isSignedOut: ({ context: { access, identityProblem } }) =>
      access?.choice.kind === 'profile' &&
      (identityProblem?.code === 'SIGNED_OUT' || identityProblem?.code === 'SIGN_IN_EXPIRED'),
    /** AWS does not accept the access, or does not show it the stack. */
    isRefused: ({ context: { identity, identityProblem, watch } }) => {
      const { stack, problem } = watch?.getSnapshot().context ?? {};
      const isElsewhere = stack !== undefined && otherAccountOf(stack, identity) !== undefined;
      return identityProblem !== undefined || problem?.code === 'ACCESS_DENIED' || isElsewhere;
    },
    isRejected: ({ context }) => context.identityProblem !== undefined,
  },
  actions: {
    /** Something worth remembering happened: it is added to the activity list. */
    record: assign(({ context }, told: Told) => ({
      activity: [...context.activity, { at: context.now(), ...told, folder: context.folder }],
    })),
    /** When a flow ends because of a fault, XState leaves what it had started running. */
    stopFailed: ({ self }, { flow }: FlowFault) => stopChildren(self.getSnapshot().children[flow]),
    failFlow: assign(({ context }, fault: FlowFault) => withFailedFlow(context, fault)),
    /** The user left home, so they have read the fault shown there. */
    forgetFailure: assign({ failed: undefined }),
    /** Ends the program; `interrupted`: by Ctrl+C in the middle of a deployment. */
    leave: actionNotProvided<{ readonly interrupted: boolean }>('leave'),
    abandon: ({ context }) => deploymentOf(context)?.send({ type: 'ABANDON' }),
    closeInit: ({ context }) => deploymentOf(context)?.send({ type: 'CLOSE' }),
    startOnce: assign({ start: 'home' }),
    addOne: assign({ adds: true }),
    startInit: assign(({ context, spawn }) => {
      if (context.init) return {};
      const { folder, adds } = context;
      const init = spawn('init', { id: 'init', input: { folder, adds } });
      spawn('initStops', { id: 'initStops', input: { init } });
      const accessBefore = context.access?.choice;
      return { init, initTold: false, adds: undefined, accessBefore, deployedWith: undefined };
    }),
    startConfigure: assign(({ context, event, spawn }) => {
      const rotate = (event.type === 'OPEN_CONFIGURE' ? event.rotate : undefined) ?? context.rotate;
      const waiting = context.init?.getSnapshot().matches('access') ? ('init' as const) : undefined;
      const input = { ...(rotate === undefined ? {} : { rotate }), waiting };
      return { configure: spawn('configure', { id: 'configure', input }), rotate: undefined };
    }),
    endConfigure: assign({ configure: undefined }),
    useAccess: assign(({ event }) =>
      event.type === 'USE_ACCESS' || event.type === 'ACCESS_CHANGED'
        ? {
            access: {
              choice: event.choice,
              source: chosenHere,
              ...(event.region ? { region: event.region } : {}),
            },
            identity: undefined,
            identityProblem: undefined,
          }
        : {},
    ),
    useDeployed: assign(({ context: { deployedWith } }) =>
      deployedWith
        ? {
            access: { ...deployedWith, source: chosenHere },
            identity: undefined,
            identityProblem: undefined,
            deployedWith: undefined,
          }
        : {},
    ),
    takeFound: assign(({ event }) =>
      event.type === 'ACCESS_FOUND' ? { access: event.access, identityProblem: undefined } : {},
    ),
    /** The next client of the access in use is created from the files as they are now. */
    renewClients: actionNotProvided<{
      readonly choice: AccessChoice | undefined;
      readonly deploying: boolean;
    }>('renewClients'),
    askedFor: assign({ mayAsk: true }),
    /** Makes the profile in use the default of this folder, in our own settings; answers with KEPT or NOT_KEPT. */
    keep: actionNotProvided<{ readonly name: string }>('keep'),
    takeKept: assign(({ context: { home }, event }) =>
      event.type === 'KEPT' && home ? { home: { ...home, folderProfile: event.name } } : {},
    ),
    copy: actionNotProvided<{ readonly text: string }>('copy'),
    /** Opens a file or folder of the project in the user's editor; answers with FILE_EDITED. */
    editFile: actionNotProvided<{ readonly project: Project; readonly path: string }>('editFile'),
    /** Lends the terminal to the demo until the user leaves it. */
    startDemo: actionNotProvided('startDemo'),
    openStackPage: actionNotProvided<{ readonly stackId: string }>('openStackPage'),
    openAccessPage: actionNotProvided<AccessPage>('openAccessPage'),
    takeCodeRequest: assign(({ event }) => (event.type === 'ASK_CODE' ? { codeRequest: event.request } : {})),
    /** Passes the six digits to whatever waits for them. */
    giveCode: actionNotProvided<{ readonly code: string }>('giveCode'),
    /** Lends the terminal to the AWS CLI for a profile that a flow needs; a problem is shown beside the flow. */
    signInHere: actionNotProvided<SignInHere>('signInHere'),
    /** The user closes the question: only what needed the code ends. */
    leaveCode: actionNotProvided('leaveCode'),
    /** Shows another project; this one stays as it is, and what runs in it continues. */
    openProject: actionNotProvided<{ readonly folder: string }>('openProject'),
    forgetRejection: assign({ identityProblem: undefined }),
    /** The project is now tied to another profile. */
    takePinned: assign(({ context: { home }, event }) => {
      if (event.type !== 'PINNED' || home?.found.kind !== 'project') return {};
      const project = { ...home.found.project, access: { kind: 'profile' as const, name: event.name } };
      return { home: { ...home, found: { kind: 'project' as const, project } } };
    }),
  },
});

/** An `init` in the background has stopped: it is added to the activity list. */
export const tellInit = sessionSetup.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'INIT_STOPPED') return;
  enqueue({ type: 'record', params: stopOfInit(event) });
  const deployed = event.done ? deploymentOf(context)?.getSnapshot().context.plan : undefined;
  enqueue.assign({
    initTold: event.done,
    homeIsOld: true,
    deployedWith: deployed && { choice: deployed.access, region: deployed.identity.region },
  });
});

/** An `init` has ended: its result is added to the activity list, unless a failure in the background already was. */
export const tellInitEnd = sessionSetup.enqueueActions(({ context: { activity }, event, enqueue }) => {
  if (event.type !== 'xstate.done.actor.init') return;
  const { output } = event;
  const told = flows.init.ended(output);
  if (!activity.some(({ text }) => text === told.text) || told.passing)
    enqueue({ type: 'record', params: told });
  if (output.kind === 'left') enqueue.assign({ initFailed: output.failed });
});

/** The `init` has ended, and so does what watched it. */
export const endInit = sessionSetup.enqueueActions(({ enqueue }) => {
  enqueue.stopChild('initStops');
  enqueue.assign({ init: undefined });
});

/**
 * After `configure` and `assume-role`: the session uses the profile that was created or tested. A project that is tied to
 * another profile keeps that one as long as it works, since its stack is there.
 */
export const useMade = sessionSetup.enqueueActions(
  ({ context: { access, home, identity }, event, enqueue }) => {
    const made = madeBy(event);
    if (!made) return;
    const inUse = sameChoice(made.choice, access?.choice);
    const isTied = home?.found.kind === 'project' && home.found.project.access?.kind === 'profile';
    if (identity && isTied && !inUse) return;
    enqueue.raise({ type: 'USE_ACCESS', ...made });
  },
);

/** After `configure` in the middle of `init`: the profiles are read again, and the new one is selected there. */
export const tellMade = sessionSetup.enqueueActions(({ context, event }) => {
  context.init?.send({ type: 'ACCESS_MADE', choice: madeBy(event)?.choice });
});

/** The access that a flow has created, with the region in which it was tested. */
function madeBy(event: SessionEvent): { choice: AccessChoice; region: string } | undefined {
  if (event.type === 'xstate.done.actor.configure' && event.output.kind === 'configured')
    return { choice: event.output.access, region: event.output.identity.region };
  if (event.type !== 'xstate.done.actor.assumeRole' || event.output.kind !== 'profiles') return undefined;
  const { roleProfile: name, proved } = event.output;
  return proved && { choice: { kind: 'profile', name }, region: proved.region };
}

/** After `configure project`: the session uses the access that the project is now tied to. */
export const useProjectAccess = sessionSetup.enqueueActions(({ event, enqueue }) => {
  if (event.type !== 'xstate.done.actor.configureProject' || event.output.kind !== 'configured') return;
  const { access } = event.output;
  if (access) enqueue.raise({ type: 'USE_ACCESS', choice: access.choice, region: access.region });
});

/** After `init`: the session uses the access that the new project is tied to, since its stack is there. */
export const useDeployed = sessionSetup.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'xstate.done.actor.init' || event.output.kind !== 'created') return;
  const { access, identity } = event.output.plan;
  if (sameChoice(access, context.access?.choice)) return;
  enqueue.raise({ type: 'USE_ACCESS', choice: access, region: identity.region });
});

/** Stops what reads AWS with the previous access; a deployment continues with its own. */
export const stopWatch = sessionSetup.enqueueActions(({ context, enqueue }) => {
  if (!context.watch) return;
  const { stack, update } = context.watch.getSnapshot().context;
  enqueue.stopChild(context.watch);
  enqueue.assign({
    watch: undefined,
    ...(update && isRead(update) ? { seenBefore: { stack, update } } : {}),
  });
});

/** Reads the stack again, whatever is known about it. */
export const readStackAgain = sessionSetup.enqueueActions(({ context }) => {
  context.watch?.send({ type: 'READ_AGAIN' });
});

/** Asks whether the bucket shall block public access. */
export const askToBlock = sessionSetup.enqueueActions(({ context }) => {
  context.watch?.send({ type: 'BLOCK_PUBLIC_ACCESS' });
});

/** Follows the named stack, or the project's, with the access in use; a new access starts over. */
export const startWatch = sessionSetup.enqueueActions(({ context, enqueue, self }) => {
  const target = stackToWatch(context);
  const old = context.watch?.getSnapshot().context;
  if (!target || (old?.stack === target.stack && old.access === target.access)) return;
  if (context.watch) enqueue.stopChild(context.watch);
  enqueue.assign(({ spawn }) => ({
    watch: spawn('watch', { id: 'watch', input: { ...target, parent: self } }),
  }));
});

/** The region of the project's stack. */
export function stackRegion({ home }: SessionContext): string | undefined {
  return home?.found.kind === 'project' ? home.found.project.stack?.region : undefined;
}

/** Which stack to follow, and with which access. */
function stackToWatch({ stack, home, access, identity }: SessionContext) {
  if (!access) return undefined;
  const own = home?.found.kind === 'project' ? home.found.project.stack : undefined;
  const name = stack ?? own?.stackId;
  if (!name) return undefined;
  const region = regionOfArn(name) ?? (stack ? undefined : own?.region) ?? identity?.region ?? access.region;
  // For a stack that was named, its own bucket is unknown.
  const bucket = own && (!stack || stack === own.stackId) ? ownBucketOf(own) : undefined;
  return region ? { stack: name, access: access.choice, region, bucket } : undefined;
}

/** The fourth part of a stack's ARN. */
function regionOfArn(stack: string): string | undefined {
  return stack.startsWith('arn:') ? stack.split(':')[3] || undefined : undefined;
}

/** `q` and Ctrl+C: asks first if something would end with the program. */
export const leaveOrAsk = sessionSetup.enqueueActions(({ enqueue, event, self }) => {
  const left = atStake(self.getSnapshot().children);
  const isMeant = left?.stake === 'answers' && event.type === 'QUIT' && event.typed === true;
  if (left && !isMeant) enqueue.raise({ type: 'ASK_TO_LEAVE' });
  else enqueue({ type: 'leave', params: { interrupted: false } });
});

/** After `projects`: shows another project if one was chosen; this one is on home when the user comes back to it. */
export const openChosen = sessionSetup.enqueueActions(({ event, enqueue }) => {
  if (event.type !== 'xstate.done.actor.projects' || event.output.kind !== 'open') return;
  enqueue({ type: 'openProject', params: { folder: event.output.folder } });
});

/** Opens the selected file or folder of the project in the user's editor. */
export const editFile = sessionSetup.enqueueActions(({ context: { home }, event, enqueue }) => {
  if (event.type !== 'EDIT_FILE' || home?.found.kind !== 'project') return;
  enqueue({ type: 'editFile', params: { project: home.found.project, path: event.path } });
});
