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

/** The view a session starts with: a command opens the same program on another pane. */
export type StartView = 'home' | FlowId;

export interface SessionInput {
  readonly folder: string;
  readonly start: StartView;
  readonly cloud: Cloud;
  /** Name or ARN of a stack to watch, when one was named. */
  readonly stack?: string;
  /** The folder to share the backend with, absolute, when one was named. */
  readonly shareWith?: string | undefined;
  /** What `delete` begins with: one environment, options of the command line. */
  readonly deletion?: Omit<DeleteInput, 'folder'> | undefined;
  /** `init` begins with another environment of the project that is there. */
  readonly adds?: boolean | undefined;
  /** What `access` is about: the profile, and who asks AWS. */
  readonly accessOf?: AccessInput | undefined;
  /** The part of `assume-role`, when one was named. */
  readonly assumePart?: Part | undefined;
  /** The profile whose access key is to be replaced, when one was named. */
  readonly rotate?: string | undefined;
  /** The access that was chosen when the project was open before in this run of the program. */
  readonly access?: HomeData['access'];
  /** What goes on in other projects that are open. */
  readonly elsewhere?: () => readonly RunningProject[];
  /** Nothing may be changed: keys that do are switched off. */
  readonly readOnly?: true;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Something that goes on in a project that is open and not shown. */
export interface RunningProject {
  /** The root of the project, or where it is being made. */
  readonly folder: string;
  readonly name: string;
  /** What goes on, as `creating 7 of 12`. */
  readonly words: string;
  /** How far it is, as `7/12`; empty where that is not known. */
  readonly short: string;
  /** This program changes AWS for it now: leaving asks. */
  readonly isDeploying: boolean;
  /** AWS continues it without this program. */
  readonly goesOnAlone: boolean;
  /** In which account and region, and how AWS is reached; absent where it is only watched. */
  readonly where?: Pick<RecentProject, 'access' | 'account' | 'accountAlias' | 'region'> | undefined;
}

/** What the home screen knows without asking AWS. */
export interface HomeData {
  readonly found: FoundProject;
  readonly profiles: Rows<AccessOption>;
  /** What is wrong with the AWS files themselves, one sentence each. */
  readonly profileFindings: readonly string[];
  readonly access?: { readonly choice: AccessChoice; readonly source: string; readonly region?: string };
  readonly unfinished?: InitJournalEntry;
  /** Names of the project's environments as its files have them; empty where it has one backend without a name. */
  readonly environments?: readonly string[];
  /** What is being deleted here: that was begun and not finished. */
  readonly deletion?: DeletionName | undefined;
  /** What happened in earlier sessions, in any folder; oldest first. */
  readonly activity: readonly ActivityEntry[];
  /** The default of this folder, as our own settings have it. */
  readonly folderProfile?: string | undefined;
  /** Names of profiles that the person marked as production. */
  readonly production: readonly string[];
  /** Where the person was when this project was left. */
  readonly place?: HomePlace;
  /** The project's stack, as AWS told of it in an earlier session. */
  readonly remembered?: RecentProject['stack'];
}

export interface SessionContext extends Omit<SessionInput, 'access'> {
  readonly home?: HomeData | undefined;
  /** What is being deleted at this moment. */
  readonly deleting?: DeletingNow | undefined;
  /** Something in the background has changed the project since home was loaded. */
  readonly homeIsOld?: boolean | undefined;
  readonly problem?: ProblemText | undefined;
  /** The flow that ended by a fault of its own; shown on home until home is left. */
  readonly failed?: ProblemText | undefined;
  /** The resources of the backend, with how each differs from what was deployed last; absent until they were compared. */
  readonly backend?: readonly LocalResource[] | undefined;
  /** The files that Amplify owns in the project, with how each stands; absent until they were read. */
  readonly files?: readonly ProjectFile[] | undefined;
  /** What happened, oldest first: what was remembered, then what this session adds. */
  readonly activity: readonly ActivityEntry[];
  /** The access in use: the default one, or the one chosen in this session. */
  readonly access?: HomeData['access'] | undefined;
  readonly identity?: Identity | undefined;
  readonly identityProblem?: ProblemText | undefined;
  /** True when a person has asked for it, so that a code may be asked for. */
  readonly mayAsk?: boolean | undefined;
  /** The MFA code that is asked for. */
  readonly codeRequest?: MfaRequest | undefined;
  /** How the connection is while AWS is asked who is there. */
  readonly connection?: FollowConnection | undefined;
  readonly init?: ActorRefFrom<FlowMachines['init']> | undefined;
  /** The activity list already says that this `init` finished in the background. */
  readonly initTold?: boolean | undefined;
  /** The stack of the `init` that was left last, where it has failed. */
  readonly initFailed?: FailedStack | undefined;
  /** The access in use when the `init` was started; as long as it is, nobody has chosen another one since. */
  readonly accessBefore?: AccessChoice | undefined;
  /** What an `init` has deployed with that has finished in the background; absent once home works with it, or does not. */
  readonly deployedWith?: { readonly choice: AccessChoice; readonly region: string } | undefined;
  /** The environment that the person switches to. */
  readonly switchTo?: string | undefined;
  readonly configure?: ActorRefFrom<FlowMachines['configure']> | undefined;
  readonly watch?: ActorRefFrom<FlowMachines['watch']> | undefined;
  /** What another access has told of a stack before: shown, with its age, where the one in use is told nothing. */
  readonly seenBefore?: Pick<WatchContext, 'stack' | 'update'> | undefined;
}

/** Whose console page is opened: the one on which a person signs in as this access does. */
export interface AccessPage {
  readonly choice: AccessChoice;
  readonly account: string;
  readonly region: string | undefined;
}

/** A profile that a flow needs is to be signed in. */
export interface SignInHere {
  readonly profile: string;
  /** What waits for it has its connection to AWS and keeps it. */
  readonly goesOn: boolean;
  /** Tries again what has failed; undefined: the person says what comes next. */
  readonly again: (() => void) | undefined;
}

export type SessionEvent =
  | FlowOpened
  /** With a name: to replace the access key of that profile. */
  | { type: 'OPEN_CONFIGURE'; rotate?: string }
  /** What AWS has for a profile is looked at. */
  | { type: 'OPEN_ACCESS'; profile: string }
  /** The deployment bucket can be made public: it is asked whether S3 shall block that. */
  | { type: 'BLOCK_PUBLIC_ACCESS' }
  | { type: 'OPEN_CALLS' }
  | { type: 'OPEN_LOG' }
  /** Back to what is behind the calls and the log. */
  | { type: 'CLOSE_CALLS' }
  | { type: 'HOME' }
  /** The person takes along what a row stands for. */
  | { type: 'COPY'; text: string }
  | { type: 'REFRESH' }
  /** A file or folder of the project, relative to its root, is opened in the person's editor. */
  | { type: 'EDIT_FILE'; path: string }
  /** The editor was closed: the files may have changed. */
  | { type: 'FILE_EDITED' }
  /** The demo is started; the person comes back when it is left. */
  | { type: 'START_DEMO' }
  /** The page of a stack in the console of AWS. */
  | { type: 'OPEN_STACK_PAGE'; stackId: string }
  | ({ type: 'OPEN_ACCESS_PAGE' } & AccessPage)
  /** The profile in use is signed out: the AWS CLI signs it in. */
  | { type: 'SIGN_IN' }
  /** A profile that a flow needs is signed out: the AWS CLI signs it in, then it is tried again. */
  | ({ type: 'SIGN_IN_HERE' } & SignInHere)
  | { type: 'USE_ACCESS'; choice: AccessChoice; region?: string }
  /** An `init` has finished in the background: its access is worked with, unless another one was chosen meanwhile. */
  | { type: 'USE_DEPLOYED' }
  /** There was no access, and one was found on this machine. */
  | { type: 'ACCESS_FOUND'; access: NonNullable<HomeData['access']> }
  /** The profile in use becomes the default of this folder. */
  | { type: 'KEEP' }
  | { type: 'KEPT'; name: string }
  | { type: 'NOT_KEPT'; problem: ProblemText }
  /** AWS accepts the credentials again that it had rejected: they may belong to somebody else now. */
  | { type: 'ACCESS_BACK' }
  /** The files of the access in use were changed here: it goes by another name, or has other keys or another region. */
  | { type: 'ACCESS_CHANGED'; choice: AccessChoice; region?: string }
  /** The project is tied to this profile now. */
  | { type: 'PINNED'; name: string }
  /** These profiles are marked as production now. */
  | { type: 'PRODUCTION'; production: readonly string[] }
  /** Something happened in another project that is open; that one keeps it. */
  | { type: 'HAPPENED'; entry: ActivityEntry }
  /** The AWS files were edited, here or elsewhere. */
  | { type: 'PROFILES_CHANGED'; profiles: Rows<AccessOption>; findings: readonly string[] }
  /** A role needs a code: the whole program asks one such question at a time. */
  | { type: 'ASK_CODE'; request: MfaRequest }
  | { type: 'CODE'; code: string }
  | { type: 'HELP' }
  | { type: 'PALETTE' }
  | { type: 'CLOSE_MODAL' }
  /** Typed as a word, it was meant: leaving asks nothing about the answers given so far. */
  | { type: 'QUIT'; typed?: true }
  /** Leaving would lose what was answered, or stop in the middle of work: it is asked first. */
  | { type: 'ASK_TO_LEAVE' }
  /** Interrupted: by Ctrl+C instead of the key that is offered. */
  | { type: 'LEAVE'; interrupted?: boolean }
  /** Stop the deployment and delete what it has made. */
  | { type: 'DELETE_STACK' }
  /** Back to the flow `init` from wherever. */
  | { type: 'SHOW_INIT' }
  | InitStopped
  | { type: 'CONNECTION'; connection: FollowConnection }
  | { type: `xstate.error.actor.${FlowId}`; error: unknown; actorId: string }
  | FlowEnded;

export interface IdentifyInput {
  readonly choice: AccessChoice;
  readonly region: string | undefined;
  /** False: nobody has asked for it just now, so no code is asked for. */
  readonly mayAsk: boolean;
  /** Hears how the connection is. */
  readonly tell: (connection: FollowConnection) => void;
}

/** What stands in the one place for dialogs. */
export type ModalId = 'none' | 'help' | 'palette' | 'quit' | 'code';
