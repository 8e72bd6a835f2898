import { expect, it } from 'vitest';
import { axisText } from '../../../../components/deployment/axis-line.tsx';

it.each([10, 25, 38, 60, 90, 300, 450, 3600])(
  'a narrow axis of %i seconds has at least two labels',
  (seconds) => {
    for (const width of [13, 15, 17, 19, 40]) {
      const text = axisText({ from: 0, length: seconds * 1000 }, width);
      expect(text.length).toBeLessThanOrEqual(width);
      expect(text).toMatch(/^0s +\S/);
    }
  },
);

it('an axis of a few columns shows its start', () => {
  expect(axisText({ from: 0, length: 60_000 }, 4)).toBe('0s');
});
