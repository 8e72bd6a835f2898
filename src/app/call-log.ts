import type { CallRecord, NumberedCall } from '../aws/calls/record.ts';

/** The calls of this run, recorded whether or not they are shown. */
export interface CallLog {
  readonly record: (call: CallRecord) => void;
  /** The newest 1,000 calls, oldest first; the same list as long as nothing is added. */
  readonly calls: () => readonly NumberedCall[];
  /** Calls back after every call. @returns stops it */
  readonly watch: (listener: () => void) => () => void;
}

const kept = 1_000;

/** @param trace also gets every call; must not throw */
export function createCallLog(trace?: (call: CallRecord) => void): CallLog {
  const all: NumberedCall[] = [];
  const listeners = new Set<() => void>();
  let shown: readonly NumberedCall[] | undefined = [];
  let made = 0;
  return {
    record: (call) => {
      all.push({ ...call, id: ++made });
      // Dropped in bulk: shifting an array of a thousand at every call would be slow.
      if (all.length >= kept * 2) all.splice(0, all.length - kept);
      shown = undefined;
      trace?.(call);
      for (const listener of listeners) listener();
    },
    calls: () => {
      shown ??= all.slice(-kept);
      return shown;
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
