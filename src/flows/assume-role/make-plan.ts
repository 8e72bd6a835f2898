import type { AssumePlan, PlanInput } from './plan.ts';
import { planRole } from './plan-role.ts';
import { planUser } from './plan-user.ts';

/**
 * Makes the plan: checks what exists, so that only the rest is created. Changes nothing.
 *
 * @throws Problem NAME_IN_USE if a role or policy of the name has other contents; ACCESS_DENIED, …
 */
export function planAssume(input: PlanInput): Promise<AssumePlan> {
  return input.part === 'role' ? planRole(input) : planUser(input);
}
