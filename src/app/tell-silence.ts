import type { SilenceWatch } from '../aws/silence.ts';
import { duration } from '../core/text.ts';
import type { Report } from './headless/report.ts';

/** So often at most a silent service is told of, milliseconds; tries follow each other faster than that. */
const again = 30_000;

/**
 * Tells a run without a screen what the screen shows: which service was asked and gives no answer, and for how long.
 *
 * @param now milliseconds since the epoch
 * @returns a function that stops the telling
 */
export function tellSilence(
  silence: Pick<SilenceWatch, 'current' | 'watch'>,
  report: Pick<Report, 'say' | 'tell'>,
  now: () => number = Date.now,
): () => void {
  let told: { readonly service: string; readonly at: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  function look(): void {
    clearTimeout(timer);
    const current = silence.current();
    if (!current) return;
    const left = told?.service === current.service ? Math.min(again, told.at + again - now()) : 0;
    if (left <= 0) {
      told = { service: current.service, at: now() };
      const elapsed = told.at - current.since;
      report.tell({
        type: 'connection',
        state: 'silent',
        service: current.service,
        seconds: Math.round(elapsed / 1000),
      });
      report.say(`▲ no answer from ${current.service} for ${duration(elapsed)}, still waiting`);
    }
    timer = setTimeout(look, left > 0 ? left : again).unref();
  }
  const stop = silence.watch(look);
  return () => {
    stop();
    clearTimeout(timer);
  };
}
