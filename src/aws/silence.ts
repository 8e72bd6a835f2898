/** How long a service may be silent before that is shown, milliseconds. */
const quietFor = 4_000;
/** A silence continues with the next try if it starts within this time, milliseconds. */
const belongsTogether = 20_000;

/** A service that does not answer. */
export interface Silence {
  /** Its name for people: `CloudFormation`. */
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** An answer that is being waited for. */
export interface Awaited {
  /** Something arrived. */
  sign(): void;
  /** The wait is over. @param answered whether there was an answer */
  end(answered: boolean): void;
}

/** Receives the start of every wait for an answer. */
export interface SilenceTeller {
  /**
   * @param service its name for people
   * @param breakOff ends this wait, so that the request can be retried
   * @param since when the request was sent, milliseconds since the epoch; now if absent
   */
  begin(service: string, breakOff: () => void, since?: number): Awaited;
}

/** Keeps track of the answers being waited for, so that the screen can show a silence, and a user can retry immediately. */
export interface SilenceWatch extends SilenceTeller {
  /** The longest silence worth showing; the same object until something changes. */
  readonly current: () => Silence | undefined;
  /** @returns a function that unsubscribes */
  readonly watch: (listener: () => void) => () => void;
  /** Ends every silent wait. */
  breakOff(): void;
}

interface Entry {
  readonly service: string;
  readonly breakOff: () => void;
  since: number;
}

/** @param now milliseconds since the epoch */
export function createSilenceWatch(now: () => number = Date.now): SilenceWatch {
  const entries = new Set<Entry>();
  const listeners = new Set<() => void>();
  /** Since when a service was silent when its request ended without an answer, and when that was. */
  const unanswered = new Map<string, { readonly since: number; readonly endedAt: number }>();
  let shown: Silence | undefined;
  let timer: NodeJS.Timeout | undefined;

  const isQuiet = ({ since }: Entry) => now() - since >= quietFor;
  function look(): void {
    clearTimeout(timer);
    // If the clock was set back, silences would otherwise be shown that much later.
    for (const entry of entries) entry.since = Math.min(entry.since, now());
    const oldest = [...entries].reduce<Entry | undefined>(
      (first, entry) => (first && first.since <= entry.since ? first : entry),
      undefined,
    );
    const next = oldest && isQuiet(oldest) ? { service: oldest.service, since: oldest.since } : undefined;
    if (oldest && !next) timer = setTimeout(look, Math.max(1, oldest.since + quietFor - now())).unref();
    if (next?.service === shown?.service && next?.since === shown?.since) return;
    shown = next;
    for (const listener of listeners) listener();
  }

  return {
    begin(service, breakOff, since = now()) {
      const before = unanswered.get(service);
      const goesOn = before && now() - before.endedAt < belongsTogether ? before.since : since;
      const entry: Entry = { service, breakOff, since: Math.min(since, goesOn) };
      entries.add(entry);
      look();
      return {
        sign() {
          entry.since = now();
          unanswered.delete(service);
          if (shown || timer === undefined) look();
        },
        end(answered) {
          if (!entries.delete(entry)) return;
          if (answered) unanswered.delete(service);
          else unanswered.set(service, { since: entry.since, endedAt: now() });
          look();
        },
      };
    },
    current: () => shown,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    breakOff() {
      for (const entry of [...entries]) if (isQuiet(entry)) entry.breakOff();
    },
  };
}
