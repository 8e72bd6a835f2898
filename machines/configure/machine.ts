import { beginningStates } from './beginning.ts';
import { givenKeyStates } from './given-keys.ts';
import { accountStates, questionStates } from './questions.ts';
import { reviewStates } from './review.ts';
import { runStates } from './run.ts';
import { configureSetup } from './setup.ts';
import type { ConfigureContext, ConfigureOutput } from './types.ts';
import { userStates } from './user.ts';

/**
 * The flow `configure`: choose a way, show the acting identity, review, create, save, verify. Rotating a key is the same
 * flow from the account on.
 *
 * Answers are complete from the start and are kept on the way back; nothing is written, here or in AWS, before CONFIRM on
 * the review, except that the user may delete single keys to make room.
 */
export const configureMachine = configureSetup.createMachine({
  id: 'configure',
  context: ({ input }) => ({ ...input }),
  initial: 'looking',
  output: ({ context }) => outputOf(context),
  on: { EDIT: { guard: 'keepsWay', actions: 'edit' } },
  states: {
    ...beginningStates,
    ...questionStates,
    ...accountStates,
    ...userStates,
    ...givenKeyStates,
    ...reviewStates,
    ...runStates,
    finished: { type: 'final', meta: { pane: 'home', title: 'Done' } },
    left: {
      type: 'final',
      meta: { pane: 'home', title: 'Left' },
      entry: configureSetup.assign({ saved: undefined }),
    },
  },
});

function outputOf({ answers, saved, written, made, oldKey, plan, kept }: ConfigureContext): ConfigureOutput {
  if (!answers || !saved) return { kind: 'left' };
  return {
    kind: 'configured',
    way: answers.way,
    profile: answers.profile,
    access:
      answers.way === 'existing' && answers.access
        ? answers.access
        : { kind: 'profile', name: answers.profile },
    identity: saved.identity,
    files: written ?? [],
    ...(made ? { accessKeyId: made.accessKeyId } : {}),
    ...(oldKey ? { oldKey } : {}),
    ...(made && plan?.also ? { also: plan.also } : {}),
    ...(kept ? { kept } : {}),
  };
}
