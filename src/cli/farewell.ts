import type { SessionContext } from '../../machines/session/types.ts';
import { type AttachCommands, type AttachTo, attachCommands } from '../init/attach.ts';
import type { Arguments } from './arguments.ts';
import type { House } from './house.ts';

/** The commands that come back to a stack, as they have to be typed in this shell. */
export function attachHere(
  to: Omit<AttachTo, 'here' | 'endpointUrl'>,
  { options }: Arguments,
): AttachCommands {
  const endpoint = options['endpoint-url'];
  return attachCommands({
    ...to,
    here: process.cwd(),
    ...(typeof endpoint === 'string' ? { endpointUrl: endpoint } : {}),
  });
}

/**
 * What is printed after the screen is gone when something was left that goes on or waits.
 *
 * @returns lines with their ends; empty when nothing is left
 */
export function farewell(
  context: Pick<SessionContext, 'init'>,
  house: Pick<House, 'cloud'>,
  given: Arguments,
): string {
  const deployment = context.init?.getSnapshot().children.deployment?.getSnapshot();
  if (deployment?.status !== 'active' || deployment.matches('done') || deployment.matches('cleaned'))
    return '';
  // The demo's cloud ends with the demo: there is nothing to come back to.
  if (house.cloud.kind === 'demo') return '';
  const { plan, stackId } = deployment.context;
  const { watch, resume, cleanUp } = attachHere({ ...plan, region: plan.identity.region }, given);
  const what = deployment.matches('creating')
    ? `Whether AWS makes the stack ${plan.stackName} is not known yet.`
    : deployment.matches('failed') || !stackId
      ? `The init with the stack ${plan.stackName} is not finished.`
      : `The stack ${plan.stackName} goes on in AWS.`;
  return `${what}\n  ${watch}\n    follows it\n  ${resume}\n    goes on with the same stack and writes the files\n  ${cleanUp}\n    deletes it\n`;
}
