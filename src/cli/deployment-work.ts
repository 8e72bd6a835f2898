import { randomUUID } from 'node:crypto';
import type { DeploymentContext } from '../../machines/deployment/types.ts';
import { type InitPlan, planInit } from '../init/plan.ts';
import { parentStackName } from '../project/names.ts';
import type { House } from './house.ts';

export { followStack } from '../aws/follow.ts';
export { forgetAttempt } from '../init/forget.ts';
export {
  followAttempt,
  removeAttempt,
  removeBucket,
  storeParentTemplate,
  writeProject,
} from '../init/run.ts';
export { startStack } from '../init/start-stack.ts';

/** A new attempt: a new token always; a new name is a later time, never the one just used. */
export function planAgain(house: House, { plan }: DeploymentContext, rename: boolean): InitPlan {
  let at = house.clock.now();
  let stackName = plan.stackName;
  while (rename && stackName === plan.stackName) {
    stackName = parentStackName(plan.settings.name, new Date(at));
    at += 1000;
  }
  return planInit({ ...plan, stackName, token: randomUUID() });
}
