import { spawnSync } from 'node:child_process';
import type { ScreenStream } from './screen-stream.ts';
import { emptyScreen, enteringBytes, leaveScreen, takingBytes } from './terminal.ts';

/** Ink's `suspendTerminal`: leaves the terminal, runs the callback, takes its modes and draws everything. */
export type HandOver = (away: () => Promise<void>) => Promise<void>;

/** Gives the terminal to another program while `use` runs. @returns what `use` gives */
export type LendTerminal = <T>(use: () => Promise<T>) => Promise<T>;

/** The part of Ink's instance that is needed to draw everything anew. */
export interface Drawer {
  /** Forgets what was drawn. */
  readonly clear: () => void;
  readonly waitUntilRenderFlush: () => Promise<void>;
}

/** Who has the terminal: the screen, the shell while the program is stopped, or another program for a while. */
export interface TerminalHolder {
  /** Who draws; named when it has begun. */
  drawer(drawer: Drawer): void;
  /** How the drawer leaves the terminal; named by it as soon as it can. */
  handOver(handOver: HandOver): void;
  /** Takes the terminal without relying on its state: modes, size, an empty screen, the whole frame in one write. */
  takeBack(): void;
  /** Draws the whole frame, with the modes, in one write. */
  drawAll(): void;
  /** Ctrl+Z: the whole process group stops, so that a parent such as npm stops too and the shell gets its prompt. */
  suspend(): void;
  readonly lend: LendTerminal;
}

/**
 * The one place where the terminal is given away and taken back. From now on a stop signal from outside gives the terminal
 * back before the program stops, and whoever continues it finds a whole screen.
 *
 * @param onFault told of an error on the way
 */
export function holdTerminal(stream: ScreenStream, onFault: (error: unknown) => void): TerminalHolder {
  const drawing = drawOn(stream);
  // A window of another size: some terminals keep rows of the old one, so nothing of it counts.
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

/** Leaves the terminal and draws all of it anew, one at a time. */
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

    /** Gives the terminal away while `use` runs. */
    async away(use: () => Promise<void>): Promise<void> {
      if (busy || !handOver) return;
      busy = true;
      let taking = takingBytes;
      try {
        stream.hold();
        await handOver(async () => {
          // How Ink leaves: row by row, from where it believes the cursor to be.
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
        // How Ink clears, too.
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

/** What stops and continues the program. */
interface Stopping {
  /** Gives the terminal away while the program is stopped. */
  readonly away: (stop: () => Promise<void>) => void;
  readonly onContinue: () => void;
}

/** Follows SIGTSTP and SIGCONT, where there are such signals. @returns stops the whole process group: Ctrl+Z */
function stopOnSignals({ away, onContinue }: Stopping): () => void {
  if (process.platform === 'win32') return () => {};
  const onStop = () => away(() => stop(process.pid));

  /** Stops as the signal does when nobody listens to it. @param pid 0: the process group */
  function stop(pid: number): Promise<void> {
    return new Promise((resolve) => {
      const back = () => {
        clearTimeout(timer);
        process.removeListener('SIGCONT', back);
        process.on('SIGTSTP', onStop);
        resolve();
      };
      // Ink lets go of stdin meanwhile: without a timer nothing keeps the process alive after `fg`. It also ends the
      // wait where the stop signal is ignored (a process group without a shell).
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
    // Ctrl+C ends the other program; ours would end with it.
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
      // The Ctrl+C that has ended the other program may come to ours a moment later.
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (const listener of listeners) process.on('SIGINT', listener);
      process.removeListener('SIGINT', ignore);
    }
    if (!given) throw new Error('the terminal was not lent');
    return given.value;
  };
}

/**
 * Ink only stops listening; Node would still read the next line, and take it from the other program. A pause that is
 * seen as one, because the stream flows, lets go of the terminal.
 */
async function stopReading(): Promise<void> {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  // The stream knows a turn later that nobody listens to it any more.
  await turn();
  process.stdin.resume();
  process.stdin.pause();
  await turn();
}

/** Node sets the mode only where it believes it to be another. */
function setRaw(): void {
  process.stdin.setRawMode(false);
  process.stdin.setRawMode(true);
}

/** Asks `stty`, which knows; undefined where there is none. */
function stty(option: '-a' | '-g'): string | undefined {
  if (process.platform === 'win32') return undefined;
  const { status, stdout } = spawnSync('stty', [option], { stdio: ['inherit', 'pipe', 'ignore'] });
  return status === 0 ? String(stdout).trim() : undefined;
}

/** Whether keys come one by one and unseen, as far as is known. */
function isRaw(): boolean {
  const modes = stty('-a');
  return modes === undefined || / -icanon.* -echo\b/s.test(modes);
}

/** Another program may leave the terminal raw, and Node would take that for how it was before us. */
function setLineModes(modes: string | undefined): void {
  if (modes) spawnSync('stty', [modes], { stdio: ['inherit', 'ignore', 'ignore'] });
}
