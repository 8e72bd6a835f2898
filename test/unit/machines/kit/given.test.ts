import { expect, it } from 'vitest';
import { given } from '../../../../machines/kit/given.ts';

it('gives the members that are asked for alone, and names one that is not known', () => {
  const context: { plan?: string; count?: number; secret?: string } = { plan: '', count: 0, secret: 'x' };
  expect(given(context, 'plan', 'count')).toEqual({ plan: '', count: 0 });
  expect(() => given({ ...context, plan: undefined }, 'count', 'plan')).toThrow('plan is not known');
});
