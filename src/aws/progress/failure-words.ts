import { numeral, plainText, tookWords } from '../../core/text.ts';
import type { FailureCause, StackProgress } from './model.ts';
import { placeOf, skippedIn } from './narration.ts';

const verbs: Readonly<Record<StackProgress['operation'], string>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  import: 'imported into',
  unknown: 'deployed',
};

/** What failed, and the current state: `shop could not be created. It was rolled back after 24s.` */
export function failureHeadline(progress: StackProgress): string {
  const { stackName, operation, direction, outcome, startedAt, endedAt } = progress;
  const took =
    startedAt === undefined || endedAt === undefined ? '' : ` after ${tookWords(endedAt - startedAt)}`;
  if (operation === 'delete' && outcome !== 'delete-failed')
    return `${stackName} failed before. It ${outcome === 'deleted' ? 'is deleted' : 'is being deleted'}.`;
  const what = `${stackName} could not be ${verbs[operation]}.`;
  if (outcome === 'running')
    return direction === 'back' ? `${what} It is being rolled back.` : `${stackName}: something has failed.`;
  if (outcome === 'rolled-back') return `${what} It was rolled back${took}.`;
  return outcome === 'failed' && direction === 'back' ? `${what} Its rollback is stuck.` : what;
}

/** How a failed operation ended, to follow the stack's name: `was rolled back`; undefined if nothing has failed. */
export function failedWords({ outcome, operation, direction }: StackProgress): string | undefined {
  if (outcome === 'rolled-back') return 'was rolled back';
  if (outcome === 'delete-failed') return 'could not be deleted';
  if (outcome !== 'failed') return undefined;
  return direction === 'back' ? 'is stuck: its rollback failed' : `could not be ${verbs[operation]}`;
}

/** What a failed operation left in AWS, one sentence. */
export function leftInAws(progress: StackProgress): string {
  const { operation, direction, outcome, completed, total, resources } = progress;
  if (outcome === 'deleted') return 'Nothing.';
  if (outcome === 'running')
    return direction === 'back' ? `${numeral(completed)} of ${numeral(total)} still to be rolled back.` : '';
  if (outcome === 'delete-failed') return 'What could not be deleted, marked below.';
  if (outcome === 'rolled-back' && operation !== 'create') {
    const skipped = skippedIn(progress);
    return skipped.length === 0
      ? 'Everything as it was before.'
      : `${skipped.join(', ')} as ${skipped.length === 1 ? 'it is' : 'they are'} now (skipped); the rest as before.`;
  }
  const isEmpty = resources.every(
    ({ state }) => state === 'waiting' || state === 'removed' || state === 'failed' || state === 'cancelled',
  );
  if (operation === 'create' && (isEmpty || (outcome === 'rolled-back' && completed === 0)))
    return 'An empty stack.';
  return direction === 'back'
    ? 'What could not be rolled back, marked below.'
    : 'The resources listed below.';
}

/** Why something failed: the meaning, or if that is unknown, AWS's words without their wrapping. */
export function whyWords(cause: FailureCause): string {
  return `${placeOf(cause)}: ${cause.meaning ?? bareReason(cause.reason)}`;
}

/** `Resource handler returned message: "no" (RequestToken: …)` as `no`. */
function bareReason(reason: string): string {
  const text = plainText(reason);
  const [, said] = /returned message: "(.+?)(?: \(Service: [^"]*)?"/.exec(text) ?? [];
  return said ?? text;
}
