import { expect, vi } from 'vitest';

/**
 * Waits until the check throws no more; when it still throws after 15 s, the test fails with what it throws. Vitest's own
 * waiting gives up after one second, which is too short for a busy machine.
 */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 15_000 });

/** Makes an assertion of a wait that fails by itself: a test is refused that comes to its end without one. */
export async function asserted(wait: Promise<void>): Promise<void> {
  expect(await wait).toBeUndefined();
}
