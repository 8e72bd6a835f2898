import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** How long the end of the program waits for a terminal that takes nothing, milliseconds. */
const lastPatience = 1_000;
/** How long a terminal that takes nothing is left alone before it is tried again, milliseconds; doubled up to the longer. */
const shortestWait = 1;
const longestWait = 64;

export interface TtyWriterOptions {
  /** The most bytes that wait; what comes after them is dropped, and the writer tells when it has caught up. */
  readonly limit?: number;
  /** Something was dropped, and the terminal takes bytes again. */
  readonly onCaughtUp?: () => void;
}

/** Writes to a terminal and never waits for it. */
export interface TtyWriter {
  write(text: string): void;
  /** Waits for what was not taken yet, a second at most; for the end of the program. */
  flush(): void;
}

/**
 * Node writes to a terminal synchronously: one that is not read (a stopped emulator, Ctrl+S, a connection that hangs) would
 * stop the whole program, with what it does in AWS. So the terminal is opened once more, for writing that does not wait,
 * and what it does not take is tried again later. A description of our own, since the one of a shell is shared with it.
 * Where that is not possible (another user's terminal, Windows) it is written to as Node does.
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

  /** Writes what the terminal takes. @returns whether it has taken everything */
  function drain(): boolean {
    while (waiting.length > 0 && !gone) {
      try {
        waiting = waiting.subarray(writeSync(own, waiting));
        wait = shortestWait;
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code === 'EAGAIN') return false;
        // Nobody is there to read.
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
  // Elsewhere /dev/fd is no new description; there the terminal that controls the process has to be the one.
  const path = process.platform === 'linux' ? `/proc/self/fd/${fd}` : '/dev/tty';
  if (process.platform === 'win32' || !isatty(fd)) return undefined;
  try {
    return openSync(path, O_WRONLY | O_NOCTTY | O_NONBLOCK);
  } catch {
    return undefined;
  }
}

/**
 * Makes the process end well when its terminal is closed meanwhile: Node puts the modes of its standard streams back as its
 * last act, and aborts with a core where that fails. It leaves out streams that are closed. Call it when the program starts.
 */
export function forgetClosedTerminals(): void {
  const terminals = [0, 1, 2].filter((fd) => isDevice(fd) && isatty(fd));
  process.on('exit', () => {
    for (const fd of terminals) if (!isatty(fd)) closeSync(fd);
  });
}

/** Number of /dev/null on Linux, which scripts give to programs as their input. */
const nullDevice = 0x103;

/** Whether a descriptor can be a terminal. Asked first: the question whether it is one loads much of Node. */
export function isDevice(fd: number): boolean {
  try {
    const about = fstatSync(fd);
    return about.isCharacterDevice() && about.rdev !== nullDevice;
  } catch {
    return false;
  }
}
