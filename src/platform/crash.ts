/** Ends the program after an uncaught error, possibly only in later turns of the event loop. */
type CrashHandler = (error: unknown) => void;

/** How long a crashed program may take for its last words, milliseconds. */
const deadline = 2_000;

let handler: CrashHandler | undefined;
let crashed = false;

/**
 * From now on every uncaught error, in a timer, a promise or a listener, goes to a handler, and the process ends with
 * exit code 1 within two seconds whatever the handler does. Node's own report would print a line of the bundle, which is
 * as long as the program.
 *
 * @param fallback the handler until {@link onCrash} sets another one
 */
export function handleCrashes(fallback: CrashHandler): void {
  handler = fallback;
  process.on('uncaughtException', crash);
}

/** Sets the handler for the running part of the program. @returns restores the previous one */
export function onCrash(next: CrashHandler): () => void {
  const before = handler;
  handler = next;
  return () => {
    if (handler === next) handler = before;
  };
}

/** Ends the program as for an uncaught error. Only the first one is handled. */
export function crash(error: unknown): void {
  if (crashed) return;
  crashed = true;
  process.exitCode = 1;
  setTimeout(() => process.exit(1), deadline);
  try {
    handler?.(error);
  } catch {
    // Reporting the error fails, too: the exit handlers still restore the terminal.
    process.exit(1);
  }
}
