import { expect, it } from 'vitest';
import { wakeableClock } from '../../../src/platform/wakeable-clock.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

it('wakes every sleeper at once, and only current ones', async () => {
  const fake = createFakeClock(0);
  const clock = wakeableClock(fake);
  const sleepers = Promise.all([clock.sleep(10_000), clock.sleep(60_000)]);
  clock.wake();
  await sleepers;
  expect(clock.now()).toBe(0);
  let isOver = false;
  const later = clock.sleep(5_000).then(() => {
    isOver = true;
  });
  await fake.advance(4_999);
  expect(isOver).toBe(false);
  await fake.advance(1);
  await later;
});

it('ends with the reason of its signal, before and during the sleep', async () => {
  const clock = wakeableClock(createFakeClock(0));
  const controller = new AbortController();
  const sleeping = expect(clock.sleep(1_000, controller.signal)).rejects.toThrow('left');
  controller.abort(new Error('left'));
  await sleeping;
  await expect(clock.sleep(1_000, controller.signal)).rejects.toThrow('left');
});
