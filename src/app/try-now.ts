import type { AppContext } from './app-context.ts';

/** A person does not want to wait: what is silent is broken off, and everything that waits asks again at once. */
export function tryNow({ clock, silence }: Pick<AppContext, 'clock' | 'silence'>): void {
  silence.breakOff();
  clock.wake();
}
