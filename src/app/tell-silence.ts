import type { SilenceWatch } from '../aws/silence.ts';
import { duration } from '../core/text.ts';
import type { Report } from './headless/report.ts';

/** The shortest time between two reports on a silent service, in milliseconds; attempts follow each other faster. */
const again = 30_000;

/**
 * Reports in a run without a screen what the screen would show: which service does not answer, and for how long.
 *
 * @param now milliseconds since the epoch
 * @returns stops it
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
