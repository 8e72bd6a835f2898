import type { SnapshotFrom } from 'xstate';
import type { ProblemCode } from '../../src/core/problem.ts';
import { derivedNames } from '../../src/project/names.ts';
import type { deploymentMachine } from './machine.ts';
import type { DeploymentContext } from './types.ts';

/**
 * What is in AWS, as far as it is known, if a deployment is left now: `unknown` (CreateStack may have arrived),
 * `abandoned` (the same, but it was to be deleted), `created` (created or being created), `failed`, `complete` (files
 * missing), `to-delete` (DeleteStack may have arrived), `deleting`, `not-deleted`, `bucket` (stack gone, bucket left),
 * `gone`, and `nothing` (nothing was created, or everything is done).
 */
export type LeftInAws =
  | 'unknown'
  | 'abandoned'
  | 'created'
  | 'failed'
  | 'complete'
  | 'to-delete'
  | 'deleting'
  | 'not-deleted'
  | 'bucket'
  | 'gone'
  | 'nothing';

type State = SnapshotFrom<typeof deploymentMachine>;

/** Problems after which it is unknown whether the request reached AWS. */
const unsure: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'OFFLINE',
  'TIMED_OUT',
  'AWS_FAULT',
  'AWS_ANSWER',
  'THROTTLED',
  'CREDENTIALS_EXPIRED',
  'MFA_NEEDED',
  'SIGNED_OUT',
  'SIGN_IN_EXPIRED',
  'INTERRUPTED',
]);

/** What a deployment leaves in AWS if it is left in this state. */
export function leftInAwsBy(state: State | undefined): LeftInAws {
  if (state?.status !== 'active') return 'nothing';
  const { context } = state;
  const asksForAccess = ['choosingAccess', 'checkingAccess', 'askingFiles', 'goingOn'].some(
    (name) => name === state.value,
  );
  const place: string = asksForAccess ? (context.phase ?? 'following') : String(state.value);
  return places[place]?.(context) ?? 'nothing';
}

const deleted = ({ update }: DeploymentContext): LeftInAws => {
  if (update?.progress.outcome === 'deleted') return 'gone';
  return update?.progress.status.startsWith('DELETE_') ? 'deleting' : 'to-delete';
};

const places: Readonly<Partial<Record<string, (context: DeploymentContext) => LeftInAws>>> = {
  creating: ({ stackId, abandoned }) => (abandoned ? 'abandoned' : stackId ? 'created' : 'unknown'),
  notCreated: ({ stackId, problem }) =>
    stackId ? 'created' : problem && unsure.has(problem.code) ? 'unknown' : 'nothing',
  following: () => 'created',
  notFollowed: () => 'created',
  storing: () => 'complete',
  writing: () => 'complete',
  notFinished: () => 'complete',
  failed: ({ update }) => (update?.progress.outcome === 'deleted' ? 'gone' : 'failed'),
  removing: deleted,
  removingForNewName: deleted,
  planningAgain: () => 'gone',
  renaming: () => 'gone',
  cleaning: deleted,
  notCleaned: ({ update }) => (update?.progress.outcome === 'deleted' ? 'gone' : 'not-deleted'),
  askingBucket: () => 'bucket',
  deletingBucket: () => 'bucket',
  forgetting: ({ bucketLeft }) => (bucketLeft ? 'bucket' : 'gone'),
};

/** Whether continuing with the same stack makes sense; otherwise only its removal is left to do. */
export function canResume(leftInAws: LeftInAws): boolean {
  return ['unknown', 'created', 'failed', 'complete'].includes(leftInAws);
}

/** Whether AWS continues without this program. */
export function goesOnAlone(leftInAws: LeftInAws): boolean {
  return leftInAws === 'created' || leftInAws === 'unknown' || leftInAws === 'deleting';
}

/** One or two sentences: what is in AWS now. */
export function leftInAwsWords(leftInAws: LeftInAws, { plan, stackId }: DeploymentContext): string {
  const { stackName } = plan;
  const { bucket } = derivedNames(stackName);
  switch (leftInAws) {
    case 'unknown':
      return `It is not known whether AWS has made the stack ${stackName}.`;
    case 'abandoned':
      return stackId
        ? `AWS has not been told yet to delete the stack ${stackName}.`
        : `AWS has not been told yet to delete the stack ${stackName}, and may still make it.`;
    case 'created':
      return `The stack ${stackName} continues in AWS.`;
    case 'failed':
      return `The stack ${stackName} was not created; what it has left is in AWS.`;
    case 'complete':
      return `The stack ${stackName} is complete; the files of the project are not all written.`;
    case 'to-delete':
      return `AWS may not have been told yet to delete the stack ${stackName}.`;
    case 'deleting':
      return `AWS is deleting the stack ${stackName}. Its bucket ${bucket} stays, if it was made.`;
    case 'not-deleted':
      return `The stack ${stackName} could not be deleted.`;
    case 'bucket':
      return `The stack ${stackName} is deleted. Its bucket ${bucket} is still there.`;
    case 'gone':
      return `The stack ${stackName} is deleted.`;
    case 'nothing':
      return 'Nothing is left to do.';
  }
}

/** What `init --clean-up` does in this case, as the end of a sentence. */
export function cleanUpWords(leftInAws: LeftInAws): string {
  if (canResume(leftInAws)) return 'deletes it';
  if (leftInAws === 'abandoned') return 'deletes it if it is there';
  if (leftInAws === 'bucket')
    return 'keeps the bucket and removes the note of it; `init` asks about it again';
  if (leftInAws === 'gone') return 'removes the note of it, and names a bucket that stayed';
  return 'finishes that, and names the bucket that stays';
}

/** Buckets of earlier attempts that were kept, in a sentence; undefined if there are none. */
export function keptWords({ bucketsKept }: Pick<DeploymentContext, 'bucketsKept'>): string | undefined {
  if (bucketsKept.length === 0) return undefined;
  const it = bucketsKept.length === 1 ? 'it when you no longer need it' : 'them when you no longer need them';
  return `Kept of earlier attempts: ${bucketsKept.join(', ')}. Delete ${it}.`;
}
