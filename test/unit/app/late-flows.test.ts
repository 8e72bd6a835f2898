import { expect, it } from 'vitest';
import { lateFlows } from '../../../src/app/late-flows.ts';

it('loads flows once, and each project has its own', async () => {
  const late = lateFlows({} as Parameters<typeof lateFlows>[0]);
  expect(() => late.panes()).toThrow('before the flows are loaded');
  const first = late.load();
  expect(late.load()).toBe(first);
  await first;
  expect(late.panes()).toHaveProperty('home');
  const [one, other] = [late.of({} as never), late.of({} as never)];
  // Counted instead of compared by a matcher, which would inspect the machines and so wire them.
  expect(new Set([one(), one(), other()]).size).toBe(2);
});
