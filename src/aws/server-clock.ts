/** Less than this is taken for no difference: AWS tells its time in whole seconds. */
const resolution = 1000;

/**
 * Makes a steady clock offset out of the SDK's jumpy one.
 *
 * The SDK sets its offset from each answer's Date header, which is cut to whole seconds and late by the way back. So
 * the largest of the recent offsets is the truest one; only a fall of more than that error means that a clock was set.
 */
export function createServerClock() {
  let steady: number | undefined;
  return {
    /** @param told what each client tells, milliseconds; 0 from a client that has had no answer yet */
    offset(told: readonly number[]): number {
      for (const offset of told) {
        if (offset === 0) continue;
        if (steady === undefined || offset > steady || offset < steady - 2 * resolution) steady = offset;
      }
      return steady === undefined || Math.abs(steady) < resolution ? 0 : steady;
    },
  };
}
