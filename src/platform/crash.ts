/** Ends the program after an error that nobody caught; may leave that to the next turns of the event loop. */
type CrashHandler = (error: unknown) => void;

/** How long a program that has crashed may take to say what is left, milliseconds. */
const deadline = 2_000;

let handler: CrashHandler | undefined;
let crashed = false;

/**
 * From now on every error that nobody catches, in a timer, a promise or a listener, comes to a handler, and the process
 * ends with exit code 1 within two seconds whatever the handler does. Node's own report would print a line of the
 * bundle, which is as long as the program.
 *
 * @param fallback the handler as long as {@link onCrash} has named no other
 */
export function handleCrashes(fallback: CrashHandler): void {
  handler = fallback;
  process.on('uncaughtException', crash);
}

/** Names the handler for the part of the program that runs now. @returns puts the one before back */
export function onCrash(next: CrashHandler): () => void {
  const before = handler;
  handler = next;
  return () => {
    if (handler === next) handler = before;
  };
}

/** Ends the program by an error, as if nobody had caught it. Only the first one is handled. */
export function crash(error: unknown): void {
  if (crashed) return;
  crashed = true;
  process.exitCode = 1;
  setTimeout(() => process.exit(1), deadline);
  try {
    handler?.(error);
  } catch {
    // What should tell of the error fails, too: the exit handlers still give the terminal back.
    process.exit(1);
  }
}
