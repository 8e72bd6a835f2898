import { expect, it } from 'vitest';
import { rowLayout } from '../../../../components/deployment/row-layout.ts';

const large = { name: 28, type: 20, words: 10, telling: 10 };
const ended = { ...large, telling: 0 };
const begun = { placed: false, begun: true };

it.each([57, 64, 66, 75, 90, 120])(
  'the bars of a large stack have an axis in rows of %i columns',
  (width) => {
    for (const contents of [large, ended]) {
      const { name, type, bars, timed, words } = rowLayout(width, contents, begun);
      expect(timed).toBe(true);
      expect(bars).toBeGreaterThanOrEqual(14);
      expect(name).toBeGreaterThanOrEqual(22);
      // The mark, the duration, and the blank before the words.
      expect(2 + name + type + bars + 8 + (words > 0 ? words + 1 : 0)).toBe(width);
    }
  },
);

it.each([57, 66, 75, 120])(
  'names are complete in rows of %i columns once everything is complete',
  (width) => {
    expect(rowLayout(width, ended, begun).name).toBe(30);
  },
);

it('beside the axis the type is dropped first, then the status of what is complete, then names are cut', () => {
  expect(rowLayout(120, ended, begun)).toMatchObject({ name: 30, type: 22, words: 10 });
  expect(rowLayout(75, ended, begun)).toMatchObject({ name: 30, type: 0, words: 10 });
  expect(rowLayout(64, ended, begun)).toMatchObject({ name: 30, type: 0, words: 0 });
  expect(rowLayout(64, large, begun)).toMatchObject({ name: 29, type: 0, words: 10 });
});

it('names that say where a resource is are not cut for an axis', () => {
  expect(rowLayout(66, large, { placed: true, begun: true })).toMatchObject({ name: 29, timed: false });
});

it('a narrow row shows its type until something has started, then an axis', () => {
  const created = { name: 25, type: 16, words: 0, telling: 0 };
  expect(rowLayout(57, created, { placed: false, begun: false })).toMatchObject({ type: 18, timed: false });
  expect(rowLayout(57, created, { placed: false, begun: true })).toMatchObject({
    name: 27,
    type: 0,
    bars: 20,
    timed: true,
  });
});
