import type { SettingValues } from '../state/setting-values.ts';

/** What the person's own machine can do for a flow; a headless run does nothing of it. */
export interface Desktop {
  /** Shows an address to the person, in the browser if there is one; undefined where the program knows none. */
  open(url: string | undefined): void;
  /** Puts a text where it can be pasted. */
  copy(text: string): void;
  /** Says in a sentence how something went that nothing on the screen shows. */
  tell(text: string, tone: 'done' | 'warning'): void;
  /** How the screen is shown; absent where there is none. */
  readonly shown?: ShownSettings;
}

/** The settings that a screen is shown by. */
export interface ShownSettings {
  /** Shows these for now; undefined: as they were. */
  preview(values: SettingValues | undefined): void;
  /** They are saved, and hold from now on. */
  keep(values: SettingValues): void;
  /** The keys of commands were saved: settings.ini is read again. */
  keepKeys(): Promise<void>;
}
