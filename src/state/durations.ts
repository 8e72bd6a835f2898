import { join } from 'node:path';
import type { Usual } from '../aws/progress/estimate.ts';
import { asRecord, jsonValue } from '../core/json-values.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { isLocked, withFileLock } from '../platform/lock.ts';
import { readTextFileSync } from '../platform/read-sync.ts';

/** How long each type of resource took on this machine, for "about 12s left". */
export interface Durations {
  /** The median of the newest nine samples, and the usual range; undefined if the type was never seen. */
  learned(type: string): Usual | undefined;
  /** @param ms ignored if it is not a plausible duration */
  learn(type: string, ms: number): void;
  /** Saves the samples since the last save, merged with those of other instances. @throws Problem FILE_UNWRITABLE */
  save(): Promise<void>;
}

const keptSamples = 9;
/** More types than AWS has: a limit in case something else fills the file. */
const keptTypes = 2_000;

type Samples = Map<string, readonly number[]>;

/**
 * The durations in `<state>/durations.json`. The file is read when first needed; a broken one counts as empty.
 *
 * @param isAws false: those of another cloud, which may be much faster and so has its own file
 */
export function openDurations(folder: string, isAws = true): Durations {
  const path = join(folder, isAws ? 'durations.json' : 'durations-of-endpoint.json');
  let known: Samples | undefined;
  let fresh: (readonly [type: string, ms: number])[] = [];
  const samples = () => {
    known ??= asSamples(jsonValue(readTextFileSync(path)));
    return known;
  };
  return {
    learned: (type) => usualOf(samples().get(type) ?? []),
    learn: (type, ms) => {
      if (!isDuration(ms)) return;
      add(samples(), type, ms);
      fresh.push([type, ms]);
    },
    save: async () => {
      if (fresh.length === 0 && !(await isLocked(path))) return;
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
  const known = samples.get(type) ?? [];
  // The same to the millisecond is the same resource, of a settled stack that was read again.
  if (known.includes(Math.round(ms))) return;
  const newest = [...known, Math.round(ms)].slice(-keptSamples);
  if (samples.has(type) || samples.size < keptTypes) samples.set(type, newest);
}

function asSamples(value: unknown): Samples {
  const samples: Samples = new Map();
  for (const [type, list] of Object.entries(asRecord(asRecord(value)?.types) ?? {}).slice(0, keptTypes)) {
    if (Array.isArray(list)) samples.set(type, list.filter(isDuration).slice(-keptSamples));
  }
  return samples;
}

/** Up to a week, which no resource exceeds. */
function isDuration(ms: unknown): ms is number {
  return typeof ms === 'number' && ms >= 0 && ms <= 7 * 24 * 3_600_000;
}

/** With too few samples, how far from the median a time may be, as a fraction of it. */
const spread = 0.25;

function usualOf(values: readonly number[]): Usual | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const count = sorted.length;
  const [lower, upper] = [sorted[Math.ceil(count / 2) - 1], sorted[Math.floor(count / 2)]];
  if (lower === undefined || upper === undefined) return undefined;
  const middle = (lower + upper) / 2;
  if (count < 3) return { low: middle * (1 - spread), middle, high: middle * (1 + spread) };
  // With many samples, the shortest and the longest are outliers.
  const cut = count >= keptSamples ? 1 : 0;
  return { low: sorted[cut] ?? middle, middle, high: sorted[count - 1 - cut] ?? middle };
}
