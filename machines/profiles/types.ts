import type { KnownKey } from '../../src/aws/iam/key-words.ts';
import type { Identity, PlannedFile } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { Rows } from '../../src/core/rows.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { CachedSession } from '../../src/credentials/session-cache.ts';
import type { ProfileList } from '../../src/profiles/profile.ts';
import type { ProfileChange, ProfilePlan, ProfileWriteOutcome } from '../../src/profiles/profile-plan.ts';
import type { Project } from '../../src/project/project.ts';
import type { WithParent } from '../kit/parent.ts';
import type { ProfileDraft } from './draft.ts';

export interface ProfilesInput extends WithParent<ProfilesEmits> {
  /** The project of this folder, if there is one. */
  readonly project?: Project | undefined;
  /** The access in use, to select at first. */
  readonly inUse?: AccessChoice | undefined;
  /** The program's working folder. */
  readonly folder?: string | undefined;
  /** The folder's default profile, if it has one. */
  readonly folderProfile?: string | undefined;
  /** The change of a profile to review; reviewed immediately if a command has entered it. */
  readonly change?: ProfileChange | undefined;
}

/** The current contents of the two AWS files. */
export interface Looked {
  readonly list: ProfileList;
  /** Every access to AWS, the most recently used first. */
  readonly options: Rows<AccessOption>;
  /** The variables that override region and endpoints, whatever the profile says; none of them is secret. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What AWS has said about access keys before, by the name of their profile. */
  readonly keys?: Pick<ReadonlyMap<string, KnownKey>, 'get'>;
}

/** The result of testing an access. */
export interface Tested {
  readonly identity: Identity;
  /** Its own access key, if it has one and AWS describes it. */
  readonly key?: KnownKey | undefined;
}

/** The files that a change has written. */
export type WrittenChange = Extract<ProfileWriteOutcome, { kind: 'written' }>;

/** The result of an access's last test. */
export type TestResult =
  | ({ readonly kind: 'works' } & Tested)
  | { readonly kind: 'fails'; readonly problem: ProblemText };

/** The plan for tying a project to a profile. */
export interface PinPlan {
  /** The profile's name. */
  readonly name: string;
  /** The profile's identity in AWS; undefined if AWS was not asked, because nothing depends on it. */
  readonly identity: Identity | undefined;
  /** Undefined if the project names the profile already. */
  readonly file: PlannedFile | undefined;
}

export interface ProfilesContext extends ProfilesInput {
  readonly looked?: Looked | undefined;
  /** The selected row. */
  readonly chosen?: AccessOption | undefined;
  /** The access being tested. */
  readonly testing?: AccessChoice | undefined;
  /** The cached role sessions. */
  readonly sessions?: readonly CachedSession[] | undefined;
  /** By its `choiceKey`. */
  readonly tests: ReadonlyMap<string, TestResult>;
  readonly draft?: ProfileDraft | undefined;
  readonly newName?: string | undefined;
  readonly plan?: ProfilePlan | undefined;
  readonly pin?: PinPlan | undefined;
  /** The files that the last change has written. */
  readonly done?: WrittenChange | undefined;
  /** The files after a change, until they are taken over. */
  readonly written?: Looked | undefined;
  readonly problem?: ProblemText | undefined;
  /** The access whose session still works and was to be replaced: requesting it again does so. */
  readonly renews?: AccessChoice | undefined;
  /** A short result, until the next step. */
  readonly confirmation?: string | undefined;
}

export type ProfilesEvent =
  | { type: 'LOOKED'; looked: Looked }
  | { type: 'SESSIONS'; sessions: readonly CachedSession[] }
  | { type: 'SELECT_ROW'; option: AccessOption | undefined }
  | { type: 'DRAFT'; draft: ProfileDraft }
  | { type: 'NAME'; name: string }
  | { type: 'USE' }
  | { type: 'TEST' }
  | { type: 'DETAILS' }
  | { type: 'EDIT' }
  | { type: 'RENAME' }
  | { type: 'REMOVE' }
  | { type: 'PIN' }
  | { type: 'KEEP' }
  | { type: 'COPY' }
  | { type: 'CONFIGURE' }
  | { type: 'ACCESS' }
  | { type: 'ROTATE' }
  | { type: 'RENEW' }
  | { type: 'FORGET' }
  | { type: 'MARK' }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  | { type: 'RETRY' }
  | { type: 'CONFIRM' };

/** The events for the session. */
export type ProfilesEmits =
  /** The user chose an access. */
  | { type: 'USE_ACCESS'; choice: AccessChoice; region?: string }
  /** The access in use was changed, or has another name. */
  | { type: 'ACCESS_CHANGED'; choice: AccessChoice; region?: string }
  /** The project is now tied to this profile. */
  | { type: 'PINNED'; name: string }
  /** The folder's default is now this profile. */
  | { type: 'KEPT'; name: string }
  /** These profiles are now marked as production. */
  | { type: 'PRODUCTION'; production: readonly string[] }
  /** With a name: to rotate the access key of that profile. */
  | { type: 'OPEN_CONFIGURE'; rotate?: string }
  /** To show what AWS has for this profile. */
  | { type: 'OPEN_ACCESS'; profile: string };
