import { useStdin } from 'ink';
import { type RefObject, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { createInputParser } from './input-parser.ts';
import type { TerminalInput } from './keys.ts';

/** The reading of keys; another program that is lent the terminal has them meanwhile. */
export interface Reading {
  pause(): void;
  resume(): void;
}

/** The keyboard protocol by which the terminal names the place of a key on a US keyboard beside its letter. */
export interface KeyboardProtocol {
  /** Asks the terminal whether it knows it. */
  ask(): void;
  /** It does: from now on keys come in that form. */
  use(): void;
}

/**
 * Reads the terminal while the component is mounted. Ink's own hooks are not used: what they hold back of a torn paste
 * or sequence has no limits, and they know neither the mouse nor xterm's newer keys. Whoever takes the screen has set the
 * marks around pastes.
 *
 * @param take gets what was typed, pasted and clicked, in order
 * @param far the terminal is on another machine
 * @param handle is given what stops the reading
 * @param protocol asked for when the first letter comes that is not Latin: on no other keyboard it is needed
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
    // An answer that was not asked for does not count.
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
    listen(to: Listener) {
      listener = to;
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
