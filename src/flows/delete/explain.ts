import type { FailureCause, StackProgress } from '../../aws/progress/model.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';

/** What helps if a resource refuses its deletion, by AWS's reason. */
const remedies: readonly (readonly [RegExp, (cause: FailureCause, name: string) => string])[] = [
  [
    /not empty|BucketNotEmpty/i,
    (_, name) =>
      `Empty the bucket ${name}: \`aws s3 rm s3://${name} --recursive\`, and its older versions in the console. Then delete again.`,
  ],
  [
    /must (?:detach|remove|delete)|DeleteConflict|policies? (?:is |are )?attached|attached to/i,
    ({ type }, name) =>
      type === 'AWS::IAM::Role'
        ? `Somebody has given the role ${name} policies or an instance profile beside those of the stack: detach them in IAM, then delete again.`
        : `Take away in the console what others have attached to ${name}, then delete again.`,
  ],
  [
    /termination ?protection/i,
    () => 'Switch off the termination protection of that stack in the console, then delete again.',
  ],
  [
    /deletion ?protection/i,
    (_, name) => `Switch off the deletion protection of ${name} in the console, then delete again.`,
  ],
  [
    /export .* (?:in use|imported)|cannot be deleted as it is in use by/i,
    () =>
      'Another stack uses an output of this one: delete that stack, or take the import out of it, then delete again.',
  ],
  [
    /in use|dependent object|has dependencies|ResourceInUse/i,
    (_, name) => `Something still uses ${name}: delete or change that first, then delete again.`,
  ],
  [
    /not authorized|access ?denied|AccessDenied/i,
    (_, name) =>
      `The access may not delete ${name}: ask for the permission that AWS names, then delete again.`,
  ],
];

/**
 * The Problem of a stack that could not be deleted, with the remedy. What was deleted stays deleted, and another deletion
 * continues from there.
 */
export function notDeleted(progress: StackProgress): Problem {
  const [cause] = progress.causes;
  const reason = plainText(cause?.reason ?? progress.reason ?? '') || 'AWS gives no reason.';
  const stuck = cause ? [...(cause.path ?? []), cause.logicalId].join('/') : undefined;
  const others = progress.causes.length - 1;
  return new Problem({
    code: 'STACK_FAILED',
    what: `The stack ${plainText(progress.stackName)} could not be deleted${stuck ? `: ${stuck} stays` : ''}${others > 0 ? `, and ${others} more` : ''}.`,
    why: reason,
    next: cause
      ? remedyFor(cause, nameOf(progress, cause))
      : 'Open it in the console to see what holds it, then delete again.',
  });
}

function remedyFor(cause: FailureCause, name: string): string {
  const found = remedies.find(([pattern]) => pattern.test(`${cause.code ?? ''} ${cause.reason}`));
  return found
    ? found[1](cause, name)
    : `See in the console what holds ${name}; fix it there, or let CloudFormation retain it, then delete again.`;
}

/** AWS's name for the resource, if its stack has reported it. */
function nameOf(progress: StackProgress, { path = [], logicalId }: FailureCause): string {
  let stack: StackProgress | undefined = progress;
  for (const id of path) stack = stack?.resources.find((each) => each.logicalId === id)?.nested;
  const physical = stack?.resources.find((each) => each.logicalId === logicalId)?.physicalId;
  return plainText(physical ?? logicalId);
}
