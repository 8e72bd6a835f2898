import type { AssumePlan, PlanInput } from './plan.ts';
import { planRole } from './plan-role.ts';
import { planUser } from './plan-user.ts';

/**
 * Makes the plan: looks at what is there, so that only the rest is made. Writes nothing, changes nothing.
 *
 * @throws Problem NAME_IN_USE when a role or policy of the name says something else; ACCESS_DENIED, …
 */
export function planAssume(input: PlanInput): Promise<AssumePlan> {
  return input.part === 'role' ? planRole(input) : planUser(input);
}
