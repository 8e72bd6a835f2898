import { type AnyEventObject, type AnyStateMachine, createActor, fromCallback, fromPromise } from 'xstate';
import { deploymentMachine } from '../../machines/deployment/machine.ts';
import type { Asking } from '../../machines/deployment/setup.ts';
import type { FlowMachines } from '../../machines/flows.ts';
import { initMachine } from '../../machines/init/machine.ts';
import type { InitLocalState } from '../../machines/init/types.ts';
import { sessionMachine } from '../../machines/session/machine.ts';
import type { HomeData, SessionInput } from '../../machines/session/types.ts';
import { watchMachine } from '../../machines/watch/machine.ts';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import type { Rows } from '../../src/core/rows.ts';
import { type AccessChoice, accessName } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { EnvironmentRow } from '../../src/flows/environments/rows.ts';
import type { InitPlan } from '../../src/flows/init/init-plan.ts';
import type { StoredBackend } from '../../src/flows/init/run.ts';
import type { LocalResource } from '../../src/flows/status/local-changes.ts';
import type { ProjectFile } from '../../src/flows/status/project-files.ts';
import {
  accessOptions,
  folder,
  freshHome,
  freshLocalState,
  identity,
  plan,
  renamedPlan,
  stack,
} from './pretend-values.ts';

/** The argument of a machine's callback actor: a function that sends events to the machine. */
export type Sender = (event: AnyEventObject) => void;

/** The actors of each flow; `pretend-<flow>.ts` adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: each of those files adds a member.
export interface FlowPretences {}

/** The machine of a flow on stand-in actors, exported as `pretends` by `pretend-<flow>.ts`. */
export type Pretends = (does: Partial<FlowPretences>) => AnyStateMachine;

const ofFlows = import.meta.glob<{ readonly pretends?: Pretends }>('./pretend-*.ts', { eager: true });

/** The actors of the session, `init` and `watch`. */
interface OwnPretence {
  loadHome(): Promise<HomeData>;
  compareBackend(): Promise<readonly LocalResource[]>;
  readFiles(): Promise<readonly ProjectFile[]>;
  readEnvironments(): Promise<readonly EnvironmentRow[]>;
  /** The session's own identity check, in the background. */
  whoAmI(): Promise<Identity>;
  signIn(): Promise<void>;
  lookAround(): Promise<InitLocalState>;
  identify(): Promise<Identity>;
  makePlan(): Promise<InitPlan>;
  saveAnswers(): Promise<string>;
  forgetUnfinished(): Promise<void>;
  createStack(input: Asking): Promise<{ stackId: string }>;
  follow(send: Sender): void;
  storeBackend(): Promise<StoredBackend>;
  writeFiles(): Promise<string[]>;
  removeStack(send: Sender): void;
  planAgain(input: { rename: boolean }): Promise<InitPlan>;
  deleteBucket(): Promise<void>;
  forget(): Promise<void>;
  listAccess(): Promise<Rows<AccessOption>>;
  checkAccess(input: { choice: AccessChoice }): Promise<Identity>;
  watch(send: Sender): void;
  lookAgain(send: Sender): void;
  continueRollback(input: { skip: readonly string[] }): Promise<void>;
  lookAtBucket(): Promise<boolean | undefined>;
  blockPublicAccess(): Promise<void>;
}

/** The actors of all flows; a test replaces those that matter to it, at any time. */
export type Pretence = OwnPretence & Partial<FlowPretences>;

/** Never resolves: the actor stays busy until its machine leaves it. */
export const never = (): Promise<never> => new Promise(() => {});

/** Sends one event once the machine listens, as a real actor does. */
export const sends =
  (...events: readonly AnyEventObject[]) =>
  (send: Sender): void =>
    queueMicrotask(() => {
      for (const event of events) send(event);
    });

/** The end of a followed stack. */
export const settledWith = (update: FollowUpdate) => sends({ type: 'SETTLED', update });

const everythingWorks: OwnPretence = {
  loadHome: async () => freshHome,
  compareBackend: async () => [],
  readFiles: async () => [],
  readEnvironments: async () => [],
  whoAmI: async () => identity,
  lookAround: async () => freshLocalState,
  identify: async () => identity,
  makePlan: async () => plan,
  saveAnswers: async () => 'Saved as amplify-answers.json',
  forgetUnfinished: async () => {},
  createStack: async () => ({ stackId: stack.stackId }),
  follow: () => {},
  storeBackend: async () => ({ stack }),
  writeFiles: async () => plan.files.map((file) => file.label),
  removeStack: sends({ type: 'REMOVED', bucketLeft: false }),
  planAgain: async ({ rename }) => (rename ? renamedPlan : plan),
  deleteBucket: async () => {},
  forget: async () => {},
  listAccess: async () => accessOptions,
  checkAccess: async () => identity,
  watch: () => {},
  lookAgain: () => {},
  continueRollback: async () => {},
  lookAtBucket: async () => undefined,
  blockPublicAccess: async () => {},
  signIn: async () => {},
};

type CallbackName = 'follow' | 'removeStack' | 'watch' | 'lookAgain';

/** The flows on stand-in actors, with the names of the started actors, in order. */
export function pretend(given: Partial<Pretence> = {}) {
  const does: Pretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const promise = <K extends Exclude<keyof OwnPretence, CallbackName>, Input>(name: K) =>
    fromPromise<Awaited<ReturnType<OwnPretence[K]>>, Input>(({ input }) => {
      calls.push(name);
      return (does[name] as (given: Input) => Promise<Awaited<ReturnType<OwnPretence[K]>>>)(input);
    });
  const callback = <Input>(name: CallbackName) =>
    fromCallback<AnyEventObject, Input>(({ sendBack }) => {
      calls.push(name);
      let stopped = false;
      does[name]((event) => {
        if (!stopped) sendBack(event);
      });
      return () => {
        stopped = true;
      };
    });
  const deployment = deploymentMachine.provide({
    actors: {
      createStack: promise('createStack'),
      follow: callback('follow'),
      storeBackend: promise('storeBackend'),
      writeFiles: promise('writeFiles'),
      removeStack: callback('removeStack'),
      planAgain: promise('planAgain'),
      deleteBucket: promise('deleteBucket'),
      forget: promise('forget'),
      listAccess: promise('listAccess'),
      checkAccess: promise('checkAccess'),
    },
    actions: {
      tryNow: () => void calls.push('tryNow'),
      openConsole: () => void calls.push('openConsole'),
      copyError: () => void calls.push('copyError'),
    },
  });
  const init = initMachine.provide({
    actors: {
      lookAround: promise('lookAround'),
      identify: promise('identify'),
      makePlan: promise('makePlan'),
      saveAnswers: promise('saveAnswers'),
      forget: promise('forgetUnfinished'),
      deployment,
    },
    actions: { tryNow: () => void calls.push('tryNow') },
  });
  const watch = watchMachine.provide({
    actors: {
      follow: callback('watch'),
      lookAgain: callback('lookAgain'),
      continueRollback: promise('continueRollback'),
      lookAtBucket: promise('lookAtBucket'),
      blockPublicAccess: promise('blockPublicAccess'),
    },
    actions: {
      signInAgain: () => void calls.push('signInAgain'),
      lookNow: () => void calls.push('lookNow'),
      openConsole: () => void calls.push('openConsole'),
      copyError: () => void calls.push('copyError'),
    },
  });
  const flows = Object.fromEntries(
    Object.values(ofFlows).flatMap(({ pretends }) => {
      const machine = pretends?.(does);
      return machine ? [[machine.id, machine]] : [];
    }),
  );
  const session = sessionMachine.provide({
    actors: {
      loadHome: promise('loadHome'),
      compareBackend: promise('compareBackend'),
      readFiles: promise('readFiles'),
      readEnvironments: promise('readEnvironments'),
      identify: promise('whoAmI'),
      signIn: promise('signIn'),
      ...(flows as unknown as FlowMachines),
      init,
      watch,
    },
    actions: {
      keep: ({ self }, { name }) => {
        calls.push(`keep ${name}`);
        self.send({ type: 'KEPT', name });
      },
      copy: (_, { text }) => void calls.push(`copy ${text}`),
      editFile: (_, { path }) => void calls.push(`edit ${path}`),
      openAccessPage: (_, { choice, account }) => void calls.push(`console ${accessName(choice)} ${account}`),
      startDemo: () => void calls.push('demo'),
      openStackPage: (_, { stackId }) => void calls.push(`console ${stackId}`),
      leave: () => void calls.push('leave'),
      openProject: (_, { folder: other }) => void calls.push(`open ${other}`),
      signInHere: (_, { profile, again }) => {
        calls.push(`signed in ${profile}`);
        again?.();
      },
      giveCode: (_, { code }) => void calls.push(`code ${code}`),
      leaveCode: () => void calls.push('code left'),
      renewClients: () => void calls.push('renewClients'),
    },
  });
  return { does, calls, deployment, init, watch, session };
}

export type Pretended = ReturnType<typeof pretend>;

/** A running session whose time stands still at 09:45. */
export function startSession(pretended: Pretended, input: Partial<SessionInput> = {}) {
  const session = createActor(pretended.session, {
    input: {
      folder,
      start: 'home',
      cloud: { kind: 'demo', url: 'http://127.0.0.1:4566' },
      now: () => Date.UTC(2026, 10, 23, 9, 45, 0),
      ...input,
    },
  });
  session.start();
  return session;
}
