import type { DiffRow } from '../../src/core/line-diff.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { SettingChange, SettingValues } from '../../src/state/setting-values.ts';

/** What settings.ini says now. */
export interface FoundSettings {
  /** The file as it is shown. */
  readonly file: string;
  readonly values: SettingValues;
  /** How many commands have keys of the person's own. */
  readonly ownKeys: number;
  /** What is wrong in the file, one sentence each. */
  readonly findings: readonly string[];
}

/** How the flow ended: with what was written, or with nothing. */
export type SettingsOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'saved'; readonly changes: readonly SettingChange[] };

export interface SettingsContext {
  readonly found?: FoundSettings | undefined;
  /** As the person has them on the screen now. */
  readonly chosen?: SettingValues | undefined;
  /** The lines of settings.ini that change. */
  readonly diff?: readonly DiffRow[] | undefined;
  readonly saved?: readonly SettingChange[] | undefined;
  readonly problem?: ProblemText | undefined;
}

export type SettingsEvent =
  | { type: 'SET'; name: string; value: string }
  | { type: 'RESET' }
  | { type: 'NEXT' }
  | { type: 'CONFIRM' }
  | { type: 'RETRY' }
  | { type: 'BACK' };
