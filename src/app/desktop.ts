import type { SettingValues } from '../state/setting-values.ts';

/** What the user's own machine can do for a flow; without a screen it does nothing. */
export interface Desktop {
  /** Opens an address in the browser if there is one, else shows it; undefined when the program knows none. */
  open(url: string | undefined): void;
  /** Copies a text to the clipboard. */
  copy(text: string): void;
  /** Shows in one sentence how something went that is not visible on the screen. */
  tell(text: string, tone: 'done' | 'warning'): void;
  /** The settings of the screen; absent when there is none. */
  readonly shown?: ShownSettings;
}

/** The settings that decide how a screen looks. */
export interface ShownSettings {
  /** Applies these for now; undefined restores the saved ones. */
  preview(values: SettingValues | undefined): void;
  /** Applies these for good, after they were saved. */
  keep(values: SettingValues): void;
  /** Reads settings.ini again, after the keys of commands were saved. */
  keepKeys(): Promise<void>;
}
