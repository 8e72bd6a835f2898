import { expect, it } from 'vitest';
import { rowLayout } from '../../../../components/deployment/row-layout.ts';

const large = { name: 28, type: 20, words: 10 };

it.each([64, 66, 75, 90, 120])('the bars of a large stack have an axis in rows of %i columns', (width) => {
  const { name, type, bars, timed, words } = rowLayout(width, large, { placed: false, begun: true });
  expect(timed).toBe(true);
  expect(bars).toBeGreaterThanOrEqual(20);
  expect(name).toBeGreaterThanOrEqual(22);
  // The mark, the duration, and the blank before the words.
  expect(2 + name + type + bars + 8 + 1 + words).toBe(width);
});

it('names are whole where there is room for them and the axis', () => {
  expect(rowLayout(120, large, { placed: false, begun: true }).name).toBe(30);
});

it('names that say where a resource is are not cut for an axis', () => {
  expect(rowLayout(66, large, { placed: true, begun: true })).toMatchObject({ name: 29, timed: false });
});

it('a narrow row has its type until something has begun, then an axis', () => {
  const created = { name: 25, type: 16, words: 0 };
  expect(rowLayout(57, created, { placed: false, begun: false })).toMatchObject({ type: 18, timed: false });
  expect(rowLayout(57, created, { placed: false, begun: true })).toMatchObject({
    name: 27,
    type: 0,
    bars: 20,
    timed: true,
  });
});
