import { failedChecks, failedItsChecks } from '../../aws/failed-checks.ts';
import type { Persist } from '../../aws/persist.ts';
import type { FailureCause, StackProgress } from '../../aws/progress/model.ts';
import { type TakenName, takenNames } from '../../aws/taken-names.ts';
import { Problem } from '../../core/problem.ts';
import { derivedNames } from '../../project/names.ts';
import type { InitPlan } from './init-plan.ts';
import type { RunTools } from './run-tools.ts';

/** The time limit for checking the names, milliseconds; the refusal itself is reported anyway. */
const lookDeadline = 10_000;

function wantedNames({ stackName }: InitPlan) {
  const { bucket, authRole, unauthRole } = derivedNames(stackName);
  return { bucket, roles: [authRole, unauthRole] };
}

/**
 * Finds out which name is taken after CreateStack was refused for one: there is no stack to read, so the names themselves
 * are checked.
 */
export async function takenProblem(tools: RunTools, plan: InitPlan, refusal: Problem): Promise<Problem> {
  const names = wantedNames(plan);
  const taken = await takenNames(tools.followClients, names, AbortSignal.timeout(lookDeadline)).catch(
    () => [],
  );
  const [first] = taken;
  if (!first) {
    return new Problem(
      {
        ...refusal.toJSON(),
        what: `AWS did not create the stack ${plan.stackName}: a name that it needs is taken.`,
        why: `It does not tell this access which: the bucket ${names.bucket} or the role ${names.roles.join(' or ')}. Nothing was made.`,
      },
      { cause: refusal },
    );
  }
  return new Problem(
    {
      code: 'NAME_TAKEN',
      what: `${taken.map(nameWords).join(' and ')} ${taken.length === 1 ? 'is' : 'are'} taken, so AWS did not create the stack.`,
      why: `${meaningOf(first)} AWS checked that before it made anything; nothing was made.`,
      next: refusal.next,
    },
    { cause: refusal },
  );
}

/**
 * Adds details to a failed stack that only other calls return: the checks before a deployment leave their findings in
 * DescribeEvents. If that is denied, the names are checked; what stays unknown is said.
 */
export async function explainFailure(
  tools: RunTools,
  plan: InitPlan,
  end: StackProgress,
  persist: Persist,
): Promise<StackProgress> {
  if (!failedItsChecks(end)) return end;
  const found = await persist((signal) => failedChecks(tools.followClients, end, signal));
  if (found && found.length > 0) return { ...end, causes: found };
  const names = wantedNames(plan);
  const taken = await persist((signal) => takenNames(tools.followClients, names, signal));
  if (taken.length > 0) return { ...end, causes: taken.map((name) => causeFrom(name, end)) };
  const [told] = end.causes;
  return {
    ...end,
    causes: [
      {
        logicalId: end.stackName,
        type: 'AWS::CloudFormation::Stack',
        stackName: end.stackName,
        at: told?.at ?? end.endedAt ?? 0,
        reason: told?.reason ?? end.reason ?? 'The checks before the deployment failed.',
        meaning: `AWS checked the template before it made anything. It does not tell this access what it found (cloudformation:DescribeEvents is not allowed); most often the bucket ${names.bucket} or one of the roles is taken.`,
        nameTaken: true,
      },
    ],
  };
}

function causeFrom(taken: TakenName, { stackName, endedAt }: StackProgress): FailureCause {
  const isBucket = taken.kind === 'bucket';
  const reason = `${nameWords(taken)} is taken.`;
  return {
    logicalId: isBucket ? 'DeploymentBucket' : taken.name.endsWith('-unauthRole') ? 'UnauthRole' : 'AuthRole',
    type: isBucket ? 'AWS::S3::Bucket' : 'AWS::IAM::Role',
    stackName,
    at: endedAt ?? 0,
    reason,
    meaning: `${reason} ${meaningOf(taken)}`,
    nameTaken: true,
  };
}

function nameWords({ kind, name }: TakenName): string {
  return `The ${kind} name ${name}`;
}

function meaningOf({ kind, mine }: TakenName): string {
  if (kind === 'role')
    return 'The account already has a role of that name; all its regions share the names of roles.';
  return mine
    ? 'You already have a bucket of that name.'
    : 'Bucket names are shared by everyone on AWS, and somebody else has this one.';
}
