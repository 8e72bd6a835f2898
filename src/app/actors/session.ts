import { type AnyStateMachine, fromPromise } from 'xstate';
import { type FlowMachines, machineOfEach } from '../../../machines/flows.ts';
import { lateFlow } from '../../../machines/not-provided.ts';
import { sessionMachine } from '../../../machines/session/machine.ts';
import type { AccessPage, HomeData, IdentifyInput } from '../../../machines/session/types.ts';
import { consoleLink } from '../../aws/stack.ts';
import type { Identity } from '../../core/plan.ts';
import { asProblem, type ProblemText } from '../../core/problem.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import type { EnvironmentRow } from '../../flows/environments/rows.ts';
import type { LocalResource } from '../../flows/status/local-changes.ts';
import type { ProjectFile } from '../../flows/status/project-files.ts';
import type { LendTerminal } from '../../platform/lend-terminal.ts';
import { profileNamed } from '../../profiles/profile-table.ts';
import type { Project } from '../../project/project.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import { identifyAccess } from '../identify-access.ts';
import { keepUse } from '../keep-use.ts';
import { loadHome } from '../local-state.ts';
import { openInConsole } from '../open-in-console.ts';
import { wireWatch } from './watch.ts';

/** What the session asks of the program around it. */
export interface SessionDoing {
  /** Ends the program. */
  readonly leave: (how: { readonly interrupted: boolean }) => void;
  /** Gives the terminal to another program while `use` runs, then draws the screen again. */
  readonly lend: LendTerminal;
  /** Shows a problem next to the current screen. */
  readonly tell: (problem: ProblemText) => void;
  /** Says that a profile is signed in, when nothing else shows it. */
  readonly tellSignedIn: () => void;
  /** Shows the project of another folder. @param folder absolute, links resolved */
  readonly openProject: (folder: string) => void;
  readonly giveCode: (code: string) => void;
  readonly leaveCode: () => void;
}

/**
 * The machine of the session with everything it touches.
 *
 * @param flows the flows, which must be loaded before one starts
 */
export function wireSession(
  appContext: AppContext,
  desktop: Desktop,
  doing: SessionDoing,
  flows: () => FlowMachines,
) {
  return sessionMachine.provide({
    actors: {
      loadHome: fromPromise<HomeData, { folder: string }>(() => loadHome(appContext)),
      compareBackend: fromPromise<readonly LocalResource[], { root: string | undefined }>(
        ({ input: { root } }) => (root === undefined ? Promise.resolve([]) : backendOf(root)),
      ),
      readFiles: fromPromise<readonly ProjectFile[], { project: Project | undefined }>(
        ({ input: { project } }) => (project ? filesOf(project) : Promise.resolve([])),
      ),
      readEnvironments: fromPromise<readonly EnvironmentRow[], { project: Project | undefined }>(
        async ({ input: { project } }) =>
          project?.layout === 'multi-env'
            ? (await import('./environments/states.ts')).environmentsOf(appContext, project)
            : [],
      ),
      identify: fromPromise<Identity, IdentifyInput>(async ({ input, signal }) => {
        const { choice, region, tell, mayAsk } = input;
        const identity = await identifyAccess(appContext, choice, region, { signal, tell, mayAsk });
        keepUse(appContext, input.choice);
        // Whatever waits for credentials can go on.
        appContext.clock.wake();
        return identity;
      }),
      signIn: fromPromise<void, { choice: AccessChoice }>(async ({ input: { choice } }) => {
        const { signInWithAwsCli } = await import('../aws-login.ts');
        await signInWithAwsCli(appContext, choice, doing.lend).finally(() => appContext.disconnect(choice));
      }),
      ...machineOfEach((id) => lateFlow<AnyStateMachine>(() => flows()[id])),
      // Home needs it before the flows are loaded.
      watch: wireWatch(appContext, desktop),
    },
    actions: {
      keep: ({ self }, { name }) => {
        keepForFolder(appContext, name).then(
          () => self.send({ type: 'KEPT', name }),
          (thrown: unknown) => self.send({ type: 'NOT_KEPT', problem: asProblem(thrown).toJSON() }),
        );
      },
      copy: (_, { text }) => desktop.copy(text),
      openStackPage: (_, { stackId }) => openInConsole(appContext, desktop, consoleLink(stackId)),
      editFile: ({ self }, { project, path }) => {
        import('../edit-file.ts')
          .then(({ editFile }) => editFile(appContext, project, path, doing.lend))
          .then(
            () => self.send({ type: 'FILE_EDITED' }),
            (thrown: unknown) => doing.tell(asProblem(thrown)),
          );
      },
      openAccessPage: (_, whose) => {
        openSignIn(appContext, desktop, whose).catch((thrown: unknown) => doing.tell(asProblem(thrown)));
      },
      startDemo: () => {
        leaveForDemo(appContext, doing.lend).catch((thrown: unknown) => doing.tell(asProblem(thrown)));
      },
      leave: (_, how) => doing.leave(how),
      openProject: (_, { folder }) => doing.openProject(folder),
      signInHere: (_, { profile, goesOn, again = doing.tellSignedIn }) => {
        const choice = { kind: 'profile', name: profile } as const;
        import('../aws-login.ts')
          .then(({ signInWithAwsCli }) => signInWithAwsCli(appContext, choice, doing.lend))
          .finally(() => {
            if (!goesOn) appContext.disconnect(choice);
          })
          .then(again, (thrown: unknown) => doing.tell(asProblem(thrown)));
      },
      giveCode: (_, { code }) => doing.giveCode(code),
      leaveCode: () => doing.leaveCode(),
      // A running deployment keeps its clients.
      renewClients: (_, { choice, deploying }) => {
        if (choice && !deploying) appContext.disconnect(choice);
      },
    },
  });
}

/** Opens the page for signing in to the console like an access. */
async function openSignIn(
  appContext: AppContext,
  desktop: Desktop,
  { choice, account, region = '' }: AccessPage,
): Promise<void> {
  const { profilePage } = await import('../../credentials/profile-page.ts');
  const list = appContext.profiles();
  const profile = choice.kind === 'profile' ? profileNamed(list, choice.name) : undefined;
  openInConsole(appContext, desktop, profilePage({ profile, list, account, region }));
}

/** Lends the terminal to the demo until the user leaves it. */
async function leaveForDemo(appContext: AppContext, lend: LendTerminal): Promise<void> {
  const { startDemo } = await import('../start-demo.ts');
  await startDemo(appContext, lend);
}

/** Makes a profile the default of this folder, in our own settings. */
async function keepForFolder(appContext: AppContext, name: string): Promise<void> {
  const { keepFolderProfile } = await import('./profiles/pin.ts');
  await keepFolderProfile(appContext, name);
}

/** The resources of a project's backend; the code for it is loaded when home is shown. */
async function backendOf(root: string): Promise<readonly LocalResource[]> {
  const { localChanges, withChangedFiles } = await import('../../flows/status/local-changes.ts');
  return withChangedFiles(root, await localChanges(root));
}

/** The files that Amplify owns in a project, each with its state. */
async function filesOf(project: Project): Promise<readonly ProjectFile[]> {
  const { projectFilesOf } = await import('../../flows/status/project-files.ts');
  return projectFilesOf(project);
}
