import { shownExactly } from '../core/odd-text.ts';
import { Problem } from '../core/problem.ts';

/** How long a run without a user waits for a connection or for new credentials by default, in seconds. */
const usual = 600;

/** Reads `--patience`. @returns milliseconds @throws Problem USAGE */
export function readPatience(value: string | undefined): number {
  const seconds = value === undefined ? usual : Number(value);
  if ((value === undefined || /^\d+(\.\d+)?$/.test(value)) && seconds >= 0 && seconds <= 86_400)
    return seconds * 1000;
  throw new Problem({
    code: 'USAGE',
    what: `--patience ${shownExactly(value ?? '')} is not a number that fits.`,
    why: 'It takes seconds from 0 to 86400.',
    next: `Leave it out for ${usual} seconds.`,
  });
}
