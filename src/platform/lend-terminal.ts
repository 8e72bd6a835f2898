import { spawnSync } from 'node:child_process';
import type { ScreenStream } from './screen-stream.ts';
import { emptyScreen, enteringBytes, leaveScreen, takingBytes } from './terminal.ts';

/** Ink's `suspendTerminal`: leaves the terminal, runs the callback, restores its modes and draws everything. */
export type HandOver = (away: () => Promise<void>) => Promise<void>;

/** Hands the terminal to another program while `use` runs. @returns the result of `use` */
export type LendTerminal = <T>(use: () => Promise<T>) => Promise<T>;

/** The part of Ink's instance that is needed for a full redraw. */
export interface Drawer {
  /** Forgets what was drawn. */
  readonly clear: () => void;
  readonly waitUntilRenderFlush: () => Promise<void>;
}

/** Who has the terminal: the screen, the shell while the program is stopped, or for a while another program. */
export interface TerminalHolder {
  /** Sets what draws, once it has started. */
  drawer(drawer: Drawer): void;
  /** Sets how the drawer leaves the terminal; the drawer calls this as soon as it can. */
  handOver(handOver: HandOver): void;
  /** Takes the terminal without relying on its state: modes, size, an empty screen, the whole frame in one write. */
  takeBack(): void;
  /** Draws the whole frame, with the modes, in one write. */
  drawAll(): void;
  /** Ctrl+Z: stops the whole process group, so that a parent such as npm stops too and the shell gets its prompt. */
  suspend(): void;
  readonly lend: LendTerminal;
}

/**
 * The one place that gives the terminal away and takes it back. From now on an external stop signal restores the terminal
 * before the program stops, and continuing it redraws the whole screen.
 *
 * @param onFault called with an error on the way
 */
export function holdTerminal(stream: ScreenStream, onFault: (error: unknown) => void): TerminalHolder {
  const drawing = drawOn(stream);
  // Some terminals keep rows of the old size, so everything is drawn again.
  process.stdout.on('resize', () => {
    if (drawing.isReady()) drawing.drawAnew(() => emptyScreen).catch(onFault);
    else stream.emit('resize');
  });
  const drawAll = () => void drawing.drawAnew(takingBytes).catch(onFault);
  const suspend = stopOnSignals({
    away: (stop) => void drawing.away(stop).catch(onFault),
    onContinue: () => {
      // Always: in the background this is where the system stops the program again.
      if (!drawing.isBusy()) setRaw();
      drawAll();
    },
  });
  return {
    drawer: drawing.setDrawer,
    handOver: drawing.setHandOver,
    takeBack: () => {
      if (!drawing.isBusy() && !isRaw()) setRaw();
      drawAll();
    },
    drawAll,
    suspend,
    lend: lendBy(drawing.away),
  };
}

/** Leaves the terminal and redraws it completely, one at a time. */
function drawOn(stream: ScreenStream) {
  let handOver: HandOver | undefined;
  let drawer: Drawer | undefined;
  let busy = false;

  return {
    setDrawer: (given: Drawer): void => {
      drawer = given;
    },
    setHandOver: (given: HandOver): void => {
      handOver = given;
    },
    isBusy: () => busy,
    isReady: () => !busy && drawer !== undefined,

    /** Hands the terminal over while `use` runs. */
    async away(use: () => Promise<void>): Promise<void> {
      if (busy || !handOver) return;
      busy = true;
      let taking = takingBytes;
      try {
        stream.hold();
        await handOver(async () => {
          // Discards Ink's way of leaving: row by row, from where it believes the cursor to be.
          stream.drop();
          stream.release();
          leaveScreen();
          taking = enteringBytes;
          await use();
          stream.hold();
          stream.measure();
        });
      } finally {
        stream.release(taking());
        busy = false;
      }
    },

    /** Draws everything on an empty screen, in one write. @param taking bytes in front of it */
    async drawAnew(taking: () => string): Promise<void> {
      if (busy || !drawer) return;
      busy = true;
      try {
        stream.measure();
        stream.hold();
        drawer.clear();
        // Discards Ink's clearing, too, for the same reason.
        stream.drop();
        stream.emit('resize');
        await drawer.waitUntilRenderFlush();
      } finally {
        stream.release(taking());
        busy = false;
      }
    },
  };
}

type Drawing = ReturnType<typeof drawOn>;

/** What happens when the program is stopped and continued. */
interface Stopping {
  /** Hands the terminal over while the program is stopped. */
  readonly away: (stop: () => Promise<void>) => void;
  readonly onContinue: () => void;
}

/** Handles SIGTSTP and SIGCONT on systems that have them. @returns stops the whole process group: Ctrl+Z */
function stopOnSignals({ away, onContinue }: Stopping): () => void {
  if (process.platform === 'win32') return () => {};
  const onStop = () => away(() => stop(process.pid));

  /** Stops as the signal would without a listener. @param pid 0: the process group */
  function stop(pid: number): Promise<void> {
    return new Promise((resolve) => {
      const back = () => {
        clearTimeout(timer);
        process.removeListener('SIGCONT', back);
        process.on('SIGTSTP', onStop);
        resolve();
      };
      // Ink stops reading stdin meanwhile: without a timer nothing would keep the process alive after `fg`. The timer
      // also ends the wait if the stop signal is ignored (a process group without a shell).
      const timer = setTimeout(back, 250);
      process.on('SIGCONT', back);
      process.removeListener('SIGTSTP', onStop);
      process.kill(pid, 'SIGTSTP');
    });
  }

  process.on('SIGTSTP', onStop);
  process.on('SIGCONT', onContinue);
  return () => away(() => stop(0));
}

function lendBy(away: Drawing['away']): LendTerminal {
  return async (use) => {
    type Given = { readonly value: Awaited<ReturnType<typeof use>> };
    let given: Given | undefined;
    // Ctrl+C ends the other program; without this it would end ours, too.
    const listeners = process.listeners('SIGINT');
    const ignore = () => {};
    process.on('SIGINT', ignore);
    for (const listener of listeners) process.removeListener('SIGINT', listener);
    try {
      await away(async () => {
        const modes = stty('-g');
        await stopReading();
        try {
          given = { value: await use() };
        } finally {
          setLineModes(modes);
        }
      });
    } finally {
      // The Ctrl+C that ended the other program may reach ours a moment later.
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (const listener of listeners) process.on('SIGINT', listener);
      process.removeListener('SIGINT', ignore);
    }
    if (!given) throw new Error('the terminal was not lent');
    return given.value;
  };
}

/**
 * Ink only stops listening; Node would still read the next line and take it from the other program. Only pausing a
 * flowing stream makes Node release the terminal.
 */
async function stopReading(): Promise<void> {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  // The stream notices a turn later that nobody is listening.
  await turn();
  process.stdin.resume();
  process.stdin.pause();
  await turn();
}

/** Node sets the mode only if it believes that it differs. */
function setRaw(): void {
  process.stdin.setRawMode(false);
  process.stdin.setRawMode(true);
}

/** The output of `stty`, the only reliable source; undefined if it is missing. */
function stty(option: '-a' | '-g'): string | undefined {
  if (process.platform === 'win32') return undefined;
  const { status, stdout } = spawnSync('stty', [option], { stdio: ['inherit', 'pipe', 'ignore'] });
  return status === 0 ? String(stdout).trim() : undefined;
}

/** Whether keys arrive unbuffered and without echo, as far as is known. */
function isRaw(): boolean {
  const modes = stty('-a');
  return modes === undefined || / -icanon.* -echo\b/s.test(modes);
}

/** Another program may leave the terminal raw, and Node would take that for the original mode. */
function setLineModes(modes: string | undefined): void {
  if (modes) spawnSync('stty', [modes], { stdio: ['inherit', 'ignore', 'ignore'] });
}
