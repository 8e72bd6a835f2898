import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { format } from 'node:util';
import xterm from '@xterm/headless';
import { render } from 'ink';
import type { ReactNode } from 'react';
import { asserted } from './eventually.ts';
import { keyBytes, pasteBytes } from './keys.ts';
import { cellAt, type ScreenCell } from './screen-cells.ts';

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** How long `see` and `gone` wait before they fail, milliseconds. */
  readonly patience?: number;
}

/** A component on a real terminal emulator. Nothing sleeps: every wait is for a condition. */
export interface Screen {
  /** Waits until the text is on screen, in one row; a failure shows the whole screen. */
  see(text: string | RegExp): Promise<void>;
  /** Waits until the text is not on screen. */
  gone(text: string | RegExp): Promise<void>;
  /** The rows, without trailing spaces. */
  text(): string[];
  /** Sends each key in a write of its own, and waits until the screen has settled after each. */
  press(...keys: string[]): Promise<void>;
  /** Sends characters in one write, as typed ahead. */
  type(text: string): Promise<void>;
  paste(text: string): Promise<void>;
  /** Sends bytes as they are. */
  send(bytes: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** Replaces the node. */
  show(node: ReactNode): Promise<void>;
  settled(): Promise<void>;
  cells(row: number): ScreenCell[];
  /** The cells of the first occurrence of a text. */
  cellsOf(text: string): ScreenCell[];
  /** All bytes written so far. */
  bytes(): string;
  /** The number of writes so far. */
  writes(): number;
  readonly rawMode: boolean;
  unmount(): Promise<void>;
}

class FakeStdout extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #onWrite: (chunk: string, done: () => void) => void;

  constructor(columns: number, rows: number, onWrite: (chunk: string, done: () => void) => void) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.#onWrite = onWrite;
  }

  write(chunk: string, ...rest: unknown[]): boolean {
    const done = rest.find((each): each is () => void => typeof each === 'function');
    this.#onWrite(String(chunk), () => done?.());
    return true;
  }
}

class FakeStdin extends PassThrough {
  readonly isTTY = true;
  isRaw = false;
  setRawMode(on: boolean) {
    this.isRaw = on;
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}

const open = new Set<Screen>();

/** Unmounts every screen that a test left open; for `afterEach`. */
export async function closeScreens(): Promise<void> {
  for (const screen of [...open]) await screen.unmount();
}

/**
 * Shows a component on a terminal emulator of the given size.
 *
 * Every write is checked: a frame that is wider than the terminal (auto-wrap would break it) or higher (it would scroll) is
 * recorded, and the next call on the screen fails with it; so is a complaint of React's about keys of a list, which leaves rows
 * behind or doubles them.
 */
export async function renderScreen(node: ReactNode, options: ScreenOptions = {}): Promise<Screen> {
  const { columns = 80, rows = 24, patience = 15_000 } = options;
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 500,
    allowProposedApi: true,
    convertEol: true,
  });
  const faults: string[] = [];
  const chunks: string[] = [];
  let pending = 0;
  let closed = false;
  // The alternate buffer keeps nothing that scrolls away, so scrolling itself is observed. Changing buffers also reports a
  // scroll.
  let buffer = terminal.buffer.active.type;
  let resizing = false;
  terminal.onScroll(() => {
    const changed = terminal.buffer.active.type !== buffer;
    buffer = terminal.buffer.active.type;
    if (!changed && !resizing && buffer === 'alternate')
      faults.push('The frame is higher than the terminal: it scrolled.');
  });
  const stdout = new FakeStdout(columns, rows, (chunk, done) => {
    pending++;
    chunks.push(chunk);
    terminal.write(chunk, () => {
      pending--;
      if (!resizing) faults.push(...frameFaults(terminal));
      done();
    });
  });
  const printed = console.error;
  const complaint = (...said: unknown[]) => {
    if (/same key|unique "key"/.test(String(said[0]))) faults.push(format(...said));
    else printed(...said);
  };
  console.error = complaint;
  const stdin = new FakeStdin();
  terminal.onData((reply) => stdin.write(reply));

  const app = render(node, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    interactive: true,
    alternateScreen: true,
    patchConsole: false,
    exitOnCtrlC: false,
    maxFps: 1000,
  });

  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const settled = async () => {
    do {
      await turn();
      await app.waitUntilRenderFlush();
      await turn();
    } while (pending > 0);
    if (faults.length > 0) throw new Error(`${faults[0]}\n${picture()}`);
  };
  const text = () => {
    const buffer = terminal.buffer.active;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  };
  const picture = () => `${text().join('\n')}\n(${terminal.cols}x${terminal.rows})`;
  const has = (wanted: string | RegExp) =>
    text().some((row) => (typeof wanted === 'string' ? row.includes(wanted) : wanted.test(row)));
  const until = async (condition: () => boolean, complaint: string) => {
    const deadline = Date.now() + patience;
    for (;;) {
      await settled();
      if (condition()) return;
      if (Date.now() > deadline) throw new Error(`${complaint}\n${picture()}`);
    }
  };
  const send = async (bytes: string) => {
    stdin.write(bytes);
    await settled();
  };
  const cells = (row: number): ScreenCell[] => {
    const line = terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
    return Array.from({ length: terminal.cols }, (_, column) => cellAt(line, column));
  };

  const screen: Screen = {
    see: (wanted) => asserted(until(() => has(wanted), `Not on screen: ${wanted}`)),
    gone: (unwanted) => asserted(until(() => !has(unwanted), `Still on screen: ${unwanted}`)),
    text,
    settled,
    send,
    async press(...keys) {
      for (const key of keys) {
        // Only time distinguishes a lone ESC from the start of a sequence; the kitty protocol's Escape is complete immediately.
        await send(key === 'escape' ? '\u001B[27u' : keyBytes(key));
      }
    },
    type: (typed) => send(typed),
    paste: (pasted) => send(pasteBytes(pasted)),
    async resize(width, height) {
      // Ink itself answers a resize first, with the old frame; React's frame for the new size follows in the same turn. So frames
      // count again from the first settled one, which is checked here.
      resizing = true;
      terminal.resize(width, height);
      stdout.columns = width;
      stdout.rows = height;
      stdout.emit('resize');
      await settled();
      resizing = false;
      faults.push(...frameFaults(terminal));
      await settled();
    },
    async show(next) {
      app.rerender(next);
      await settled();
    },
    cells,
    cellsOf(wanted) {
      const rowsNow = text();
      const row = rowsNow.findIndex((each) => each.includes(wanted));
      if (row < 0) throw new Error(`Not on screen: ${wanted}\n${picture()}`);
      const from = rowsNow[row]!.indexOf(wanted);
      return cells(row).slice(from, from + wanted.length);
    },
    bytes: () => chunks.join(''),
    writes: () => chunks.length,
    get rawMode() {
      return stdin.isRaw;
    },
    async unmount() {
      if (closed) return;
      closed = true;
      open.delete(screen);
      if (console.error === complaint) console.error = printed;
      app.unmount();
      await app.waitUntilExit();
      app.cleanup();
      terminal.dispose();
    },
  };
  open.add(screen);

  await settled();
  return screen;
}

function frameFaults(terminal: xterm.Terminal): string[] {
  const buffer = terminal.buffer.active;
  const faults: string[] = [];
  for (let row = 0; row < terminal.rows; row++) {
    if (buffer.getLine(row)?.isWrapped) faults.push(`Row ${row + 1} is wider than the terminal.`);
  }
  return faults;
}
