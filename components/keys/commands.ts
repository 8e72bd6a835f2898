import type { KeyName } from './keys.ts';

/** Names a command, `area.verb`: `profiles.open`, `list.down`. Tests, help and palette rely on it. */
export type CommandId = string;

/**
 * `here`: works while nothing modal covers its layer. `always`: also over dialogs; for the few global commands that
 * must always work (quit safely, redraw, suspend). Their keys must not be printable.
 */
export type CommandScope = 'here' | 'always';

/** Something the user can do now. Footer, help and palette are drawn from the same commands that the keys run. */
export interface Command {
  readonly id: CommandId;
  /** Its name in `[keys]` of settings.ini; default: its id. */
  readonly binds?: CommandId;
  /** Verb first, one to three words: the word in the footer. */
  readonly label: string;
  /** All keys that run it; the first is shown. Empty: only in the palette. */
  readonly keys: readonly KeyName[];
  /** Heading in the help, such as `Moving`. */
  readonly group: string;
  /** A sentence for the help; default: the label. */
  readonly help?: string;
  /** Position in the footer, smaller first; absent: only in help and palette. */
  readonly footer?: number;
  /** What the footer shows instead of the first key, such as `↑↓` for a pair of commands. */
  readonly footerKey?: string;
  /** Default `here`. */
  readonly scope?: CommandScope;
  /** False: not in the palette, where running it makes no sense (moving a caret, leaving a dialog). Default true. */
  readonly palette?: boolean;
  /**
   * The question that the key answers, for a command that writes, deletes or cannot be undone: it works only after the question
   * could be read (see {@link Sight}). Another question has another name. Absent: it works immediately.
   */
  readonly decides?: string;
  /** A string says why it does not work now; help and palette show it, and its keys only report it. Default true. */
  readonly enabled?: true | string;
}

/** A command that can be run now. */
export interface ActiveCommand extends Command {
  /** The keys that reach it: without those of a nearer layer, and without letters while text is typed. */
  readonly keys: readonly KeyName[];
  /** Whether its keys do not work yet, because its question was not on the screen for long enough. */
  readonly waits: boolean;
  /** Runs it as its key would. A disabled command reports why instead. */
  readonly run: () => void;
}
