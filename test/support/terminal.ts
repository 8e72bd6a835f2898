import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadStream } from 'node:tty';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { asserted } from './eventually.ts';
import { keyBytes, pasteBytes } from './keys.ts';
import { keepSaid } from './said.ts';
import { cellAt, type ScreenCell } from './screen-cells.ts';

export interface TerminalOptions {
  /** The command line behind `node dist/cli.js`. */
  readonly args: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  /** Added to a bare environment; HOME should be a folder of the test. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** How long `see` waits before it fails, milliseconds. */
  readonly patience?: number;
  /** A program to run instead of the built one, with its arguments. */
  readonly command?: readonly [string, ...string[]];
}

/** The built program in a real pseudo-terminal, seen through a terminal emulator. */
export interface Terminal {
  /**
   * Waits until the text is on screen, in one row; a failure shows the whole screen. A text also counts if it was there for a
   * single frame since the last key, since what was seen before, or since the test looked at the screen: on a busy machine,
   * several frames arrive before the test has its turn.
   */
  see(text: string | RegExp): Promise<void>;
  gone(text: string | RegExp): Promise<void>;
  /**
   * Sends keys by name, one write each, like a user who has read the screen: not while the footer says that a key acts in a
   * moment.
   */
  press(...keys: string[]): void;
  /** Sends characters in one write. */
  type(text: string): void;
  paste(text: string): void;
  resize(columns: number, rows: number): void;
  /** The rows, without trailing spaces. */
  text(): string[];
  /** The cells of the screen, row by row. */
  cells(): ScreenCell[][];
  /** The position of the terminal's own cursor; undefined while it is hidden. */
  cursor(): { readonly column: number; readonly row: number } | undefined;
  /** All bytes received. */
  bytes(): string;
  readonly pid: number;
  /** Resolves with the exit code (128 + n after signal n). */
  readonly exited: Promise<number>;
  kill(signal?: string): void;
  /** Makes the window read nothing until {@link Terminal.resume}. */
  pause(): void;
  resume(): void;
  /** Closes the window: the program hangs up. */
  close(): void;
}

const open = new Set<Terminal>();

/** Milliseconds: the program draws at most 15 frames a second. */
const twoFrames = 140;

/** The end of each frame of the program, which the terminal shows as a whole. */
const frameEnds = /(?<=\[\?2026l)/;

/** How many screens are kept for {@link Terminal.see}. */
const mostFrames = 500;

/** Ends every program that a test left running; for `afterEach`. */
export function closeTerminals(): void {
  for (const terminal of open) terminal.kill('SIGKILL');
  open.clear();
}

/**
 * Writes to a terminal whose program may have stopped reading. node-pty's own write would then block the whole process forever
 * once the terminal takes no more.
 */
function writerTo(fd: number): { (text: string): void; end(): void } {
  let waiting: Buffer[] = [];
  let isWriting = false;
  let isOver = false;
  const next = () => {
    const [first] = waiting;
    isWriting = first !== undefined;
    if (first === undefined) return;
    fs.write(fd, first, (thrown, written) => {
      if (thrown && thrown.code !== 'EAGAIN') waiting = [];
      else if (waiting[0] === first) waiting[0] = first.subarray(written ?? 0);
      if (waiting[0]?.length === 0) waiting.shift();
      if (thrown) setTimeout(next, 5);
      else next();
    });
  };
  const write = (text: string) => {
    // Another file may have this descriptor by now.
    if (isOver) return;
    waiting.push(Buffer.from(text));
    if (!isWriting) next();
  };
  return Object.assign(write, {
    end() {
      isOver = true;
      waiting = [];
    },
  });
}

/** Starts the built program in a pseudo-terminal. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { args, columns = 100, rows = 30, patience = 20_000 } = options;
  const [file, ...first] = options.command ?? [process.execPath, 'dist/cli.js'];
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = pty.spawn(
    file,
    [...first.map((part) => (part === 'dist/cli.js' ? `${process.cwd()}/dist/cli.js` : part)), ...args],
    {
      cols: columns,
      rows,
      name: options.env?.TERM ?? 'xterm-256color',
      cwd: options.cwd ?? process.cwd(),
      env: {
        PATH: process.env.PATH ?? '',
        HOME: tmpdir(),
        TERM: 'xterm-256color',
        LANG: 'C.UTF-8',
        TZ: 'UTC',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...options.env,
      },
    },
  );
  const { fd, _socket: socket } = child as unknown as { readonly fd: number; readonly _socket: ReadStream };
  const write = writerTo(fd);
  // node-pty waits 200 ms for a program's last output, which is too short on a busy machine.
  const hangUp = socket.destroy.bind(socket);
  socket.destroy = () => {
    setTimeout(hangUp, 1000);
    return socket;
  };
  let received = '';
  let unread = 0;
  let receivedAt = 0;
  const watchers = new Set<() => void>();
  emulator.onData((reply) => write(reply));
  child.onData((data) => {
    received += data;
    keepSaid(data);
    receivedAt = performance.now();
    // One frame at a time, since several can come in one chunk.
    for (const frame of data.split(frameEnds)) {
      unread++;
      emulator.write(frame, () => {
        unread--;
        shown.push(text());
        if (shown.length > mostFrames) shown.shift();
        for (const watcher of watchers) watcher();
      });
    }
  });
  const exited = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      write.end();
      // The emulator may not have processed the last output yet.
      emulator.write('', () => {
        for (const watcher of watchers) watcher();
        resolve(signal ? 128 + signal : exitCode);
      });
    });
  });
  const text = () => {
    const { active } = emulator.buffer;
    return Array.from(
      { length: emulator.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
  };
  const has = (rows: readonly string[], wanted: string | RegExp) =>
    rows.some((row) => (typeof wanted === 'string' ? row.includes(wanted) : wanted.test(row)));
  const shows = (wanted: string | RegExp) => has(text(), wanted);
  let shown: string[][] = [];
  /** Checks the recorded frames once, then each new one as it comes. */
  const hasShown = (wanted: string | RegExp) => {
    let looked: string[] | undefined;
    return () => {
      const from = looked ? shown.indexOf(looked) + 1 : 0;
      const at = shown.findIndex((rows, index) => index >= from && has(rows, wanted));
      looked = shown.at(-1);
      if (at >= 0) shown = shown.slice(at);
      return at >= 0 || shows(wanted);
    };
  };
  /** Reading the screen as it is counts as having seen everything before. */
  const looking = <Seen>(look: () => Seen): Seen => {
    shown = shown.slice(-1);
    return look();
  };
  /** Whatever is seen from here on is a consequence of the user's next action. */
  const act = (does: () => void) => {
    shown = [];
    does();
  };
  const until = (condition: () => boolean, what: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!condition()) return;
        clearTimeout(timer);
        watchers.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        watchers.delete(look);
        reject(new Error(`${what} within ${patience} ms; the screen:\n${text().join('\n')}`));
      }, patience);
      watchers.add(look);
      look();
    });
  // Each key waits for the one before, so that they arrive in order.
  let written = Promise.resolve();
  let waiting = 0;
  const inTurn = (turn: () => Promise<void>) => {
    waiting++;
    written = written.then(turn).finally(() => waiting--);
  };
  const inOrder = (does: () => void) => {
    if (waiting === 0) return act(does);
    shown = [];
    inTurn(async () => act(does));
  };
  const writeAsRead = (bytes: string) => {
    // A frame may arrive in pieces, with its footer last, and the emulator takes some time.
    const isWhole = () => received.lastIndexOf('\u001B[?2026h') <= received.lastIndexOf('\u001B[?2026l');
    const isRead = () => unread === 0 && isWhole() && !shows(/\bin a moment\b/);
    // A pane may be drawn one frame before its footer.
    const isCalm = () => bytes !== '\r' || performance.now() - receivedAt > twoFrames;
    if (waiting === 0 && isRead() && isCalm()) return act(() => write(bytes));
    shown = [];
    inTurn(async () => {
      const asked = performance.now();
      do {
        await sleep(isCalm() ? 0 : twoFrames);
        // If it never comes, the test's next wait reports that.
        await until(isRead, 'the footer still asks to wait').catch(() => {});
      } while (!isCalm() && performance.now() - asked < 5 * twoFrames);
      act(() => write(bytes));
    });
  };
  const terminal: Terminal = {
    see: (wanted) => asserted(until(hasShown(wanted), `never saw ${String(wanted)}`)),
    gone: (wanted) => asserted(until(() => !shows(wanted), `still saw ${String(wanted)}`)),
    press: (...keys) => {
      for (const key of keys) writeAsRead(keyBytes(key));
    },
    type: (typed) => inOrder(() => write(typed)),
    paste: (pasted) => inOrder(() => write(pasteBytes(pasted))),
    resize: (c, r) =>
      inOrder(() => {
        emulator.resize(c, r);
        if (!socket.destroyed) child.resize(c, r);
      }),
    text: () => looking(text),
    cells: () =>
      looking(() => {
        const { active } = emulator.buffer;
        return Array.from({ length: emulator.rows }, (_, row) => {
          const line = active.getLine(active.viewportY + row);
          return line ? Array.from({ length: emulator.cols }, (__, column) => cellAt(line, column)) : [];
        });
      }),
    cursor: () => {
      const { cursorX, cursorY } = emulator.buffer.active;
      const isShown = received.lastIndexOf('\u001B[?25h') > received.lastIndexOf('\u001B[?25l');
      return isShown ? { column: cursorX, row: cursorY } : undefined;
    },
    bytes: () => received,
    pid: child.pid,
    exited,
    kill: (signal) => {
      shown = [];
      try {
        child.kill(signal);
      } catch {
        // It has ended already.
      }
    },
    pause: () => child.pause(),
    resume: () => child.resume(),
    close: () => {
      write.end();
      socket.once('close', () => child.kill('SIGHUP'));
      hangUp();
    },
  };
  open.add(terminal);
  return terminal;
}
