import type { AccessKeyRecord, NewAccessKey } from '../../src/aws/iam/access-keys.ts';
import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { Rows } from '../../src/core/rows.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { ConfigureAnswers } from '../../src/flows/configure/answers.ts';
import type { TypedKeys } from '../../src/flows/configure/keys.ts';
import type { ConfigurePlan } from '../../src/flows/configure/plan.ts';
import type { KeyWait } from '../../src/flows/configure/verify.ts';
import type { PasteText } from '../../src/profiles/edit/paste.ts';
import type { ConfigureNote } from '../../src/state/configure-journal.ts';
import type { StateMeta } from '../meta.ts';
import type { ConfigurePaneId, ConfigureStepId } from './meta.ts';

/** A profile that is there, as far as the step "save as" has to tell what happens to it. */
export interface ExistingProfile {
  readonly name: string;
  /** The badge: `keys`, `role · MFA`. */
  readonly kind: string;
  readonly region?: string;
  /** The id of its access key, when it has one; shown masked. */
  readonly accessKeyId?: string;
  /** Settings that new keys would have to replace. */
  readonly stale: readonly string[];
}

/** The profiles that are there, by name. */
export interface ExistingProfiles extends Rows<ExistingProfile> {
  /** The name of the one that holds an access key; absent where they have to be looked through. */
  readonly holderOf?: (accessKeyId: string) => string | undefined;
}

/** What the flow needs to know before the first question; found by looking at this machine. */
export interface ConfigureSurroundings {
  readonly accessOptions: Rows<AccessOption>;
  readonly profiles: ExistingProfiles;
  /** Where the two files are, as they are shown. */
  readonly files: { readonly config: string; readonly credentials: string };
  /** What is wrong with the files, one sentence each. */
  readonly findings: readonly string[];
  /** Answers that the command line and this machine suggest. */
  readonly answers: ConfigureAnswers;
  /** Another cloud than AWS, as it is called: keys of the AWS console do not work there. */
  readonly otherCloud?: string;
  /** False where another cloud than AWS or the demo is used: it makes up its own keys. */
  readonly strictKeys: boolean;
  /** A key under way that was not finished. */
  readonly unfinished?: ConfigureNote;
}

export interface ConfigureInput {
  /** Replace the key of this profile; absent: the person chooses a way. */
  readonly rotate?: string;
  /** Another flow waits for what is set up, and goes on with it. */
  readonly waiting?: 'init' | undefined;
}

/** How the flow ended. */
export type ConfigureOutput =
  | { readonly kind: 'left' }
  | {
      readonly kind: 'configured';
      readonly way: ConfigureAnswers['way'];
      readonly profile: string;
      readonly access: AccessChoice;
      readonly identity: Identity;
      readonly files: readonly string[];
      /** The id of the key that was made. */
      readonly accessKeyId?: string;
      /** Rotation only: what became of the old key. */
      readonly oldKey?: { readonly id: string; readonly state: 'switched off' | 'deleted' };
      /** Rotation only: other profiles that held the old key and hold the new one now. */
      readonly also?: readonly string[];
      /** The file with a copy of the keys that were replaced. */
      readonly kept?: string;
    };

/** The user that is to get a key, as IAM knows it now. */
export interface FoundUser {
  /** Spelled as IAM spells it; names ignore case. */
  readonly name: string;
  readonly exists: boolean;
  /** Absent: they may not be listed. */
  readonly keys?: readonly AccessKeyRecord[];
}

/** Who an access is, and how far AWS's clock is from this machine's, milliseconds. */
export interface Verified {
  readonly identity: Identity;
  readonly clockOffset: number;
}

/** The step of the run that failed, to go on with. */
export type RunStep = 'makingUser' | 'makingKey' | 'saving' | 'verifying' | 'retiring';

export interface ConfigureContext extends ConfigureInput {
  readonly surroundings?: ConfigureSurroundings | undefined;
  readonly answers?: ConfigureAnswers | undefined;
  /** Who acts: the profile that creates, the given keys, the profile that is verified. */
  readonly verified?: Verified | undefined;
  readonly user?: FoundUser | undefined;
  /** The key that the person stands on in a list. */
  readonly chosenKey?: string | undefined;
  readonly plan?: ConfigurePlan | undefined;
  readonly note?: ConfigureNote | undefined;
  /** Set while a key that was not finished is taken up again. */
  readonly resumed?: boolean | undefined;
  /** Keys that AWS made and nobody can use. */
  readonly lost?: readonly AccessKeyRecord[] | undefined;
  /** The key that AWS made in this run. */
  readonly made?: NewAccessKey | undefined;
  readonly written?: readonly string[] | undefined;
  /** The file with a copy of the keys that were replaced. */
  readonly kept?: string | undefined;
  readonly wait?: KeyWait | undefined;
  /** Who the saved profile is. */
  readonly saved?: Verified | undefined;
  readonly failedStep?: RunStep | undefined;
  /** The lines for a file that cannot be written; shown only when the person asks. */
  readonly paste?: readonly PasteText[] | undefined;
  readonly pasteShown?: boolean | undefined;
  readonly oldKey?: { readonly id: string; readonly state: 'switched off' | 'deleted' } | undefined;
  /** Shown on the pane where it happened, until the next key. */
  readonly problem?: ProblemText | undefined;
  /** A short confirmation. */
  readonly confirmation?: string | undefined;
}

export type ConfigureEvent =
  /** Something was typed or chosen; the answers are always whole. */
  | { type: 'EDIT'; answers: Partial<ConfigureAnswers> }
  /** Keys were pasted or read from a .csv: the parts that were found. */
  | { type: 'PASTED'; keys: Partial<TypedKeys> }
  | { type: 'CHOOSE_KEY'; id: string }
  | { type: 'WAITED'; wait: KeyWait }
  | { type: 'KNOWN'; verified: Verified }
  | { type: 'BROKEN'; problem: ProblemText }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  | { type: 'RETRY' }
  | { type: 'RESUME' }
  | { type: 'FORGET' }
  | { type: 'ANEW' }
  | { type: 'DELETE' }
  | { type: 'SWITCH_OFF' }
  | { type: 'TAKE_BACK' }
  | { type: 'KEEP' }
  | { type: 'SHOW_LINES' }
  | { type: 'CONFIRM' }
  | { type: 'CONTENTS' }
  | { type: 'OPEN_CONSOLE' }
  | { type: 'OPEN_SIGN_UP' }
  | { type: 'COPY_ADDRESS' }
  | { type: 'HAVE_KEYS' }
  | { type: 'COPY_ERROR' }
  | { type: 'CLOSE' };
/** What every leaf state of the flow says about itself. */
export interface ConfigureMeta extends Omit<StateMeta, 'pane' | 'step'> {
  readonly pane: ConfigurePaneId | 'home';
  readonly step?: ConfigureStepId | 'profile' | 'account' | 'review';
}
