import { lendCursor } from './terminal.ts';

/** Ink's `suspendTerminal`: gives the terminal away while the callback runs, then redraws. */
export type HandOver = (away: () => Promise<void>) => Promise<void>;

/**
 * Stops the program as Ctrl+Z does elsewhere, and comes back after `fg` with a fresh frame. The whole process group
 * stops, so that a parent such as npm stops too and the shell gets its prompt.
 */
export async function suspend(handOver: HandOver): Promise<void> {
  if (process.platform === 'win32') return;
  let takeBack = () => {};
  await handOver(
    () =>
      new Promise<void>((resolve) => {
        takeBack = lendCursor();
        const back = () => {
          clearTimeout(timer);
          process.removeListener('SIGCONT', back);
          resolve();
        };
        // Ink lets go of stdin meanwhile: without a timer nothing keeps the process alive after `fg`. It also ends the
        // wait where the stop signal is ignored (a process group without a shell).
        const timer = setTimeout(back, 250);
        process.once('SIGCONT', back);
        process.kill(0, 'SIGTSTP');
      }),
  );
  takeBack();
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

/** Gives the terminal to another program while `use` runs. @returns what `use` gives */
export type LendTerminal = <T>(use: () => Promise<T>) => Promise<T>;

/** Lends the terminal: the screen goes, the other program has it with its keys, Ctrl+C too, and the screen comes back. */
export async function lendTerminal<T>(handOver: HandOver, use: () => Promise<T>): Promise<T> {
  let given: { readonly value: T } | undefined;
  let takeBack = () => {};
  // Ctrl+C ends the other program; ours would end with it.
  const listeners = process.listeners('SIGINT');
  const ignore = () => {};
  process.on('SIGINT', ignore);
  for (const listener of listeners) process.removeListener('SIGINT', listener);
  try {
    await handOver(async () => {
      takeBack = lendCursor();
      await stopReading();
      given = { value: await use() };
    });
  } finally {
    // The Ctrl+C that has ended the other program may come to ours a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const listener of listeners) process.on('SIGINT', listener);
    process.removeListener('SIGINT', ignore);
    takeBack();
  }
  if (!given) throw new Error('the terminal was not lent');
  return given.value;
}
