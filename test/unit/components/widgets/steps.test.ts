import { describe, expect, it } from 'vitest';
import { type StepItem, stepLine, stepNumber } from '../../../../components/widgets/steps.tsx';

const steps = (...states: readonly StepItem['state'][]): readonly StepItem[] =>
  states.map((state, at) => ({ id: String(at), label: `Step ${'ABC'[at]}`, state }));

describe('which step it is', () => {
  it('is told of the one under way, or of the one that failed, counted from one', () => {
    expect(stepNumber(steps('now', 'to-come', 'to-come'))).toBe('step 1 of 3');
    expect(stepNumber(steps('done', 'done', 'now'))).toBe('step 3 of 3');
    expect(stepNumber(steps('done', 'failed', 'to-come'))).toBe('step 2 of 3');
    expect(stepLine(steps('done', 'now', 'to-come'), '·')).toBe('step 2 of 3 · Step B');
  });

  it('is none before the first and after the last', () => {
    for (const all of [steps('to-come', 'to-come'), steps('done', 'done'), []]) {
      expect(stepNumber(all)).toBeUndefined();
      expect(stepLine(all, '·')).toBe('');
    }
  });
});
