import { constants } from 'node:os';
import { plainText } from '../core/text.ts';
import { openTtyWriter, type TtyWriter } from './tty-writer.ts';

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
  /** OSC 52 in the terminal around tmux or GNU screen, as far as the environment that they were started in tells. */
  readonly clipboardOutside: boolean;
  /** OSC 9;4 (others take OSC 9 for a notification, so only where it is known). */
  readonly progress: boolean;
  /** OSC 2. */
  readonly title: boolean;
  /** The OSC of a desktop notification: 9 of iTerm2, 99 of kitty, 777 of foot, WezTerm and Ghostty; undefined where none is known. */
  readonly notification: 9 | 99 | 777 | undefined;
  /** Modes 1000 and 1006: clicks and the wheel, with Shift the terminal's own. */
  readonly mouse: boolean;
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
    unicode: unicodeIn(env, true),
    hyperlinks: direct && (modern || Number(env.VTE_VERSION) >= 5000 || env.KONSOLE_VERSION !== undefined),
    clipboard: direct && modern,
    clipboardOutside: able && multiplexer && modern,
    progress: direct && (windows || env.ConEmuANSI === 'ON' || program === 'ghostty'),
    notification: direct ? notificationCode(program, term, env) : undefined,
    title: able && term !== 'linux' && term !== 'vt100',
    mouse: able && !/^(?:linux|vt\d|cons|sun|ansi|$)/.test(term),
  };
}

function notificationCode(program: string, term: string, env: Environment): 9 | 99 | 777 | undefined {
  if (env.KITTY_WINDOW_ID !== undefined || term === 'xterm-kitty') return 99;
  if (['WezTerm', 'ghostty'].includes(program) || /^(?:foot|xterm-ghostty)/.test(term)) return 777;
  return program === 'iTerm.app' ? 9 : undefined;
}

/**
 * Whether more than ASCII is shown: the locale is UTF-8 and, on a terminal, the font has it.
 *
 * @param tty false: a file or a pipe
 */
export function unicodeIn(env: Environment, tty: boolean): boolean {
  if (tty && env.TERM === 'linux') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (env.WT_SESSION !== undefined || process.platform === 'darwin' || /utf-?8/i.test(locale)) return true;
  return tty && process.platform === 'win32' && isKnownOnWindows(env);
}

/** Windows has no locale to ask: these terminals draw what they are given there; its old console has fonts that do not. */
function isKnownOnWindows({ TERM_PROGRAM = '', TERMINAL_EMULATOR }: Environment): boolean {
  return ['vscode', 'WezTerm', 'Hyper'].includes(TERM_PROGRAM) || TERMINAL_EMULATOR === 'JetBrains-JediTerm';
}

/**
 * `CI` is not asked: a person at a terminal may have it set. FORCE_COLOR counts as chalk and Node read it: a level from 0 to 3,
 * or some colour.
 */
function colourDepth(env: Environment, term: string): number {
  if (env.NO_COLOR || /^(?:0|false)$/.test(env.FORCE_COLOR ?? '')) return 1;
  const forced = { 2: 8, 3: 24 }[Number(env.FORCE_COLOR)];
  if (forced) return forced;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit' || env.WT_SESSION !== undefined) return 24;
  if (/256/.test(term)) return 8;
  if (env.FORCE_COLOR !== undefined || env.COLORTERM || process.platform === 'win32') return 4;
  return /-m$|^vt100$/.test(term) || !knownTerms.test(term) ? 1 : 4;
}

/** Terminals that are known to have colours without saying so in another variable. */
const knownTerms =
  /color|direct|^(?:xterm|screen|tmux|linux|rxvt|vt220|ansi|cygwin|alacritty|foot|wezterm|kitty|contour|konsole|gnome|vte|st|putty|mlterm|eterm|dtterm|iterm|mintty|cons25|hurd|fbterm|teraterm|nsterm)/i;

/**
 * The alternate buffer; no cursor; no auto-wrap: a glyph that is wider than expected then spoils only its own row; marks around
 * what is pasted.
 */
const modesOn = '\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[?2004h';
/** Cleared first: a terminal without an alternate buffer would keep the frame, with the prompt at its foot. */
const modesOff = '\u001B[H\u001B[J\u001B[?2004l\u001B[?7h\u001B[?25h';
const mainBuffer = '\u001B[?1049l';
export const emptyScreen = '\u001B[H\u001B[2J';
const keepTitle = '\u001B[22;0t';
const titleBack = '\u001B[23;0t';
/**
 * What another program may have left: attributes, character set, part of the screen that scrolls, origin, insertion, forms of
 * keys, reports of mouse and focus.
 */
const othersOff =
  '\u001B[0m\u001B(B\u000F\u001B[r\u001B[?6l\u001B[4l\u001B[?1l\u001B>\u001B[?1000l\u001B[?1002l\u001B[?1003l\u001B[?1006l\u001B[?1004l';

/** The most bytes of a frame that wait to be read; a larger one is not kept: the newest one is drawn when the terminal takes bytes again. */
const mostWaiting = 256 * 1024;

let entered = false;
let away = false;
let progressShown = false;
let title = '';
let handlersInstalled = false;
let writer: TtyWriter | undefined;
let drawerStops: (() => void) | undefined;
let caughtUp: (() => void) | undefined;
const heldModes = new Set<{ readonly on: string; readonly off: string; readonly again: string }>();

/** Writes to the terminal, in order, and does not wait for it; what is gone is ignored, since nobody is there to read. */
export function writeTerminal(text: string): void {
  writer ??= openTtyWriter(1, { limit: mostWaiting, onCaughtUp: () => caughtUp?.() });
  writer.write(text);
}

/** Registers what draws anew when frames were left out, because the terminal was not read for long. */
export function onCaughtUp(drawAnew: () => void): void {
  caughtUp = drawAnew;
}

/**
 * Sets a mode of the terminal for as long as the screen has it: it is taken back whenever the terminal is lent, and on every
 * way out.
 *
 * @param again sets it where it may be set or not; default: as in the beginning
 * @returns ends it
 */
export function holdMode(on: string, off: string, again = on): () => void {
  const mode = { on, off, again };
  heldModes.add(mode);
  if (entered && !away) writeTerminal(on);
  return () => {
    if (heldModes.delete(mode) && entered && !away) writeTerminal(off);
  };
}

/** What makes the terminal ours, whatever state another program has left it in, with an empty screen; the cursor is at its start. */
export function takingBytes(): string {
  return bytesOfTaking([...heldModes].map(({ again }) => again));
}

function bytesOfTaking(modes: readonly string[]): string {
  return `${othersOff}${modesOn}${modes.join('')}${emptyScreen}`;
}

function leavingBytes(): string {
  const modes = [...heldModes].map(({ off }) => off).join('');
  return `${modes}${modesOff}${titleBack}${mainBuffer}`;
}

/** Gives modes, cursor, title and main screen to another program; raw mode is the drawer's. */
export function leaveScreen(): void {
  if (!entered) return;
  away = true;
  writeTerminal(leavingBytes());
}

/** After {@link leaveScreen}: what takes the screen again. The caller writes it, with the frame. */
export function enteringBytes(): string {
  away = false;
  return `${keepTitle}${title}${bytesOfTaking([...heldModes].map(({ on }) => on))}`;
}

/**
 * The kitty keyboard protocol, all keys with their text and their place on a US keyboard (1, 4, 8 and 16): letters of every
 * layout are keys then. Terminals keep a stack of such modes.
 */
export const kittyKeyboard = {
  /** The answer is `CSI ? flags u`; terminals that do not know the protocol give none. */
  ask: () => writeTerminal('\u001B[?u'),
  use: () => void holdMode('\u001B[>29u', '\u001B[<u', '\u001B[=29;1u'),
};

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
 * Takes the screen: raw mode, modes, and handlers that give everything back on every way out. Raw mode and handlers come
 * before the first byte. Calling it twice does nothing.
 */
export function enterScreen(): void {
  if (entered) return;
  entered = true;
  installHandlers();
  setRawMode(true);
  writeTerminal(`${keepTitle}${modesOn}`);
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
  caughtUp = undefined;
  if (progressShown) writeTerminal(progressOf('none'));
  progressShown = false;
  // Lent or stopped, the terminal has been given back already.
  if (!away) writeTerminal(leavingBytes());
  writer?.flush();
  setRawMode(false);
}

/**
 * The signals that would end the program. Not among them: those of a fault in the process itself (SIGSEGV, SIGBUS, SIGFPE,
 * SIGILL), after which no handler may run, and SIGPROF, by which V8's profiler takes its samples. SIGUSR1 is: Node would open
 * its debugger, say so in the middle of the frame, and give what this process knows to whoever connects.
 */
const endingSignals = [
  ...(['SIGHUP', 'SIGINT', 'SIGTERM'] as const),
  ...(['SIGQUIT', 'SIGABRT', 'SIGTRAP', 'SIGSYS', 'SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGXFSZ'] as const),
  ...(['SIGUSR1', 'SIGUSR2', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
];
type EndingSignal = (typeof endingSignals)[number];

let signalHook: ((signal: EndingSignal) => void) | undefined;

/** Registers what has to be saved before a signal ends the program; it must do so synchronously. */
export function onSignal(hook: NonNullable<typeof signalHook>): void {
  signalHook = hook;
}

/** Ends the program as the signal does, with all that it takes along: what is to be saved, and the terminal as it was. */
export function endBy(signal: EndingSignal): void {
  try {
    signalHook?.(signal);
  } finally {
    restoreTerminal();
    process.exit(128 + (constants.signals[signal] ?? 0));
  }
}

function installHandlers(): void {
  if (handlersInstalled) return;
  handlersInstalled = true;
  process.on('exit', restoreTerminal);
  // A terminal that is closed may be noticed by what is read from it before its signal comes.
  process.stdin.on('error', () => endBy('SIGHUP'));
  for (const signal of process.platform === 'win32' ? endingSignals.slice(0, 3) : endingSignals) {
    if (constants.signals[signal] === undefined) continue;
    // Not `once`: Ink's signal library kills the process itself when it sees no other listener, before the terminal is back.
    process.on(signal, () => endBy(signal));
  }
}

/** Characters; a task bar shows fewer. */
const longestTitle = 80;

/** Sets the terminal's title; without a title ability nothing happens. */
export function setTitle(abilities: TerminalAbilities, text: string): void {
  if (!abilities.title) return;
  const shown = [...plainText(text)].slice(0, longestTitle).join('');
  title = `\u001B]2;${abilities.unicode ? shown : shown.replace(/[^ -~]/gu, '?')}\u0007`;
  writeTerminal(title);
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

/** A desktop notification, where the terminal has them. */
export function notify({ notification }: TerminalAbilities, text: string): void {
  const said = plainText(text);
  if (notification !== undefined) writeTerminal(notificationBytes(notification, said));
}

function notificationBytes(code: 9 | 99 | 777, text: string): string {
  // kitty shows it only where its window has not the focus; what begins like a number would be progress for others.
  if (code === 99) return `\u001B]99;i=amplify-tui:o=unfocused;amplify-tui: ${text}\u001B\\`;
  if (code === 777) return `\u001B]777;notify;amplify-tui;${text.replaceAll(';', ',')}\u0007`;
  return `\u001B]9;amplify-tui: ${text}\u0007`;
}

const longestCopy = 95_000;

/**
 * Puts text on the clipboard of the person's own machine, through the terminal (OSC 52).
 *
 * @returns false where the terminal cannot; the caller then shows the text for copying by hand
 */
export function copyToClipboard(abilities: TerminalAbilities, text: string): boolean {
  const bytes = abilities.clipboard ? clipboardBytes(text) : undefined;
  if (bytes === undefined) return false;
  writeTerminal(bytes);
  return true;
}

/** OSC 52. @returns undefined for more than terminals take, most 100,000 bytes of base64 */
export function clipboardBytes(text: string): string | undefined {
  const coded = Buffer.from(text).toString('base64');
  return coded.length > longestCopy ? undefined : `\u001B]52;c;${coded}\u0007`;
}
