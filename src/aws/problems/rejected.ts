import { ownMember } from '../../core/own-member.ts';
import type { ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { ErrorFacts } from './facts.ts';
import { bareName, isLimitName } from './names.ts';
import { awsWords } from './words.ts';

type Row = (words: string, doing: string) => ProblemText;

/** A row with AWS's own words as the reason. */
const told =
  (code: ProblemText['code'], what: (doing: string) => string, next: string): Row =>
  (words, doing) => ({ code, what: what(doing), why: words || 'AWS gives no reason.', next });

/** A row that explains what AWS's words leave out. */
const meant =
  (code: ProblemText['code'], what: (doing: string) => string, why: string, next: string): Row =>
  (_words, doing) => ({ code, what: what(doing), why, next });

const refused = (doing: string) => `AWS did not ${doing}.`;
const notFound = (doing: string) => `AWS did not ${doing}: it was not found.`;
const taken = (doing: string) => `AWS did not ${doing}: the name is taken.`;

/** By the error's name without the ending `Exception`, since AWS uses both spellings. */
const rows: Readonly<Record<string, Row>> = {
  AlreadyExists: told(
    'STACK_EXISTS',
    (doing) => `AWS did not ${doing}: a stack of that name exists.`,
    'Try again with another name, or delete the old stack first.',
  ),
  TokenAlreadyExists: meant(
    'AWS_REJECTED',
    refused,
    'The same request was sent before with other contents.',
    'Start the step again; it gets a new request token.',
  ),
  InsufficientCapabilities: told(
    'AWS_REJECTED',
    refused,
    'The template creates IAM roles or uses macros that were not agreed to; check the template.',
  ),
  EntityAlreadyExists: told(
    'AWS_REJECTED',
    taken,
    'Use another name, or the existing one; upper and lower case count as the same.',
  ),
  NoSuchEntity: told(
    'AWS_REJECTED',
    notFound,
    'If it was made just now, try again in ten seconds; otherwise check its name.',
  ),
  MalformedPolicyDocument: (words, doing) => ({
    code: 'AWS_REJECTED',
    what: `AWS did not ${doing}: it does not accept the policy.`,
    why: words,
    next: /invalid principal/i.test(words)
      ? 'Check the account in it; if the user or role is new, try again in half a minute.'
      : 'Correct the policy and try again.',
  }),
  PackedPolicyTooLarge: told('AWS_REJECTED', refused, 'Make the session policy or its tags shorter.'),
  InvalidAuthenticationCode: meant(
    'MFA_NEEDED',
    (doing) => `AWS did not ${doing}: it does not accept the codes.`,
    'They must be two codes that follow each other, of this device, and not older than a minute.',
    'Wait for the next code, enter two in a row, and check the clock of the phone.',
  ),
  EntityTemporarilyUnmodifiable: meant(
    'AWS_REJECTED',
    refused,
    'It was changed only seconds ago.',
    'Try again in a few seconds.',
  ),
  ConcurrentModification: meant(
    'AWS_REJECTED',
    refused,
    'Somebody else changes the same thing now.',
    'Try again in a few seconds.',
  ),
  OperationAborted: meant(
    'AWS_REJECTED',
    refused,
    'Another change of the same bucket is under way.',
    'Try again in a few seconds.',
  ),
  OperationInProgress: told(
    'AWS_REJECTED',
    refused,
    'Wait until the operation under way has ended, then try again.',
  ),
  InvalidInput: told('AWS_REJECTED', refused, 'Correct the value and try again.'),
  DeleteConflict: told('AWS_REJECTED', refused, 'Detach its policies and deactivate its keys first.'),
  PolicyNotAttachable: told(
    'AWS_REJECTED',
    refused,
    'That policy belongs to a service of AWS; choose another.',
  ),
  UnmodifiableEntity: told(
    'AWS_REJECTED',
    refused,
    'It belongs to a service of AWS and can be changed only there.',
  ),
  InvalidUserType: told('AWS_REJECTED', refused, 'Use another user; this kind cannot do that.'),
  RegionDisabled: meant(
    'AWS_REJECTED',
    refused,
    'STS is not switched on for this region in the account.',
    'Use us-east-1, or let an administrator switch STS on for the region.',
  ),
  OptInRequired: meant(
    'AWS_REJECTED',
    refused,
    'The account is not signed up for this service or has not switched this region on.',
    'Finish the sign-up in the AWS console, or choose another region.',
  ),
  BucketNotEmpty: meant(
    'BUCKET_NOT_EMPTY',
    (doing) => `AWS did not ${doing}: the bucket is not empty.`,
    'Something was put into it, maybe in the last seconds.',
    'Try again, or look at what is in it before you do.',
  ),
  NoSuchBucket: meant(
    'AWS_REJECTED',
    refused,
    'The bucket does not exist.',
    'Check its name and region; if it was made just now, try again in ten seconds.',
  ),
  NotFound: told('AWS_REJECTED', notFound, 'Check its name, the account and the region.'),
  BucketAlreadyOwnedByYou: told('AWS_REJECTED', taken, 'Use the existing bucket, or another name.'),
  BucketAlreadyExists: told(
    'AWS_REJECTED',
    taken,
    'Bucket names are shared by everyone on AWS; use another name.',
  ),
  NotSignedUp: told('AWS_REJECTED', refused, 'Finish the sign-up of the account in the AWS console.'),
  AccountProblem: told('AWS_REJECTED', refused, 'Ask AWS Support about the account.'),
};

/** A quota: AWS has dozens of names for them. */
const limit: Row = (words, doing) => ({
  code: 'AWS_REJECTED',
  what: `AWS did not ${doing}: a limit of the account is reached.`,
  why: words || 'AWS does not say which.',
  next: /AccessKeysPerUser/.test(words)
    ? 'Delete an access key of the user first: it has two at most.'
    : 'Delete what is not needed any more, or ask AWS for a higher quota.',
});

const missing = told(
  'AWS_REJECTED',
  notFound,
  'Check its name, the account and the region; if it was made just now, try again in ten seconds.',
);

const elsewhere = new Set(['PermanentRedirect', 'Redirect', 'TemporaryRedirect']);

/** S3 names the bucket's region, in its message or in a field. */
export function wrongRegionOfBucket({ message, bucketRegion, name }: ErrorFacts, doing: string): ProblemText {
  const words = awsWords(message);
  const region = bucketRegion ?? /expecting '([a-z0-9-]+)'/.exec(words)?.[1];
  return {
    code: 'AWS_REJECTED',
    what: `AWS did not ${doing}: the bucket is in another region.`,
    why: region
      ? `It is in ${plainText(region)}.`
      : words
        ? `AWS says: ${words} (${plainText(name)})`
        : 'AWS does not say in which.',
    next: region
      ? `Choose the region ${plainText(region)} (--region).`
      : 'Choose the region that the bucket is in (--region).',
  };
}

function signedElsewhere(region: string, doing: string): ProblemText {
  return {
    code: 'AWS_REJECTED',
    what: `AWS did not ${doing}: the request is for another region than it answers for.`,
    why: `It expects ${plainText(region)}.`,
    next: `Choose the region ${plainText(region)} (--region).`,
  };
}

/** ValidationError is the answer of CloudFormation and STS to almost everything; its words decide. */
const validationRows: readonly (readonly [RegExp, Row])[] = [
  [
    /EarlyValidation::ResourceExistenceCheck|NAME_CONFLICT_VALIDATION/,
    meant(
      'NAME_TAKEN',
      (doing) => `AWS did not ${doing}: a name that it needs is taken.`,
      'AWS checks the names before it makes anything; nothing was made.',
      'Try again with a new name.',
    ),
  ],
  [
    /^Stack (?:with id |\[).* does not exist/,
    told(
      'STACK_UNKNOWN',
      refused,
      'Check its name, the account and the region; a deleted stack is found by its id only.',
    ),
  ],
  [
    /at 'stackName' failed to satisfy constraint/,
    meant(
      'STACK_NAME',
      (doing) => `AWS did not ${doing}: it does not accept the name.`,
      'A stack name begins with a letter and has at most 128 letters, digits and hyphens.',
      'Use another name.',
    ),
  ],
  [
    /TerminationProtection is enabled/,
    meant(
      'AWS_REJECTED',
      refused,
      'Somebody has switched termination protection on for this stack.',
      'Switch it off in the console if the stack really should go.',
    ),
  ],
  [
    /No updates are to be performed/,
    meant(
      'AWS_REJECTED',
      refused,
      'The stack is already as the template says.',
      'There is nothing left to do.',
    ),
  ],
  [
    /is in \S+ state and can ?not be/,
    told(
      'AWS_REJECTED',
      refused,
      'Wait until it has ended; a stack that was rolled back has to be deleted first.',
    ),
  ],
  [
    /^Template (?:format )?error|templateBody|^Templates? /i,
    told(
      'AWS_REJECTED',
      (doing) => `AWS did not ${doing}: it does not accept the template.`,
      'Correct the template and try again.',
    ),
  ],
];

/** Rejections with a name of AWS's. */
export function namedRejection(facts: ErrorFacts, doing: string): ProblemText | undefined {
  const name = bareName(facts.name);
  const expected = name === 'AuthorizationHeaderMalformed' && /expecting '([a-z0-9-]+)'/.exec(facts.message);
  // Another cloud may have one address for S3 and everything else, and answer all requests as S3 does.
  if (facts.request !== undefined && facts.request.service !== 's3') {
    if (expected) return signedElsewhere(expected[1] ?? '', doing);
  } else if (elsewhere.has(name) || name === 'IllegalLocationConstraint' || expected) {
    return wrongRegionOfBucket(facts, doing);
  }
  const words = awsWords(facts.message);
  const row =
    ownMember(rows, name) ??
    (name === 'ValidationError' || name === 'Validation' ? validation(words) : undefined) ??
    (isLimitName(name) ? limit : undefined) ??
    (/(?:NotFound|NotFoundFault)$|^NoSuch[A-Z]/.test(name) ? missing : undefined);
  return row?.(words, doing);
}

/** Everything else that AWS refused ends here. */
export function rejectedText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  // 2xx: the SDK could not parse the answer; the caller knows what it should have held.
  if (facts.status === undefined || facts.status < 300) return undefined;
  const said = [facts.named ? plainText(facts.name) : '', awsWords(facts.message)].filter(Boolean).join(': ');
  return {
    code: 'AWS_REJECTED',
    what: refused(doing),
    why: said || `It answered ${facts.status} and gives no reason.`,
    next: said ? 'Correct what it names, then try again.' : 'Try again; a proxy may be in between.',
  };
}

function validation(words: string): Row {
  return (
    validationRows.find(([pattern]) => pattern.test(words))?.[1] ??
    told('AWS_REJECTED', refused, 'Correct what it names, then try again.')
  );
}
