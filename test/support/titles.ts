import { deploymentMachine } from '../../machines/deployment/machine.ts';
import { initMachine } from '../../machines/init/machine.ts';
import { modalRegion } from '../../machines/session/modal.ts';

interface Named {
  readonly meta?: { readonly title?: string };
  readonly states?: object;
}

/** The title of a state on the screen. @param path as `review.summary` */
function titleOf(machine: object, path: string): string {
  let node = machine as Named;
  for (const name of path.split('.')) {
    const found = (node.states as Readonly<Record<string, Named>> | undefined)?.[name];
    if (!found) throw new Error(`there is no state ${path}`);
    node = found;
  }
  return node.meta?.title ?? '';
}

/** The titles of the screens as in the machines, so that tests that wait for one need not repeat its words. */
export const titles = {
  init: (state: string) => titleOf(initMachine, state),
  deployment: (state: string) => titleOf(deploymentMachine, state),
  dialog: (state: string) => titleOf(modalRegion, state),
};
