import type { ActorRefFrom } from 'xstate';
import type { FollowConnection } from '../../src/aws/progress/model.ts';
import type { DeletionName } from '../../src/core/delete-command.ts';
import type { Cloud, Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { Rows } from '../../src/core/rows.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { MfaRequest } from '../../src/credentials/mfa.ts';
import type { Part } from '../../src/flows/assume-role/answers.ts';
import type { EnvironmentRow } from '../../src/flows/environments/rows.ts';
import type { LocalResource } from '../../src/flows/status/local-changes.ts';
import type { ProjectFile } from '../../src/flows/status/project-files.ts';
import type { FoundProject } from '../../src/project/project.ts';
import type { ActivityEntry } from '../../src/state/activity.ts';
import type { InitJournalEntry } from '../../src/state/journal.ts';
import type { HomePlace, RecentProject } from '../../src/state/projects.ts';
import type { AccessInput } from '../access/types.ts';
import type { DeleteInput } from '../delete/types.ts';
import type { FailedStack } from '../deployment/types.ts';
import type { FlowEnded, FlowId, FlowMachines, FlowOpened } from '../flows.ts';
import type { WatchContext } from '../watch/machine.ts';
import type { InitStopped } from './background.ts';
import type { DeletingNow } from './deleting.ts';

/** The view that a session starts with: a command opens the same program on another pane. */
export type StartView = 'home' | FlowId;

export interface SessionInput {
  readonly folder: string;
  readonly start: StartView;
  readonly cloud: Cloud;
  /** Name or ARN of a stack to watch, if one was named. */
  readonly stack?: string;
  /** The folder to share the backend with, absolute, if one was named. */
  readonly shareWith?: string | undefined;
  /** What `delete` starts with: one environment, options of the command line. */
  readonly deletion?: Omit<DeleteInput, 'folder'> | undefined;
  /** `init` starts with another environment of the existing project. */
  readonly adds?: boolean | undefined;
  /** The input of `access`: the profile, and the access that asks AWS. */
  readonly accessOf?: AccessInput | undefined;
  /** The part of `assume-role`, if one was named. */
  readonly assumePart?: Part | undefined;
  /** The profile whose access key is to be replaced, if one was named. */
  readonly rotate?: string | undefined;
  /** The access that was chosen when the project was last open in this run of the program. */
  readonly access?: HomeData['access'];
  /** What is running in other projects that are open. */
  readonly elsewhere?: () => readonly RunningProject[];
  /** Nothing may be changed: the keys that do are switched off. */
  readonly readOnly?: true;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Something that is running in a project that is open but not shown. */
export interface RunningProject {
  /** The root of the project, or the folder in which it is being created. */
  readonly folder: string;
  readonly name: string;
  /** What is running, as `creating 7 of 12`. */
  readonly words: string;
  /** The progress, as `7/12`; empty if unknown. */
  readonly short: string;
  /** This program is changing AWS for it: leaving asks. */
  readonly isDeploying: boolean;
  /** AWS continues it without this program. */
  readonly goesOnAlone: boolean;
  /** The account and the region, and how AWS is reached; absent if it is only watched. */
  readonly where?: Pick<RecentProject, 'access' | 'account' | 'accountAlias' | 'region'> | undefined;
}

/** What home knows without asking AWS. */
export interface HomeData {
  readonly found: FoundProject;
  readonly profiles: Rows<AccessOption>;
  /** What is wrong with the AWS files themselves, one sentence each. */
  readonly profileFindings: readonly string[];
  readonly access?: { readonly choice: AccessChoice; readonly source: string; readonly region?: string };
  readonly unfinished?: InitJournalEntry;
  /** The names of the project's environments, from its files; empty if it has one backend without a name. */
  readonly environments?: readonly string[];
  /** What is being deleted here: a deletion that was started and not finished. */
  readonly deletion?: DeletionName | undefined;
  /** An `assume-role` was started, in any folder, and did not finish. */
  readonly assumeBegun?: boolean;
  /** What happened in earlier sessions, in any folder; oldest first. */
  readonly activity: readonly ActivityEntry[];
  /** The default of this folder, from our own settings. */
  readonly folderProfile?: string | undefined;
  /** The names of the profiles that the user marked as production. */
  readonly production: readonly string[];
  /** The focused part, the selected rows and the filters when this project was left. */
  readonly place?: HomePlace;
  /** The project's stack, as AWS described it in an earlier session. */
  readonly remembered?: RecentProject['stack'];
  /** By name, the stacks of environments that this machine does not work with now, as AWS told of them when it did. */
  readonly stacks?: RecentProject['stacks'];
}

export interface SessionContext extends Omit<SessionInput, 'access'> {
  readonly home?: HomeData | undefined;
  /** The deletion that is running. */
  readonly deleting?: DeletingNow | undefined;
  /** Something in the background has changed the project since home was loaded. */
  readonly homeIsOld?: boolean | undefined;
  readonly problem?: ProblemText | undefined;
  /** The flow that ended because of its own fault; shown on home until home is left. */
  readonly failed?: ProblemText | undefined;
  /** The resources of the backend, each with how it differs from the last deployment; absent until they are compared. */
  readonly backend?: readonly LocalResource[] | undefined;
  /** The files that Amplify owns in the project, each with its state; absent until they are read. */
  readonly files?: readonly ProjectFile[] | undefined;
  /** The environments in the project's files; absent until they are read. */
  readonly environmentRows?: readonly EnvironmentRow[] | undefined;
  /** What happened, oldest first: first what was remembered, then what this session adds. */
  readonly activity: readonly ActivityEntry[];
  /** The access in use: the default one, or the one chosen in this session. */
  readonly access?: HomeData['access'] | undefined;
  readonly identity?: Identity | undefined;
  readonly identityProblem?: ProblemText | undefined;
  /** True if a user has asked for it, so that a code may be asked for. */
  readonly mayAsk?: boolean | undefined;
  /** The request for an MFA code. */
  readonly codeRequest?: MfaRequest | undefined;
  /** The state of the connection while AWS is asked who is signed in. */
  readonly connection?: FollowConnection | undefined;
  readonly init?: ActorRefFrom<FlowMachines['init']> | undefined;
  /** The activity list already says that this `init` finished in the background. */
  readonly initTold?: boolean | undefined;
  /** The failed stack of the `init` that was left last. */
  readonly initFailed?: FailedStack | undefined;
  /** The access in use when the `init` was started; as long as it is the same, nobody has chosen another. */
  readonly accessBefore?: AccessChoice | undefined;
  /** The access with which an `init` in the background has deployed; absent once home uses it, or has decided not to. */
  readonly deployedWith?: { readonly choice: AccessChoice; readonly region: string } | undefined;
  /** The environment that the user switches to. */
  readonly switchTo?: string | undefined;
  readonly configure?: ActorRefFrom<FlowMachines['configure']> | undefined;
  readonly watch?: ActorRefFrom<FlowMachines['watch']> | undefined;
  /** What another access has read about a stack before: shown, with its age, until the one in use has read it. */
  readonly seenBefore?: Pick<WatchContext, 'stack' | 'update'> | undefined;
}

/** The account whose console page is opened: the page on which a user signs in with this kind of access. */
export interface AccessPage {
  readonly choice: AccessChoice;
  readonly account: string;
  readonly region: string | undefined;
}

/** A profile that a flow needs has to be signed in. */
export interface SignInHere {
  readonly profile: string;
  /** What waits for it is connected to AWS and stays connected. */
  readonly goesOn: boolean;
  /** Tries again what has failed; undefined: the user decides what comes next. */
  readonly again: (() => void) | undefined;
}

export type SessionEvent =
  | FlowOpened
  /** With a name: to replace the access key of that profile. */
  | { type: 'OPEN_CONFIGURE'; rotate?: string }
  /** Shows what AWS has for a profile. */
  | { type: 'OPEN_ACCESS'; profile: string }
  /** The deployment bucket can be made public: asks whether S3 shall block that. */
  | { type: 'BLOCK_PUBLIC_ACCESS' }
  | { type: 'OPEN_CALLS' }
  | { type: 'OPEN_LOG' }
  /** Back to what is behind the calls and the log. */
  | { type: 'CLOSE_CALLS' }
  | { type: 'HOME' }
  /** The user copies what a row stands for. */
  | { type: 'COPY'; text: string }
  | { type: 'REFRESH' }
  /** The project of another folder is shown. */
  | { type: 'OPEN_FOLDER'; folder: string }
  /** A file or folder of the project, relative to its root, is opened in the user's editor. */
  | { type: 'EDIT_FILE'; path: string }
  /** An editor was closed, or another program has changed the project: its files may differ now. */
  | { type: 'FILE_EDITED' }
  /** Starts the demo; the user comes back when they leave it. */
  | { type: 'START_DEMO' }
  /** Opens a stack's page in the AWS console. */
  | { type: 'OPEN_STACK_PAGE'; stackId: string }
  | ({ type: 'OPEN_ACCESS_PAGE' } & AccessPage)
  /** The profile in use is signed out: the AWS CLI signs it in. */
  | { type: 'SIGN_IN' }
  /** A profile that a flow needs is signed out: the AWS CLI signs it in, then the flow tries again. */
  | ({ type: 'SIGN_IN_HERE' } & SignInHere)
  | { type: 'USE_ACCESS'; choice: AccessChoice; region?: string }
  /** An `init` has finished in the background: the session uses its access, unless another one was chosen meanwhile. */
  | { type: 'USE_DEPLOYED' }
  /** There was no access, and one was found on this machine. */
  | { type: 'ACCESS_FOUND'; access: NonNullable<HomeData['access']> }
  /** Makes the profile in use the default of this folder. */
  | { type: 'KEEP' }
  | { type: 'KEPT'; name: string }
  | { type: 'NOT_KEPT'; problem: ProblemText }
  /** AWS again accepts the credentials that it had rejected: they may belong to somebody else now. */
  | { type: 'ACCESS_BACK' }
  /** The followed stack was deleted. */
  | { type: 'STACK_GONE'; stackName: string }
  /** The files of the access in use were changed here: it has another name, other keys or another region. */
  | { type: 'ACCESS_CHANGED'; choice: AccessChoice; region?: string }
  /** The project is now tied to this profile. */
  | { type: 'PINNED'; name: string }
  /** These profiles are now marked as production. */
  | { type: 'PRODUCTION'; production: readonly string[] }
  /** Something happened in another project that is open; that project keeps it. */
  | { type: 'HAPPENED'; entry: ActivityEntry }
  /** The AWS files were edited, here or elsewhere. */
  | { type: 'PROFILES_CHANGED'; profiles: Rows<AccessOption>; findings: readonly string[] }
  /** A role needs a code: the whole program asks one such question at a time. */
  | { type: 'ASK_CODE'; request: MfaRequest }
  | { type: 'CODE'; code: string }
  | { type: 'HELP' }
  | { type: 'PALETTE' }
  | { type: 'CLOSE_MODAL' }
  /** Typed as a word, it is deliberate: leaving does not ask about the answers given so far. */
  | { type: 'QUIT'; typed?: true }
  /** Leaving would lose answers, or stop work in the middle: the program asks first. */
  | { type: 'ASK_TO_LEAVE' }
  /** Interrupted: by Ctrl+C instead of the offered key. */
  | { type: 'LEAVE'; interrupted?: boolean }
  /** Stops the deployment and deletes what it has created. */
  | { type: 'DELETE_STACK' }
  /** Back to the flow `init` from anywhere. */
  | { type: 'SHOW_INIT' }
  | InitStopped
  | { type: 'CONNECTION'; connection: FollowConnection }
  | { type: `xstate.error.actor.${FlowId}`; error: unknown; actorId: string }
  | FlowEnded;

export interface IdentifyInput {
  readonly choice: AccessChoice;
  readonly region: string | undefined;
  /** False: nobody has just asked for it, so no code is asked for. */
  readonly mayAsk: boolean;
  /** Receives the state of the connection. */
  readonly tell: (connection: FollowConnection) => void;
}

/** The dialog that is open. */
export type ModalId = 'none' | 'help' | 'palette' | 'quit' | 'code';
