import { join } from 'node:path';
import { asRecord, jsonValue } from '../core/json-values.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';
import { readTextFileSync } from '../platform/read-sync.ts';

/** How long resources took on this machine, for "about 12s left". */
export interface Durations {
  /** The median of the newest nine, in milliseconds; undefined when the type was never seen. */
  learned(type: string): number | undefined;
  /** @param ms nothing is learned from a value that is no duration */
  learn(type: string, ms: number): void;
  /** Writes what was learned since the last save, beside what other instances learned. @throws Problem FILE_UNWRITABLE */
  save(): Promise<void>;
}

const keptSamples = 9;
/** More types than AWS has; a bound for a file that something else filled. */
const keptTypes = 2_000;

type Samples = Map<string, readonly number[]>;

/** The durations in `<state>/durations.json`. The file is read when they are first asked for; a broken one is empty. */
export function openDurations(folder: string): Durations {
  const path = join(folder, 'durations.json');
  let known: Samples | undefined;
  let fresh: (readonly [type: string, ms: number])[] = [];
  const samples = () => {
    known ??= asSamples(jsonValue(readTextFileSync(path)));
    return known;
  };
  return {
    learned: (type) => median(samples().get(type) ?? []),
    learn: (type, ms) => {
      if (!isDuration(ms)) return;
      add(samples(), type, ms);
      fresh.push([type, ms]);
    },
    save: async () => {
      if (fresh.length === 0) return;
      const saved = fresh;
      await ensureFolder(folder, 0o700);
      await withFileLock(path, async () => {
        const stored = asSamples(jsonValue(await readTextFile(path)));
        for (const [type, ms] of saved) add(stored, type, ms);
        const text = JSON.stringify({ version: 1, types: Object.fromEntries(stored) });
        await writeFileAtomic(path, `${text}\n`, { mode: 0o600 });
        known = stored;
      });
      fresh = fresh.slice(saved.length);
      for (const [type, ms] of fresh) add(samples(), type, ms);
    },
  };
}

function add(samples: Samples, type: string, ms: number): void {
  const newest = [...(samples.get(type) ?? []), Math.round(ms)].slice(-keptSamples);
  if (samples.has(type) || samples.size < keptTypes) samples.set(type, newest);
}

function asSamples(value: unknown): Samples {
  const samples: Samples = new Map();
  for (const [type, list] of Object.entries(asRecord(asRecord(value)?.types) ?? {}).slice(0, keptTypes)) {
    if (Array.isArray(list)) samples.set(type, list.filter(isDuration).slice(-keptSamples));
  }
  return samples;
}

/** Up to a week: no resource takes longer. */
function isDuration(ms: unknown): ms is number {
  return typeof ms === 'number' && ms >= 0 && ms <= 7 * 24 * 3_600_000;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}
