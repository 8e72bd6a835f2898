import { constants } from 'node:os';
import { plainText } from '../core/text.ts';
import { openTtyWriter, type TtyWriter } from './tty-writer.ts';

/** What the terminal can do. Anything unknown counts as unsupported: a wrong guess prints garbage. */
export interface TerminalAbilities {
  /** Whether input and output are a terminal that can be drawn on. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Bits of colour: 1 none, 4, 8, 24. */
  readonly colourDepth: number;
  /** Whether the locale is UTF-8 and the font has more than ASCII. */
  readonly unicode: boolean;
  /** OSC 8. */
  readonly hyperlinks: boolean;
  /** OSC 52. */
  readonly clipboard: boolean;
  /** OSC 52 in the terminal around tmux or GNU screen, judging by the environment they were started in. */
  readonly clipboardOutside: boolean;
  /** OSC 9;4; only where it is known, because others take OSC 9 for a notification. */
  readonly progress: boolean;
  /** OSC 2. */
  readonly title: boolean;
  /** The OSC of a desktop notification: 9 for iTerm2, 99 for kitty, 777 for foot, WezTerm and Ghostty; undefined if none is known. */
  readonly notification: 9 | 99 | 777 | undefined;
  /** Modes 1000 and 1006: clicks and the wheel; with Shift they stay the terminal's own. */
  readonly mouse: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The part of a `tty.WriteStream` that is used. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/**
 * Finds out what the terminal can do, from the environment alone: if the terminal itself were queried, its answers would
 * be mixed with typed keys.
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
 * Whether more than ASCII can be shown: the locale is UTF-8 and, on a terminal, the font supports it.
 *
 * @param tty false: a file or a pipe
 */
export function unicodeIn(env: Environment, tty: boolean): boolean {
  if (tty && env.TERM === 'linux') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (env.WT_SESSION !== undefined || process.platform === 'darwin' || /utf-?8/i.test(locale)) return true;
  return tty && process.platform === 'win32' && isKnownOnWindows(env);
}

/** Windows has no such locale: these terminals draw everything there; the old console's fonts do not. */
function isKnownOnWindows({ TERM_PROGRAM = '', TERMINAL_EMULATOR }: Environment): boolean {
  return ['vscode', 'WezTerm', 'Hyper'].includes(TERM_PROGRAM) || TERMINAL_EMULATOR === 'JetBrains-JediTerm';
}

/**
 * `CI` is ignored: a user at a terminal may have it set. FORCE_COLOR counts as in chalk and Node: a level from 0 to 3,
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

/** Terminals that have colours without another variable saying so. */
const knownTerms =
  /color|direct|^(?:xterm|screen|tmux|linux|rxvt|vt220|ansi|cygwin|alacritty|foot|wezterm|kitty|contour|konsole|gnome|vte|st|putty|mlterm|eterm|dtterm|iterm|mintty|cons25|hurd|fbterm|teraterm|nsterm)/i;

/**
 * The alternate buffer; no cursor; no auto-wrap, so that a glyph that is wider than expected spoils only its own row;
 * bracketed paste.
 */
const modesOn = '\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[?2004h';
/** Cleared first: a terminal without an alternate buffer would keep the frame, with the prompt at its bottom. */
const modesOff = '\u001B[H\u001B[J\u001B[?2004l\u001B[?7h\u001B[?25h';
const mainBuffer = '\u001B[?1049l';
export const emptyScreen = '\u001B[H\u001B[2J';
const keepTitle = '\u001B[22;0t';
const titleBack = '\u001B[23;0t';
/**
 * Resets what another program may have left: attributes, character set, scrolling region, origin and insert mode, key
 * modes, mouse and focus reports.
 */
const othersOff =
  '\u001B[0m\u001B(B\u000F\u001B[r\u001B[?6l\u001B[4l\u001B[?1l\u001B>\u001B[?1000l\u001B[?1002l\u001B[?1003l\u001B[?1006l\u001B[?1004l';

/** The most bytes of frames that wait for a slow terminal; later ones are dropped, and the newest is drawn when it reads again. */
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

/** Writes to the terminal, in order and without waiting; errors of a closed one are ignored, since nobody reads it. */
export function writeTerminal(text: string): void {
  writer ??= openTtyWriter(1, { limit: mostWaiting, onCaughtUp: () => caughtUp?.() });
  writer.write(text);
}

/** Registers what redraws after frames were dropped because the terminal was not read for long. */
export function onCaughtUp(drawAnew: () => void): void {
  caughtUp = drawAnew;
}

/**
 * Sets a terminal mode for as long as the screen has the terminal: it is reset whenever the terminal is lent, and on
 * every way out.
 *
 * @param again sets it whether it is set or not; default: as at first
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

/** The bytes that take the terminal in whatever state another program left it: an empty screen, the cursor at its start. */
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

/** Hands modes, cursor, title and main screen to another program; raw mode is the drawer's. */
export function leaveScreen(): void {
  if (!entered) return;
  away = true;
  writeTerminal(leavingBytes());
}

/** The bytes that take the screen again after {@link leaveScreen}. The caller writes them, with the frame. */
export function enteringBytes(): string {
  away = false;
  return `${keepTitle}${title}${bytesOfTaking([...heldModes].map(({ on }) => on))}`;
}

/**
 * The kitty keyboard protocol: all keys with their text and their place on a US keyboard (flags 1, 4, 8 and 16), so that
 * letters of every layout work as keys. Terminals keep a stack of such modes.
 */
export const kittyKeyboard = {
  /** The answer is `CSI ? flags u`; terminals that do not know the protocol do not answer. */
  ask: () => writeTerminal('\u001B[?u'),
  use: () => void holdMode('\u001B[>29u', '\u001B[<u', '\u001B[=29;1u'),
};

function setRawMode(on: boolean): void {
  const { stdin } = process;
  if (!stdin.isTTY || stdin.destroyed) return;
  try {
    stdin.setRawMode(on);
  } catch {
    // The terminal was closed: there is no mode to set.
  }
}

/**
 * Takes the screen: raw mode, modes, and handlers that restore everything on every way out. Raw mode and handlers come
 * before the first byte. A second call does nothing.
 */
export function enterScreen(): void {
  if (entered) return;
  entered = true;
  installHandlers();
  setRawMode(true);
  writeTerminal(`${keepTitle}${modesOn}`);
}

/**
 * Registers how to stop whoever draws (Ink's `unmount`). {@link restoreTerminal} calls it first: a drawer that leaves the
 * screen only on the process's exit would put the cursor back over what was printed in between.
 */
export function beforeRestore(stopDrawing: () => void): void {
  drawerStops = stopDrawing;
}

/**
 * Restores the terminal: main screen, cursor, auto-wrap, title, no bracketed paste, cooked mode. Does nothing if the
 * screen is not taken, so it can be called on every way out.
 */
export function restoreTerminal(): void {
  if (!entered) return;
  entered = false;
  try {
    drawerStops?.();
  } catch {
    // It may be what crashed; the terminal is restored anyway, and the crash itself is reported.
  }
  drawerStops = undefined;
  caughtUp = undefined;
  if (progressShown) writeTerminal(progressOf('none'));
  progressShown = false;
  // If lent or stopped, the terminal has been restored already.
  if (!away) writeTerminal(leavingBytes());
  writer?.flush();
  setRawMode(false);
}

/**
 * The signals that would end the program, except those of a fault in the process itself (SIGSEGV, SIGBUS, SIGFPE,
 * SIGILL), after which no handler may run, and SIGPROF, which V8's profiler uses for sampling. SIGUSR1 is included: Node
 * would open its debugger, say so in the middle of the frame, and expose this process's memory to whoever connects.
 */
const endingSignals = [
  ...(['SIGHUP', 'SIGINT', 'SIGTERM'] as const),
  ...(['SIGQUIT', 'SIGABRT', 'SIGTRAP', 'SIGSYS', 'SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGXFSZ'] as const),
  ...(['SIGUSR1', 'SIGUSR2', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
];
type EndingSignal = (typeof endingSignals)[number];

let signalHook: ((signal: EndingSignal) => void) | undefined;

/** Registers what has to be saved, synchronously, before a signal ends the program. */
export function onSignal(hook: NonNullable<typeof signalHook>): void {
  signalHook = hook;
}

/** Ends the program as the signal does: saves what has to be saved, and restores the terminal. */
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
  // Reading from a closed terminal may fail before its signal arrives.
  process.stdin.on('error', () => endBy('SIGHUP'));
  for (const signal of process.platform === 'win32' ? endingSignals.slice(0, 3) : endingSignals) {
    if (constants.signals[signal] === undefined) continue;
    // Not `once`: Ink's signal library, seeing no other listener, kills the process itself, before the terminal is
    // restored.
    process.on(signal, () => endBy(signal));
  }
}

/** In characters; a task bar shows fewer. */
const longestTitle = 80;

/** Sets the terminal's title, if it can have one. */
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

/** Rings the bell at the end of a long step. */
export function bell(abilities: TerminalAbilities): void {
  if (abilities.interactive) writeTerminal('\u0007');
}

/** Shows a desktop notification, if the terminal supports it. */
export function notify({ notification }: TerminalAbilities, text: string): void {
  const said = plainText(text);
  if (notification !== undefined) writeTerminal(notificationBytes(notification, said));
}

function notificationBytes(code: 9 | 99 | 777, text: string): string {
  // kitty shows it only if its window is not focused. The fixed prefix is for other terminals: a text that starts with a
  // number would be taken for progress.
  if (code === 99) return `\u001B]99;i=amplify-tui:o=unfocused;amplify-tui: ${text}\u001B\\`;
  if (code === 777) return `\u001B]777;notify;amplify-tui;${text.replaceAll(';', ',')}\u0007`;
  return `\u001B]9;amplify-tui: ${text}\u0007`;
}

const longestCopy = 95_000;

/**
 * Puts text on the clipboard of the user's own machine, through the terminal (OSC 52).
 *
 * @returns false if the terminal cannot; the caller then shows the text for copying by hand
 */
export function copyToClipboard(abilities: TerminalAbilities, text: string): boolean {
  const bytes = abilities.clipboard ? clipboardBytes(text) : undefined;
  if (bytes === undefined) return false;
  writeTerminal(bytes);
  return true;
}

/** OSC 52. @returns undefined for more than terminals accept, most of them 100,000 bytes of base64 */
export function clipboardBytes(text: string): string | undefined {
  const coded = Buffer.from(text).toString('base64');
  return coded.length > longestCopy ? undefined : `\u001B]52;c;${coded}\u0007`;
}
