import type { Secret } from '../core/secret.ts';
import type { DiffLine } from './edit/diff.ts';
import type { EndedKey } from './edit/ended-keys.ts';
import type { SealedEdit } from './edit/sealed.ts';

/**
 * A change to one profile in both shared AWS files. The settings of the credentials file (`aws_access_key_id`,
 * `aws_secret_access_key`, `aws_session_token`) go there, all others to the config file; a setting that is also in the
 * other file is removed from it, since it would take precedence or mislead.
 */
export type ProfileChange =
  | {
      /** Creates missing sections. */
      readonly kind: 'set';
      readonly name: string;
      readonly set: ReadonlyMap<string, string | Secret>;
      /** Settings to remove from both files. */
      readonly remove: readonly string[];
      /** Other profiles with the same access key, which get the new one as well. */
      readonly also?: readonly string[];
    }
  /** In both files; every `source_profile` that names the profile follows. */
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  /** From both files. */
  | { readonly kind: 'remove'; readonly name: string };

/** What a change does to one file, for the review. */
export interface PlannedProfileFile {
  readonly path: string;
  /** The file itself, after symbolic links. */
  readonly target: string;
  /** The path as it is shown: `~/.aws/config`. */
  readonly label: string;
  readonly change: 'create' | 'update';
  /** Secrets are masked. */
  readonly diff: readonly DiffLine[];
  /** What to know about the file before it is written, in sentences. */
  readonly warnings: readonly string[];
  /** What was read and what would be written; hidden from JSON and logs. */
  readonly edit: SealedEdit;
}

/** A change planned for the files as they are; nothing is written yet. */
export interface ProfilePlan {
  readonly change: ProfileChange;
  /** Only the files that change; empty when they already say what is wanted. The credentials file comes first. */
  readonly files: readonly PlannedProfileFile[];
  /** Access keys that no profile has afterwards; a copy is kept when the plan is written. */
  readonly ended?: readonly EndedKey[];
}

/** `changed`: a file was edited meanwhile; nothing was written, and `plan` is the new one to show. */
export type ProfileWriteOutcome =
  | {
      readonly kind: 'written';
      readonly files: readonly string[];
      /** The path of the copy of the access keys that were removed. */
      readonly kept?: string;
    }
  | { readonly kind: 'changed'; readonly plan: ProfilePlan };
