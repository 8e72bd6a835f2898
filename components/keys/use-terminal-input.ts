import { useStdin, useStdout } from 'ink';
import { type RefObject, useEffect, useEffectEvent, useImperativeHandle, useState } from 'react';
import { createInputParser } from './input-parser.ts';
import type { TerminalInput } from './keys.ts';

/** The reading of keys; another program that is lent the terminal has them meanwhile. */
export interface Reading {
  pause(): void;
  resume(): void;
}

/**
 * Reads the terminal while the component is mounted. Ink's own hooks are not used: what they hold back of a torn paste
 * or sequence has no limits, and they know neither the mouse nor xterm's newer keys.
 *
 * @param take gets what was typed, pasted and clicked, in order
 * @param far the terminal is on another machine
 * @param handle is given what stops the reading
 */
export function useTerminalInput(
  take: (inputs: readonly TerminalInput[]) => void,
  far: boolean,
  handle: RefObject<Reading | undefined> | undefined,
): void {
  const { stdin } = useStdin();
  const { stdout } = useStdout();
  const onInputs = useEffectEvent((inputs: readonly TerminalInput[]) => {
    if (inputs.length > 0) take(inputs);
  });
  const [reading] = useState(() => {
    return readingOf(stdin as NodeJS.ReadStream, stdout as NodeJS.WriteStream, far);
  });
  useImperativeHandle(handle, () => reading, [reading]);
  useEffect(() => {
    reading.listen((inputs) => onInputs(inputs));
    reading.resume();
    return () => reading.pause();
  }, [reading]);
}

/** Pastes come between marks, so that they are told apart from keys. */
const modes = { on: '\u001B[?2004h', off: '\u001B[?2004l' };

function readingOf(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream, far: boolean) {
  const parser = createInputParser({ far });
  let give = (_: readonly TerminalInput[]) => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  const set = (mode: string) => {
    if (stdout.isTTY && !stdout.destroyed && !stdout.writableEnded) stdout.write(mode);
  };
  const wait = () => {
    clearTimeout(timer);
    const due = parser.due();
    if (due === undefined) return;
    timer = setTimeout(() => setImmediate(expire), Math.max(0, due - performance.now()));
  };
  // A turn later: when the program was busy, the rest may have come meanwhile and waits to be read.
  const expire = () => {
    if (!isReading) return;
    const inputs = parser.expire(performance.now());
    wait();
    give(inputs);
  };
  const onData = (chunk: string | Uint8Array) => {
    const inputs = parser.push(String(chunk), performance.now());
    wait();
    give(inputs);
  };
  return {
    listen(to: typeof give) {
      give = to;
    },
    resume() {
      if (isReading) return;
      isReading = true;
      // Characters of several bytes may come torn, too.
      stdin.setEncoding('utf8');
      stdin.ref();
      if (stdin.isTTY) stdin.setRawMode(true);
      stdin.on('data', onData);
      stdin.resume();
      set(modes.on);
      wait();
    },
    pause() {
      if (!isReading) return;
      isReading = false;
      clearTimeout(timer);
      set(modes.off);
      stdin.removeListener('data', onData);
      stdin.pause();
      if (stdin.isTTY && !stdin.destroyed) stdin.setRawMode(false);
      stdin.unref();
    },
  };
}
