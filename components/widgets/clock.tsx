import { useAnimation } from 'ink';
import { createContext, useContext } from 'react';

const ClockContext = createContext<() => number>(Date.now);

/** Provides a clock to everything inside it; tests bring their own. */
export const ClockProvider = ClockContext;

/** The clock, for handlers; reading it does not draw anything again. */
export function useClock(): () => number {
  return useContext(ClockContext);
}

/**
 * The time in milliseconds since the epoch; drawn again every `intervalMs` while `active`. All users share one timer,
 * and there is none while nothing runs.
 */
export function useNow(intervalMs: number, active: boolean): number {
  const now = useContext(ClockContext);
  useAnimation({ interval: intervalMs, isActive: active });
  return now();
}
