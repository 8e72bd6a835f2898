import { accessStates } from './access.ts';
import { attemptStates } from './attempt.ts';
import { failureOf } from './failure.ts';
import { recoveryStates } from './recovery.ts';
import { deploymentSetup } from './setup.ts';
import type { DeploymentContext, DeploymentOutput } from './types.ts';

/**
 * One deployment of a parent stack, from CreateStack to the files on disk.
 *
 * A failed stack leaves nothing on disk. If the upload or the files of a complete stack failed, only the missing steps
 * are repeated.
 */
export const deploymentMachine = deploymentSetup.createMachine({
  id: 'deployment',
  context: ({ input }) => ({
    ...input,
    ...(input.resumed?.stackId ? { stackId: input.resumed.stackId } : {}),
    deletedHere: input.resumed?.step === 'cleaning',
    files: [],
    bucketLeft: false,
    bucketsKept: [],
  }),
  initial: 'starting',
  output: ({ context }) => context.output ?? leftWith(context),
  states: {
    ...attemptStates,
    ...recoveryStates,
    ...accessStates,
    finished: { type: 'final', meta: { pane: 'init.done', title: 'Done', step: 'deploy' } },
    left: { type: 'final', meta: { pane: 'init.stack-failed', title: 'Left', step: 'deploy' } },
  },
});

/** The output of a deployment that was left as it is, with its failure. */
function leftWith(context: DeploymentContext): DeploymentOutput {
  // After a clean-up there is nothing to report.
  const words = context.deletedHere ? undefined : failureOf(context);
  if (words === undefined) return { kind: 'left' };
  const { stackName, backend, environment } = context.plan;
  return { kind: 'left', failed: { stackName, words, environment: backend && environment } };
}
