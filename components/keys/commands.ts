import type { KeyName } from './keys.ts';

/** Names a command, `area.verb`: `profiles.open`, `list.down`. Tests, help and palette rely on it. */
export type CommandId = string;

/**
 * `here`: acts while nothing modal covers its layer. `always`: also over dialogs; for the few global commands that
 * must never be out of reach (quit safely, redraw, suspend). Their keys must not be printable.
 */
export type CommandScope = 'here' | 'always';

/** Something a person can do now. Footer, help and palette are drawn from the same commands that the keys run. */
export interface Command {
  readonly id: CommandId;
  /** What `[keys]` of settings.ini calls it; default: its id. */
  readonly binds?: CommandId;
  /** Verb first, one to three words: the word in the footer. */
  readonly label: string;
  /** All keys that run it; the first is shown. None: palette only. */
  readonly keys: readonly KeyName[];
  /** Heading in the help, as `Moving`. */
  readonly group: string;
  /** A sentence for the help; default: the label. */
  readonly help?: string;
  /** Place in the footer, smaller first; absent: help and palette only. */
  readonly footer?: number;
  /** What the footer shows instead of the first key, as `↑↓` for a pair of commands. */
  readonly footerKey?: string;
  /** Default `here`. */
  readonly scope?: CommandScope;
  /** False: not in the palette, since running it there makes no sense (moving a caret, leaving a dialog). Default true. */
  readonly palette?: boolean;
  /**
   * What the key decides, for one that writes, deletes or cannot be taken back: it acts only after that could be read
   * (see {@link Sight}). Another question has another name. Absent: acts at once.
   */
  readonly decides?: string;
  /** A string says why it cannot be done now; help and palette show it, its keys only tell it. Default true. */
  readonly enabled?: true | string;
}

/** A command as it can be run now. */
export interface ActiveCommand extends Command {
  /** The keys that reach it: those taken by a nearer layer, or letters while text is typed, are left out. */
  readonly keys: readonly KeyName[];
  /** True: its keys do nothing for a moment yet, since what it decides was not on the screen for long enough. */
  readonly waits: boolean;
  /** Runs it as its key would. A disabled command tells why instead. */
  readonly run: () => void;
}
