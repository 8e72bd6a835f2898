import { expect, vi } from 'vitest';

/**
 * Retries a check until it passes; fails after 15 s with its last error. Vitest's own waiting gives up after one second, which
 * is too short on a busy machine.
 */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 15_000 });

/** Marks the wait as an assertion, since tests without any are refused. */
export async function asserted(wait: Promise<void>): Promise<void> {
  expect(await wait).toBeUndefined();
}
