import { accessStates } from './access.ts';
import { attemptStates } from './attempt.ts';
import { recoveryStates } from './recovery.ts';
import { deploymentSetup } from './setup.ts';

/**
 * One deployment of a parent stack, from CreateStack to the files on disk.
 *
 * A failed stack leaves nothing local. A complete stack whose upload or files failed is finished by doing only the
 * missing steps again.
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
  output: ({ context }) => context.output ?? { kind: 'left' },
  states: {
    ...attemptStates,
    ...recoveryStates,
    ...accessStates,
    finished: { type: 'final', meta: { pane: 'init.done', title: 'Done', step: 'deploy' } },
    left: { type: 'final', meta: { pane: 'init.stack-failed', title: 'Left', step: 'deploy' } },
  },
});
