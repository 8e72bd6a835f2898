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
  /** The project of this folder, when there is one. */
  readonly project?: Project | undefined;
  /** The access in use, to stand on at first. */
  readonly inUse?: AccessChoice | undefined;
  /** The folder that the program works in. */
  readonly folder?: string | undefined;
  /** The profile that the folder starts with now, where one is kept for it. */
  readonly folderProfile?: string | undefined;
  /** The change of a profile that is reviewed: where a command has made it up, at once. */
  readonly change?: ProfileChange | undefined;
}

/** What the two AWS files say now. */
export interface Looked {
  readonly list: ProfileList;
  /** Every way to reach AWS, those that were used last first. */
  readonly options: Rows<AccessOption>;
  /** The variables that decide over region and endpoints, whatever the profile says; none of them is secret. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What AWS has said of access keys before, by the name of the profile that holds one. */
  readonly keys?: Pick<ReadonlyMap<string, KnownKey>, 'get'>;
}

/** What a test of an access tells. */
export interface Tested {
  readonly identity: Identity;
  /** Its own access key, where it has one and AWS tells. */
  readonly key?: KnownKey | undefined;
}

/** The files that a change has written. */
export type WrittenChange = Extract<ProfileWriteOutcome, { kind: 'written' }>;

/** How the last test of an access ended. */
export type TestResult =
  | ({ readonly kind: 'works' } & Tested)
  | { readonly kind: 'fails'; readonly problem: ProblemText };

/** What ties a project to a profile. */
export interface PinPlan {
  /** The profile's name. */
  readonly name: string;
  /** Who AWS says the profile is; undefined where it was not asked, as nothing depends on it. */
  readonly identity: Identity | undefined;
  /** Undefined when the project names the profile already. */
  readonly file: PlannedFile | undefined;
}

export interface ProfilesContext extends ProfilesInput {
  readonly looked?: Looked | undefined;
  /** The row that the person stands on. */
  readonly chosen?: AccessOption | undefined;
  /** What is being tested. */
  readonly testing?: AccessChoice | undefined;
  /** The sessions of roles that are cached now. */
  readonly sessions?: readonly CachedSession[] | undefined;
  /** By its `choiceKey`. */
  readonly tests: ReadonlyMap<string, TestResult>;
  readonly draft?: ProfileDraft | undefined;
  readonly newName?: string | undefined;
  readonly plan?: ProfilePlan | undefined;
  readonly pin?: PinPlan | undefined;
  /** What the last change has written. */
  readonly done?: WrittenChange | undefined;
  /** What the files say after a change, until it is taken over. */
  readonly written?: Looked | undefined;
  readonly problem?: ProblemText | undefined;
  /** The access whose session still works, and was to be replaced: once more does it. */
  readonly renews?: AccessChoice | undefined;
  /** A short result, until the next step. */
  readonly confirmation?: string | undefined;
}

export type ProfilesEvent =
  | { type: 'LOOKED'; looked: Looked }
  | { type: 'SESSIONS'; sessions: readonly CachedSession[] }
  | { type: 'STAND_ON'; option: AccessOption | undefined }
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

/** What the session hears. */
export type ProfilesEmits =
  /** The person chose an access. */
  | { type: 'USE_ACCESS'; choice: AccessChoice; region?: string }
  /** The access in use was changed under it, or goes by another name. */
  | { type: 'ACCESS_CHANGED'; choice: AccessChoice; region?: string }
  /** The project is tied to this profile now. */
  | { type: 'PINNED'; name: string }
  /** The folder starts with this profile now. */
  | { type: 'KEPT'; name: string }
  /** These profiles are marked as production now. */
  | { type: 'PRODUCTION'; production: readonly string[] }
  /** With a name: to replace the access key of that profile. */
  | { type: 'OPEN_CONFIGURE'; rotate?: string }
  /** What AWS has for this profile is looked at. */
  | { type: 'OPEN_ACCESS'; profile: string };
