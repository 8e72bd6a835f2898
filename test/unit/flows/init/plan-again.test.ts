import { expect, it } from 'vitest';
import { planAgain, planInit } from '../../../../src/flows/init/plan.ts';
import { plan as documented } from '../../../support/pretend-values.ts';

const token = (five: string) => `${five}000-0000-4000-8000-000000000009`;
const plan = planInit({
  ...documented,
  ...{ layout: 'multi-env', environment: 'dev', stackName: 'amplify-shop-dev-0a1b2', token: token('0a1b2') },
});

it('names the stack of an environment after the new token, if it gets another name', () => {
  const again = planAgain(plan, token('9f8e7'), 0);
  expect([again.stackName, again.token]).toEqual(['amplify-shop-dev-9f8e7', token('9f8e7')]);
  expect(planAgain(plan, token('9f8e7')).stackName).toBe(plan.stackName);
});

it('ends although the new token starts like the old one', () => {
  expect(planAgain(plan, token('0a1b2'), 0).stackName).toBe(plan.stackName);
});

it('names the classic one after the first second that gives another name', () => {
  const at = new Date(2026, 10, 23, 9, 45, 12).getTime();
  const named = planAgain(documented, token('9f8e7'), at);
  expect(planAgain(named, token('9f8e7'), at).stackName).not.toBe(named.stackName);
});
