import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** How long the program's end waits for a terminal that takes nothing, milliseconds. */
const lastPatience = 1_000;
/** How long to wait before retrying a terminal that takes nothing, milliseconds; doubled up to the longer. */
const shortestWait = 1;
const longestWait = 64;

export interface TtyWriterOptions {
  /** The most bytes that wait; what comes after them is dropped, and `onCaughtUp` is called later. */
  readonly limit?: number;
  /** Called when something was dropped and the terminal takes bytes again. */
  readonly onCaughtUp?: () => void;
}

/** Writes to a terminal without ever blocking. */
export interface TtyWriter {
  write(text: string): void;
  /** Waits for the terminal to take the rest, a second at most; for the program's end. */
  flush(): void;
}

/**
 * Node writes to a terminal synchronously: one that is not read (a stopped emulator, Ctrl+S, a hanging connection) would
 * block the whole program, with its work in AWS. So the terminal is opened again for non-blocking writes, and what it
 * does not take is retried later. It needs a file description of its own, because the existing one is shared with the
 * shell. Where that is impossible (another user's terminal, Windows), writes are Node's.
 *
 * @param fd 1 or 2, a terminal
 */
export function openTtyWriter(fd: 1 | 2, { limit = Infinity, onCaughtUp }: TtyWriterOptions = {}): TtyWriter {
  const own = openAgain(fd) ?? fd;
  let waiting = Buffer.alloc(0);
  let dropped = false;
  let gone = false;
  let timer: NodeJS.Timeout | undefined;
  let wait = shortestWait;

  /** Writes what the terminal takes. @returns whether it took everything */
  function drain(): boolean {
    while (waiting.length > 0 && !gone) {
      try {
        waiting = waiting.subarray(writeSync(own, waiting));
        wait = shortestWait;
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code === 'EAGAIN') return false;
        // The terminal is closed.
        gone = true;
        waiting = Buffer.alloc(0);
      }
    }
    return true;
  }

  function tryAgain(): void {
    timer = undefined;
    if (!drain()) later();
    else if (dropped) {
      dropped = false;
      onCaughtUp?.();
    }
  }

  function later(): void {
    timer ??= setTimeout(tryAgain, wait);
    wait = Math.min(longestWait, wait * 2);
  }

  return {
    write: (text) => {
      if (gone || text === '') return;
      if (waiting.length > limit) dropped = true;
      else waiting = Buffer.concat([waiting, Buffer.from(text)]);
      if (timer === undefined && !drain()) later();
    },
    flush: () => {
      const end = performance.now() + lastPatience;
      while (!drain() && performance.now() < end)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

function openAgain(fd: 1 | 2): number | undefined {
  const { O_WRONLY, O_NOCTTY, O_NONBLOCK } = constants;
  // On other systems /dev/fd does not open a new file description, so it has to be the controlling terminal.
  const path = process.platform === 'linux' ? `/proc/self/fd/${fd}` : '/dev/tty';
  if (process.platform === 'win32' || !isatty(fd)) return undefined;
  try {
    return openSync(path, O_WRONLY | O_NOCTTY | O_NONBLOCK);
  } catch {
    return undefined;
  }
}

/**
 * Lets the process end cleanly if its terminal was closed meanwhile: Node's last act is to restore the modes of its
 * standard streams, and it aborts with a core dump if that fails. It skips closed streams. Call it when the program
 * starts.
 */
export function forgetClosedTerminals(): void {
  const terminals = [0, 1, 2].filter((fd) => isDevice(fd) && isatty(fd));
  process.on('exit', () => {
    for (const fd of terminals) if (!isatty(fd)) closeSync(fd);
  });
}

/** Device number of /dev/null on Linux, which scripts often use as a program's input. */
const nullDevice = 0x103;

/** Whether a descriptor can be a terminal. Checked first, because isatty loads much of Node. */
export function isDevice(fd: number): boolean {
  try {
    const about = fstatSync(fd);
    return about.isCharacterDevice() && about.rdev !== nullDevice;
  } catch {
    return false;
  }
}
