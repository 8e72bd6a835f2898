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

/** An existing profile, with what the step "save as" shows about it. */
export interface ExistingProfile {
  readonly name: string;
  /** The badge: `keys`, `role · MFA`. */
  readonly kind: string;
  readonly region?: string;
  /** Its access key id, if it has one; shown masked. */
  readonly accessKeyId?: string;
  /** Settings that new keys would have to remove. */
  readonly stale: readonly string[];
}

/** The existing profiles, by name. */
export interface ExistingProfiles extends Rows<ExistingProfile> {
  /** The name of the profile with an access key; absent: search them all. */
  readonly holderOf?: (accessKeyId: string) => string | undefined;
}

/** What the flow needs to know before the first question, from this machine. */
export interface ConfigureLocalState {
  readonly accessOptions: Rows<AccessOption>;
  readonly profiles: ExistingProfiles;
  /** The paths of the two files for display. */
  readonly files: { readonly config: string; readonly credentials: string };
  /** What is wrong with the files, one sentence each. */
  readonly findings: readonly string[];
  /** Answers suggested by the command line and this machine. */
  readonly answers: ConfigureAnswers;
  /** The name of another cloud than AWS, in which keys from the AWS console do not work. */
  readonly otherCloud?: string;
  /** False for another cloud than AWS or the demo, which invents its own keys. */
  readonly strictKeys: boolean;
  /** An unfinished key. */
  readonly unfinished?: ConfigureNote;
}

export interface ConfigureInput {
  /** The profile whose key to rotate; absent: the user chooses a way. */
  readonly rotate?: string;
  /** Another flow waits for the new access, and continues with it. */
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
      /** The id of the new key. */
      readonly accessKeyId?: string;
      /** Rotation only: what happened to the old key. */
      readonly oldKey?: { readonly id: string; readonly state: 'switched off' | 'deleted' };
      /** Rotation only: other profiles that had the old key and have the new one now. */
      readonly also?: readonly string[];
      /** The file with a copy of the replaced keys. */
      readonly kept?: string;
    };

/** The user that is to get a key, according to IAM. */
export interface FoundUser {
  /** In IAM's spelling; names are case-insensitive. */
  readonly name: string;
  readonly exists: boolean;
  /** Absent: listing them was denied. */
  readonly keys?: readonly AccessKeyRecord[];
}

/** The identity of an access, and AWS's clock minus this machine's, milliseconds. */
export interface Verified {
  readonly identity: Identity;
  readonly clockOffset: number;
}

/** The step of the run that failed, from which to continue. */
export type RunStep = 'makingUser' | 'makingKey' | 'saving' | 'verifying' | 'retiring';

export interface ConfigureContext extends ConfigureInput {
  readonly localState?: ConfigureLocalState | undefined;
  readonly answers?: ConfigureAnswers | undefined;
  /** The acting identity: the creating profile, the given keys, the profile to verify. */
  readonly verified?: Verified | undefined;
  readonly user?: FoundUser | undefined;
  /** The selected key in a list. */
  readonly chosenKey?: string | undefined;
  readonly plan?: ConfigurePlan | undefined;
  readonly note?: ConfigureNote | undefined;
  /** Set while an unfinished key is resumed. */
  readonly resumed?: boolean | undefined;
  /** Keys that AWS created and nobody can use. */
  readonly lost?: readonly AccessKeyRecord[] | undefined;
  /** The key that AWS created in this run. */
  readonly made?: NewAccessKey | undefined;
  readonly written?: readonly string[] | undefined;
  /** The file with a copy of the replaced keys. */
  readonly kept?: string | undefined;
  readonly wait?: KeyWait | undefined;
  /** The identity of the saved profile. */
  readonly saved?: Verified | undefined;
  readonly failedStep?: RunStep | undefined;
  /** The lines for a file that cannot be written; shown only on request. */
  readonly paste?: readonly PasteText[] | undefined;
  readonly pasteShown?: boolean | undefined;
  readonly oldKey?: { readonly id: string; readonly state: 'switched off' | 'deleted' } | undefined;
  /** Shown on the pane where it happened, until the next key. */
  readonly problem?: ProblemText | undefined;
  /** A short confirmation. */
  readonly confirmation?: string | undefined;
}

export type ConfigureEvent =
  /** An answer was typed or chosen; the answers are always complete. */
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
