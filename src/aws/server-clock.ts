/** Smaller differences do not count: AWS's time has whole seconds. */
const resolution = 1000;

/**
 * Makes a steady clock offset from the SDK's jumpy one.
 *
 * The SDK sets its offset from each answer's Date header, which is truncated to whole seconds and delayed by the way
 * back. So the largest recent offset is the most accurate; only a drop beyond that error means that a clock was set.
 */
export function createServerClock() {
  let steady: number | undefined;
  return {
    /** @param told each client's offset in milliseconds; 0 from a client without an answer yet */
    offset(told: readonly number[]): number {
      for (const offset of told) {
        if (offset === 0) continue;
        if (steady === undefined || offset > steady || offset < steady - 2 * resolution) steady = offset;
      }
      return steady === undefined || Math.abs(steady) < resolution ? 0 : steady;
    },
  };
}
