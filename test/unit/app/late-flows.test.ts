import { expect, it } from 'vitest';
import { lateFlows } from '../../../src/app/late-flows.ts';

it('flows are loaded once, and each project has its own', async () => {
  const late = lateFlows({} as Parameters<typeof lateFlows>[0]);
  expect(() => late.panes()).toThrow('before the flows are loaded');
  const first = late.load();
  expect(late.load()).toBe(first);
  await first;
  expect(late.panes()).toHaveProperty('home');
  const [one, other] = [late.of({} as never), late.of({} as never)];
  // Counted, not compared by a matcher: that would look into machines that are wired when they are looked at.
  expect(new Set([one(), one(), other()]).size).toBe(2);
});
