/** How long a service may be silent before that is said, milliseconds. */
const quietFor = 4_000;
/** A silence continues with the next try, unless that comes later than this, milliseconds. */
const belongsTogether = 20_000;

/** A service that was asked and sends nothing. */
export interface Silence {
  /** As people call it: `CloudFormation`. */
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Something that is waited for. */
export interface Awaited {
  /** Something came. */
  sign(): void;
  /** It is over. @param answered false: there was no answer */
  end(answered: boolean): void;
}

/** What a client tells of the answers that it waits for. */
export interface SilenceTeller {
  /**
   * @param service as people call it
   * @param breakOff ends this waiting, so that it can be tried again
   * @param since when it was asked, milliseconds since the epoch; now if absent
   */
  begin(service: string, breakOff: () => void, since?: number): Awaited;
}

/** Knows which answers are waited for, so that the screen can say that nothing comes, and a person can try at once. */
export interface SilenceWatch extends SilenceTeller {
  /** The longest silence that is worth saying; the same value until something changes. */
  readonly current: () => Silence | undefined;
  /** @returns a function that stops it */
  readonly watch: (listener: () => void) => () => void;
  /** Breaks off everything that is silent. */
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
  /** How long a service was silent when it was given up, and when that was. */
  const unanswered = new Map<string, { readonly since: number; readonly endedAt: number }>();
  let shown: Silence | undefined;
  let timer: NodeJS.Timeout | undefined;

  const isQuiet = ({ since }: Entry) => now() - since >= quietFor;
  function look(): void {
    clearTimeout(timer);
    // A clock that was set back would have nothing told for as long.
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
