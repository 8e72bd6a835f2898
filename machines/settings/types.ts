import type { DiffRow } from '../../src/core/line-diff.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { SettingChange, SettingValues } from '../../src/state/setting-values.ts';

/** The content of settings.ini. */
export interface FoundSettings {
  /** The path of the file for display. */
  readonly file: string;
  readonly values: SettingValues;
  /** Every command that may be given other keys. */
  readonly commands: readonly KeyCommand[];
  /** What is wrong with the file, one sentence each. */
  readonly findings: readonly string[];
}

/** A command that may be given other keys. */
export interface KeyCommand {
  /** Its name in `[keys]`. */
  readonly id: string;
  /** What it does, in the words of the footer. */
  readonly label: string;
  /** Its default keys. */
  readonly keys: readonly string[];
  /** Its keys in settings.ini. */
  readonly own?: readonly string[] | undefined;
}

/** By the id of a command: the keys that the user has chosen in the pane; null: the default keys. */
export type ChosenKeys = Readonly<Record<string, readonly string[] | null>>;

/** What is written: the values, and the chosen keys. */
export interface SettingsToWrite {
  readonly values: SettingValues;
  readonly keys: ChosenKeys;
}

/** How the flow ended: with what was written, or with nothing. */
export type SettingsOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'saved'; readonly changes: readonly SavedChange[] };

/** A setting that was changed, or a command whose keys were. */
export interface SavedChange extends Omit<SettingChange, 'name'> {
  readonly name: string;
}

export interface SettingsContext {
  readonly found?: FoundSettings | undefined;
  /** The values as the user sees them now. */
  readonly chosen?: SettingValues | undefined;
  /** The keys that are chosen and not saved yet. */
  readonly keys: ChosenKeys;
  /** The command that gets other keys. */
  readonly command?: string | undefined;
  /** The keys being checked; null: the default keys. */
  readonly pressed?: readonly string[] | null | undefined;
  /** Why the pressed key is not possible. */
  readonly refused?: string | undefined;
  /** The lines of settings.ini that change. */
  readonly diff?: readonly DiffRow[] | undefined;
  readonly saved?: readonly SavedChange[] | undefined;
  readonly problem?: ProblemText | undefined;
}

export type SettingsEvent =
  | { type: 'SET'; name: string; value: string }
  | { type: 'OPEN_KEYS' }
  | { type: 'PICK'; id: string }
  | { type: 'PRESSED'; key: string }
  | { type: 'OWN_AGAIN'; id: string }
  | { type: 'RESET' }
  | { type: 'NEXT' }
  | { type: 'CONFIRM' }
  | { type: 'RETRY' }
  | { type: 'BACK' };
