import { writeSync } from 'node:fs';

/** What the terminal can do. Anything unknown counts as not able: a wrong guess prints rubbish. */
export interface TerminalAbilities {
  /** Input and output are a terminal, and one that can be drawn on. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Bits of colour: 1 none, 4, 8, 24. */
  readonly colourDepth: number;
  /** The locale is UTF-8 and the font has more than ASCII. */
  readonly unicode: boolean;
  /** OSC 8. */
  readonly hyperlinks: boolean;
  /** OSC 52. */
  readonly clipboard: boolean;
  /** OSC 9;4 (others take OSC 9 for a notification, so only where it is known). */
  readonly progress: boolean;
  /** OSC 2. */
  readonly title: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The part of a `tty.WriteStream` that is asked. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/**
 * Finds out what the terminal can do, from the environment alone: asking the terminal itself would put its answers
 * among the typed keys.
 */
export function terminalAbilities(env: Environment, stdout: TerminalStream): TerminalAbilities {
  const tty = stdout.isTTY === true;
  const term = env.TERM ?? '';
  const able = tty && term !== 'dumb';
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const multiplexer = env.TMUX !== undefined || env.STY !== undefined || /^(screen|tmux)/.test(term);
  const program = env.TERM_PROGRAM ?? '';
  const direct = able && !multiplexer;
  const windows = env.WT_SESSION !== undefined;
  const modern =
    windows ||
    env.KITTY_WINDOW_ID !== undefined ||
    ['iTerm.app', 'WezTerm', 'vscode', 'ghostty'].includes(program) ||
    /^(xterm-kitty|xterm-ghostty|alacritty|foot)/.test(term);
  return {
    interactive: able,
    columns: stdout.columns || 80,
    rows: stdout.rows || 24,
    colourDepth: able ? colourDepth(env, term) : 1,
    unicode: term !== 'linux' && (windows || process.platform === 'darwin' || /utf-?8/i.test(locale)),
    hyperlinks: direct && (modern || Number(env.VTE_VERSION) >= 5000 || env.KONSOLE_VERSION !== undefined),
    clipboard: direct && modern,
    progress: direct && (windows || env.ConEmuANSI === 'ON' || program === 'ghostty'),
    title: able && term !== 'linux' && term !== 'vt100',
  };
}

function colourDepth(env: Environment, term: string): number {
  if (env.NO_COLOR) return 1;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit' || env.WT_SESSION !== undefined) return 24;
  if (/256/.test(term)) return 8;
  return /-m$|^vt100$/.test(term) ? 1 : 4;
}

const enter = '\u001B[?1049h\u001B[22;0t\u001B[?25l\u001B[?7l';
const leave = '\u001B[?2004l\u001B[?7h\u001B[?25h\u001B[23;0t\u001B[?1049l';

let entered = false;
let progressShown = false;
let handlersInstalled = false;
let drawerStops: (() => void) | undefined;

/**
 * Writes to the terminal at once, whatever the event loop does. A terminal that takes no more bytes now is waited for;
 * one that is gone is ignored, since nobody is there to read.
 */
export function writeTerminal(text: string): void {
  let bytes = Buffer.from(text);
  for (let attempt = 0; bytes.length > 0 && attempt < 1000; attempt++) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException).code;
      if (code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function setRawMode(on: boolean): void {
  const { stdin } = process;
  if (!stdin.isTTY || stdin.destroyed) return;
  try {
    stdin.setRawMode(on);
  } catch {
    // The terminal was closed: no mode is left to set.
  }
}

/**
 * Takes the screen: alternate buffer, no cursor, no auto-wrap (a glyph that is wider than expected then spoils only
 * its own row), raw mode, and handlers that give everything back on every way out. Raw mode and handlers come before
 * the first byte. Calling it twice does nothing.
 */
export function enterScreen(): void {
  if (entered) return;
  entered = true;
  installHandlers();
  setRawMode(true);
  writeTerminal(enter);
}

/**
 * Registers how to stop whoever draws (Ink's `unmount`). {@link restoreTerminal} calls it first: a drawer that leaves
 * the screen later, on the process's exit, would put the cursor back over what was printed in between.
 */
export function beforeRestore(stopDrawing: () => void): void {
  drawerStops = stopDrawing;
}

/**
 * Gives the terminal back as it was: main screen, cursor, auto-wrap, title, no bracketed paste, cooked mode. Does
 * nothing when the screen is not taken, so it can be called on every way out.
 */
export function restoreTerminal(): void {
  if (!entered) return;
  entered = false;
  try {
    drawerStops?.();
  } catch {
    // It may be what crashed; the terminal is given back all the same, and the crash itself is reported.
  }
  drawerStops = undefined;
  if (progressShown) writeTerminal(progressOf('none'));
  progressShown = false;
  writeTerminal(leave);
  setRawMode(false);
}

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

let signalHook: ((signal: keyof typeof signals) => void) | undefined;

/** Registers what has to be saved before a signal ends the program; it must do so synchronously. */
export function onSignal(hook: NonNullable<typeof signalHook>): void {
  signalHook = hook;
}

function installHandlers(): void {
  if (handlersInstalled) return;
  handlersInstalled = true;
  process.on('exit', restoreTerminal);
  for (const [signal, number] of Object.entries(signals) as [keyof typeof signals, number][]) {
    // Not `once`: Ink's signal library kills the process itself when it sees no other listener, before the terminal is back.
    process.on(signal, () => {
      try {
        signalHook?.(signal);
      } finally {
        restoreTerminal();
        process.exit(128 + number);
      }
    });
  }
}

/** Gives the cursor and the wrapping of lines back for another program. @returns what takes them again */
export function lendCursor(): () => void {
  writeTerminal('\u001B[?7h\u001B[?25h');
  return () => {
    if (entered) writeTerminal('\u001B[?7l\u001B[?25l');
  };
}

/** Sets the terminal's title; without a title ability nothing happens. */
export function setTitle(abilities: TerminalAbilities, title: string): void {
  if (abilities.title) writeTerminal(`\u001B]2;${bare(title).slice(0, 80)}\u0007`);
}

/** Shows progress in the terminal's tab or task bar. @param percent 0 to 100, or a state */
export function setProgress(
  abilities: TerminalAbilities,
  percent: number | 'none' | 'failed' | 'busy',
): void {
  if (!abilities.progress) return;
  progressShown = percent !== 'none';
  writeTerminal(progressOf(percent));
}

function progressOf(percent: number | 'none' | 'failed' | 'busy'): string {
  const states = { none: '0', busy: '3', failed: '2;100' };
  if (typeof percent === 'string') return `\u001B]9;4;${states[percent]}\u0007`;
  return `\u001B]9;4;1;${Math.round(Math.min(100, Math.max(0, percent)))}\u0007`;
}

/** Rings, for the end of a long step. */
export function bell(abilities: TerminalAbilities): void {
  if (abilities.interactive) writeTerminal('\u0007');
}

/**
 * Puts text on the clipboard of the person's own machine, through the terminal (OSC 52).
 *
 * @returns false where the terminal cannot; the caller then shows the text for copying by hand
 */
export function copyToClipboard(abilities: TerminalAbilities, text: string): boolean {
  // Terminals drop longer sequences, most at 100,000 bytes of base64.
  if (!abilities.clipboard || text.length > 70_000) return false;
  writeTerminal(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`);
  return true;
}

/** Text as a link where the terminal knows links, else as it is. */
export function hyperlink(abilities: TerminalAbilities, text: string, url: string): string {
  return abilities.hyperlinks ? `\u001B]8;;${bare(url)}\u0007${text}\u001B]8;;\u0007` : text;
}

function bare(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character would end the sequence early
  return text.replace(/[\u0000-\u001F\u007F-\u009F]/g, ' ');
}
