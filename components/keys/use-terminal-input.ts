import { useStdin } from 'ink';
import { type RefObject, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { createInputParser } from './input-parser.ts';
import type { TerminalInput } from './keys.ts';

/** The reading of keys; paused while another program has the terminal. */
export interface Reading {
  pause(): void;
  resume(): void;
}

/** The keyboard protocol in which the terminal reports a key's position on a US keyboard along with its letter. */
export interface KeyboardProtocol {
  /** Asks the terminal whether it supports it. */
  ask(): void;
  /** Switches it on: from now on keys arrive in that form. */
  use(): void;
}

/**
 * Reads the terminal while the component is mounted. It does not use Ink's own hooks: what they hold back of a split paste or
 * sequence has no limits, and they support neither the mouse nor xterm's newer keys. Bracketed paste is switched on by the owner
 * of the screen.
 *
 * @param take gets what is typed, pasted and clicked, in order
 * @param far whether the terminal is on another machine
 * @param handle gets the control over the reading
 * @param protocol requested at the first non-Latin letter, since no other keyboard needs it
 */
export function useTerminalInput(
  take: (inputs: readonly TerminalInput[]) => void,
  far: boolean,
  handle: RefObject<Reading | undefined> | undefined,
  protocol?: KeyboardProtocol | undefined,
): void {
  const { stdin } = useStdin();
  const negotiation = useRef<'asked' | 'used'>(undefined);
  const onInputs = useEffectEvent((inputs: readonly TerminalInput[]) => {
    if (negotiation.current === undefined && inputs.some(isOtherScript)) {
      negotiation.current = 'asked';
      protocol?.ask();
    }
    if (inputs.length > 0) take(inputs);
  });
  const onKittyKeyboard = useEffectEvent(() => {
    // An unrequested answer does not count.
    if (negotiation.current !== 'asked') return;
    negotiation.current = 'used';
    protocol?.use();
  });
  const [reading] = useState(() => readingOf(stdin as NodeJS.ReadStream, far));
  useImperativeHandle(handle, () => reading, [reading]);
  useEffect(() => {
    reading.listen({ onInputs: (inputs) => onInputs(inputs), onKittyKeyboard: () => onKittyKeyboard() });
    reading.resume();
    return () => reading.pause();
  }, [reading]);
}

function isOtherScript(input: TerminalInput): boolean {
  return 'key' in input && /^(?!\p{Script=Latin})\p{Letter}/u.test(input.text ?? '');
}

interface Listener {
  readonly onInputs: (inputs: readonly TerminalInput[]) => void;
  readonly onKittyKeyboard: () => void;
}

function readingOf(stdin: NodeJS.ReadStream, far: boolean) {
  let listener: Listener | undefined;
  const parser = createInputParser({ far, onKittyKeyboard: () => listener?.onKittyKeyboard() });
  const give = (inputs: readonly TerminalInput[]) => listener?.onInputs(inputs);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  const wait = () => {
    clearTimeout(timer);
    const due = parser.due();
    if (due === undefined) return;
    timer = setTimeout(() => setImmediate(expire), Math.max(0, due - performance.now()));
  };
  // A turn later: when the program was busy, the rest may have arrived meanwhile and wait to be read.
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
    listen(to: Listener) {
      listener = to;
    },
    resume() {
      if (isReading) return;
      isReading = true;
      // Multi-byte characters may arrive split, too.
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
