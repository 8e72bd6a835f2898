import { type AnyEventObject, createActor, fromCallback, fromPromise } from 'xstate';
import { commandMachine } from '../../machines/command/machine.ts';
import { deploymentMachine } from '../../machines/deployment/machine.ts';
import type { Asking } from '../../machines/deployment/setup.ts';
import { initMachine } from '../../machines/init/machine.ts';
import type { InitSurroundings } from '../../machines/init/types.ts';
import { sessionMachine } from '../../machines/session/machine.ts';
import type { HomeData, SessionInput } from '../../machines/session/types.ts';
import { watchMachine } from '../../machines/watch/machine.ts';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/choice.ts';
import type { InitPlan } from '../../src/flows/init/init-plan.ts';
import type { StoredBackend } from '../../src/flows/init/run.ts';
import type { LocalResource } from '../../src/flows/status/local-changes.ts';
import { type AccessPretence, pretendAccess } from './pretend-access.ts';
import { type AssumePretence, pretendAssume } from './pretend-assume.ts';
import { type ConfigurePretence, pretendConfigure } from './pretend-configure.ts';
import { type ConfigureProjectPretence, pretendConfigureProject } from './pretend-configure-project.ts';
import { type DeletePretence, pretendDelete } from './pretend-delete.ts';
import { type EnvironmentsPretence, pretendEnvironments } from './pretend-environments.ts';
import { type ProfilesPretence, pretendProfiles } from './pretend-profiles.ts';
import { type ProjectsPretence, pretendProjects } from './pretend-projects.ts';
import { pretendSettings, type SettingsPretence } from './pretend-settings.ts';
import { pretendShare, type SharePretence } from './pretend-share.ts';
import { pretendUndo, type UndoPretence } from './pretend-undo.ts';
import {
  accessOptions,
  folder,
  freshHome,
  freshSurroundings,
  identity,
  plan,
  renamedPlan,
  stack,
} from './pretend-values.ts';

/** What a callback actor of a machine is given: a way to send events to its machine. */
export type Sender = (event: AnyEventObject) => void;

/** What each actor of the flows does; a test replaces the ones that matter to it, at any time. */
export interface Pretence {
  loadHome(): Promise<HomeData>;
  compareBackend(): Promise<readonly LocalResource[]>;
  /** The session's own question, in the background. */
  whoAmI(): Promise<Identity>;
  signIn(): Promise<void>;
  lookAround(): Promise<InitSurroundings>;
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
  listAccess(): Promise<readonly AccessOption[]>;
  checkAccess(input: { choice: AccessChoice }): Promise<Identity>;
  watch(send: Sender): void;
  lookAgain(send: Sender): void;
  continueRollback(input: { skip: readonly string[] }): Promise<void>;
  lookAtBucket(): Promise<boolean | undefined>;
  blockPublicAccess(): Promise<void>;
  /** What the actors of `configure` do; the rest works. */
  readonly configure: Partial<ConfigurePretence>;
  /** What the actors of `configure project` do; the rest works. */
  readonly configureProject: Partial<ConfigureProjectPretence>;
  /** What the actors of `assume-role` do; the rest works. */
  readonly assumeRole: Partial<AssumePretence>;
  /** What the actors of `delete` do; the rest works. */
  readonly deletion: Partial<DeletePretence>;
  /** What the actors of `access` do; the rest works. */
  readonly access: Partial<AccessPretence>;
  /** What the actors of the environments do; the rest works. */
  readonly environments: Partial<EnvironmentsPretence>;
  /** What the actors of the settings do; the rest works. */
  readonly settings: Partial<SettingsPretence>;
  /** What the actors of `share` do; the rest works. */
  readonly share: Partial<SharePretence>;
  /** What a command that is run ends with. */
  command(typed: string): Promise<number>;
  /** What the actors of `undo` do; the rest works. */
  readonly undo: Partial<UndoPretence>;
  /** What the actors of the projects do; the rest works. */
  readonly projects: Partial<ProjectsPretence>;
  /** What the actors of the profiles do; the rest works. */
  readonly profiles: Partial<ProfilesPretence>;
}

/** Something that never comes: the actor stays busy until its machine leaves it. */
export const never = (): Promise<never> => new Promise(() => {});

/** Sends one event as soon as the machine listens, as a real actor does. */
export const sends =
  (...events: readonly AnyEventObject[]) =>
  (send: Sender): void =>
    queueMicrotask(() => {
      for (const event of events) send(event);
    });

/** The end of a followed stack. */
export const settledWith = (update: FollowUpdate) => sends({ type: 'SETTLED', update });

const everythingWorks: Pretence = {
  loadHome: async () => freshHome,
  compareBackend: async () => [],
  whoAmI: async () => identity,
  lookAround: async () => freshSurroundings,
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
  configure: {},
  configureProject: {},
  settings: {},
  share: {},
  undo: {},
  command: async () => 0,
  environments: {},
  deletion: {},
  access: {},
  assumeRole: {},
  profiles: {},
  projects: {},
};

type CallbackName = 'follow' | 'removeStack' | 'watch' | 'lookAgain';

/** The flows on actors that touch nothing, with the names of the actors that were started, in order. */
export function pretend(given: Partial<Pretence> = {}) {
  const does: Pretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const promise = <
    K extends Exclude<
      keyof Pretence,
      | CallbackName
      | 'configure'
      | 'configureProject'
      | 'settings'
      | 'share'
      | 'undo'
      | 'command'
      | 'environments'
      | 'deletion'
      | 'access'
      | 'assumeRole'
      | 'profiles'
      | 'projects'
    >,
    Input,
  >(
    name: K,
  ) =>
    fromPromise<Awaited<ReturnType<Pretence[K]>>, Input>(({ input }) => {
      calls.push(name);
      return (does[name] as (given: Input) => Promise<Awaited<ReturnType<Pretence[K]>>>)(input);
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
  const { configure } = pretendConfigure(does.configure);
  const { configureProject } = pretendConfigureProject(does.configureProject);
  const { share } = pretendShare(does.share);
  const { undo } = pretendUndo(does.undo);
  const command = commandMachine.provide({
    actors: { run: fromPromise(({ input }) => does.command(input.typed)) },
  });
  const { flow: environments } = pretendEnvironments(does.environments);
  const { assumeRole } = pretendAssume(does.assumeRole);
  const { profiles } = pretendProfiles(does.profiles);
  const { projects } = pretendProjects(does.projects);
  const session = sessionMachine.provide({
    actors: {
      loadHome: promise('loadHome'),
      compareBackend: promise('compareBackend'),
      identify: promise('whoAmI'),
      signIn: promise('signIn'),
      init,
      configure,
      configureProject,
      settings: pretendSettings(does.settings),
      share,
      undo,
      command,
      environments,
      delete: pretendDelete(does.deletion).flow,
      access: pretendAccess(does.access).flow,
      assumeRole,
      watch,
      profiles,
      projects,
    },
    actions: {
      keep: ({ self }, { name }) => {
        calls.push(`keep ${name}`);
        self.send({ type: 'KEPT', name });
      },
      copy: (_, { text }) => void calls.push(`copy ${text}`),
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

/** A session that is running. Time stands still at 09:45. */
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
