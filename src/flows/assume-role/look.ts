import type { PlannedCall } from '../../core/plan.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';

/** A call to IAM, for the review. */
export const iam = (action: string, target: string, purpose: string): PlannedCall => ({
  service: 'IAM',
  action,
  target,
  purpose,
});

/** What may not be read counts as missing; the calls that change something will fail if it is not. */
export async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (asProblem(thrown).code === 'ACCESS_DENIED') return undefined;
    throw thrown;
  }
}

/** The Problem of a name that is already used for something else. */
export function inUse(kind: 'role' | 'policy', name: string): Problem {
  return new Problem({
    code: 'NAME_IN_USE',
    what: `A ${kind} ${plainText(name)} already exists, and it says something else.`,
    why:
      kind === 'role'
        ? 'Its trust policy names another account, another external id or another rule for MFA.'
        : 'It allows something else than to assume this one role.',
    next: `Choose another name; the existing ${kind} is left alone.`,
  });
}
