import type { Secret } from '../core/secret.ts';
import type { DiffLine } from './edit/diff.ts';
import type { EndedKey } from './edit/ended-keys.ts';
import type { SealedEdit } from './edit/sealed.ts';

/**
 * One profile's change over both shared AWS files. Keys that belong to the credentials file (`aws_access_key_id`,
 * `aws_secret_access_key`, `aws_session_token`) go there, everything else to the config file; a setting that also
 * stands in the other file is taken out there, since it would win or mislead.
 */
export type ProfileChange =
  | {
      /** Makes the sections that it needs. */
      readonly kind: 'set';
      readonly name: string;
      readonly set: ReadonlyMap<string, string | Secret>;
      /** Settings that are taken out of both files. */
      readonly remove: readonly string[];
      /** Other profiles that hold the same access key and get the new one with it. */
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
  /** Sentences about the file that are worth knowing before it is written. */
  readonly warnings: readonly string[];
  /** What was read and what would be written; shows nothing of it in JSON or logs. */
  readonly edit: SealedEdit;
}

/** A change worked out against the files as they are; nothing is written yet. */
export interface ProfilePlan {
  readonly change: ProfileChange;
  /** Only the files that change: empty when they say already what is wanted. The credentials file comes first. */
  readonly files: readonly PlannedProfileFile[];
  /** Access keys that no profile holds afterwards; a copy is kept when it is written. */
  readonly ended?: readonly EndedKey[];
}

/** `changed`: somebody edited a file meanwhile; nothing is written, and here is the new plan to show. */
export type ProfileWriteOutcome =
  | {
      readonly kind: 'written';
      readonly files: readonly string[];
      /** The copy of the access keys that were taken out. */
      readonly kept?: string;
    }
  | { readonly kind: 'changed'; readonly plan: ProfilePlan };
