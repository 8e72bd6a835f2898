import { describe, expect, it } from 'vitest';
import { formWindow } from '../../../../components/widgets/form-window.ts';

const one = (count: number) => Array.from({ length: count }, () => 1);

describe('the fields of a form', () => {
  it('are all drawn if they fit', () => {
    expect(formWindow(one(9), 0, 9)).toEqual({ first: 0, end: 9, hidden: 0 });
  });

  it.each([
    [0, 0, 7],
    [4, 1, 8],
    [8, 2, 9],
  ])('are those around the focus if they do not: %i', (at, first, end) => {
    expect(formWindow(one(9), at, 8)).toEqual({ first, end, hidden: 2 });
  });

  it('leave no row unused that the next one would need, whatever is wrong with others', () => {
    for (let rows = 3; rows < 14; rows += 1)
      for (let at = 0; at < 9; at += 1) {
        const heights = one(9).map((height, field) => height + ([1, 2, 7].includes(field) ? 1 : 0));
        const { first, end, hidden } = formWindow(heights, at, rows);
        const used = heights.slice(first, end).reduce((sum, height) => sum + height, 0);
        expect(first <= at && at < end).toBe(true);
        if (hidden === 0) continue;
        expect(used).toBeLessThanOrEqual(rows - 1);
        for (const next of [heights[first - 1], heights[end]])
          if (next !== undefined) expect(used + next).toBeGreaterThan(rows - 1);
      }
  });
});
