import type { DiffRow } from '../../src/core/line-diff.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { SettingChange, SettingValues } from '../../src/state/setting-values.ts';

/** What settings.ini says now. */
export interface FoundSettings {
  /** The file as it is shown. */
  readonly file: string;
  readonly values: SettingValues;
  /** Every command that may be given other keys. */
  readonly commands: readonly KeyCommand[];
  /** What is wrong in the file, one sentence each. */
  readonly findings: readonly string[];
}

/** A command that may be given other keys. */
export interface KeyCommand {
  /** What `[keys]` calls it. */
  readonly id: string;
  /** What it does, in the words of the footer. */
  readonly label: string;
  /** The keys that it has by itself. */
  readonly keys: readonly string[];
  /** Those that settings.ini gives it. */
  readonly own?: readonly string[] | undefined;
}

/** By the id of a command: the keys that the person has chosen in the pane; null: those that it has by itself. */
export type ChosenKeys = Readonly<Record<string, readonly string[] | null>>;

/** What is written: the values, and the keys that were chosen. */
export interface SettingsToWrite {
  readonly values: SettingValues;
  readonly keys: ChosenKeys;
}

/** How the flow ended: with what was written, or with nothing. */
export type SettingsOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'saved'; readonly changes: readonly SavedChange[] };

/** A setting or a command's keys that were changed. */
export interface SavedChange extends Omit<SettingChange, 'name'> {
  readonly name: string;
}

export interface SettingsContext {
  readonly found?: FoundSettings | undefined;
  /** As the person has them on the screen now. */
  readonly chosen?: SettingValues | undefined;
  /** The keys that were chosen and not saved yet. */
  readonly keys: ChosenKeys;
  /** The command that gets another key. */
  readonly command?: string | undefined;
  /** The keys that are looked at; null: those that it has by itself. */
  readonly pressed?: readonly string[] | null | undefined;
  /** Why the key that was pressed cannot be. */
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
