import { expect, it } from 'vitest';
import { given } from '../../../../machines/kit/given.ts';

it('passes only the requested members, and names an unknown one', () => {
  const context: { plan?: string; count?: number; secret?: string } = { plan: '', count: 0, secret: 'x' };
  expect(given(context, 'plan', 'count')).toEqual({ plan: '', count: 0 });
  expect(() => given({ ...context, plan: undefined }, 'count', 'plan')).toThrow('plan is not known');
});
