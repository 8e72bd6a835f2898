import { useStdin } from 'ink';
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
 * or sequence has no limits, and they know neither the mouse nor xterm's newer keys. Whoever takes the screen has set the
 * marks around pastes.
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
  const onInputs = useEffectEvent((inputs: readonly TerminalInput[]) => {
    if (inputs.length > 0) take(inputs);
  });
  const [reading] = useState(() => readingOf(stdin as NodeJS.ReadStream, far));
  useImperativeHandle(handle, () => reading, [reading]);
  useEffect(() => {
    reading.listen((inputs) => onInputs(inputs));
    reading.resume();
    return () => reading.pause();
  }, [reading]);
}

function readingOf(stdin: NodeJS.ReadStream, far: boolean) {
  const parser = createInputParser({ far });
  let give = (_: readonly TerminalInput[]) => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
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
      wait();
    },
    pause() {
      if (!isReading) return;
      isReading = false;
      clearTimeout(timer);
      stdin.removeListener('data', onData);
      stdin.pause();
      if (stdin.isTTY && !stdin.destroyed) stdin.setRawMode(false);
      stdin.unref();
    },
  };
}
