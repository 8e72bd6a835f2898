import { describe, expect, it } from 'vitest';
import { answersBelow, type StepItem, stepLine, stepNumber } from '../../../../components/widgets/steps.tsx';

const steps = (...states: readonly StepItem['state'][]): readonly StepItem[] =>
  states.map((state, at) => ({ id: String(at), label: `Step ${'ABC'[at]}`, state }));

describe('the number of the step', () => {
  it('is shown for the current step, or the one that failed, counted from one', () => {
    expect(stepNumber(steps('now', 'to-come', 'to-come'))).toBe('step 1 of 3');
    expect(stepNumber(steps('done', 'done', 'now'))).toBe('step 3 of 3');
    expect(stepNumber(steps('done', 'failed', 'to-come'))).toBe('step 2 of 3');
    expect(stepLine(steps('done', 'now', 'to-come'), '·', 'Which one?')).toBe('step 2 of 3 · Step B');
    expect(stepLine(steps('done', 'now', 'to-come'), '·', 'Step B')).toBe('step 2 of 3');
  });

  it('is not shown before the first and after the last', () => {
    for (const all of [steps('to-come', 'to-come'), steps('done', 'done'), []]) {
      expect(stepNumber(all)).toBeUndefined();
      expect(stepLine(all, '·', '')).toBe('');
    }
  });
});

describe('an answer that is too long for its row', () => {
  const policy: StepItem = { id: 'policy', label: 'Policy', state: 'done', value: 'AdministratorAccess' };
  const region: StepItem = { id: 'region', label: 'Region', state: 'done', value: 'eu-west-1' };

  it('is shown in full below its step', () => {
    expect([...answersBelow([policy, region], 26, 10)]).toEqual([['policy', ['AdministratorAccess']]]);
    const value = 'arn:aws:iam::aws:policy/AdministratorAccess-Amplify';
    expect(
      answersBelow([{ ...policy, value }], 26, 10)
        .get('policy')
        ?.join(''),
    ).toBe(value);
  });

  it('is cut if there are no rows for it, and while it is being asked for', () => {
    expect(answersBelow([policy, region], 26, 2).size).toBe(0);
    expect(answersBelow([{ ...policy, state: 'now' }], 26, 10).size).toBe(0);
    expect(answersBelow([policy], 30, 10).size).toBe(0);
  });
});
