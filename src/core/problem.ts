import { wrapWords } from './text.ts';

/**
 * The stable codes of everything that can go wrong. Scripts may rely on them; docs/problems.md is generated from
 * this list. Each text says in one line what the code means.
 */
export const problemCodes = {
  // Command line and answers
  USAGE: 'The command line is invalid.',
  ANSWERS_MISSING: 'Answers are missing or invalid.',
  ANSWERS_UNREADABLE: 'The answers file cannot be read.',
  ENVIRONMENT: 'An environment variable has an invalid value.',
  READ_ONLY: 'The program was started with --read-only, and this would change something.',
  NEEDS_TERMINAL: 'The screen needs a terminal.',
  INTERRUPTED: 'You or the system stopped the program.',
  // Files
  FILE_UNREADABLE: 'A file or folder cannot be read.',
  FILE_UNWRITABLE: 'A file or folder cannot be written.',
  FILE_MALFORMED: 'A file is not in the format it should have.',
  CHANGE_STAYS: 'A change of files cannot be undone.',
  // Projects
  PROJECT_NONE: 'There is no Amplify project in this folder.',
  PROJECT_EXISTS: 'There is an Amplify project in this folder already.',
  PROJECT_NESTED: 'An outer folder is an Amplify project.',
  PROJECT_UNREADABLE: 'The Amplify project cannot be read.',
  PROJECT_LOCKED: 'The backend is being moved to Amplify Gen 2.',
  // Access
  ACCESS_NONE: 'No AWS access is set up on this machine.',
  PROFILE_UNKNOWN: 'The profile does not exist.',
  PROFILE_NOT_USABLE: 'The profile cannot be used here yet.',
  PROFILE_EDIT_UNSAFE: 'An AWS file cannot be edited safely.',
  PROFILE_ELSEWHERE: "The profile is of another account or region than the project's stack.",
  SETTING: 'A setting of the profile, or its variable, has a value that cannot be used.',
  REGION_MISSING: 'No AWS region is known.',
  REGION_UNKNOWN: 'AWS has no such region.',
  CREDENTIALS_REJECTED: 'AWS does not know the access key.',
  CREDENTIALS_SIGNATURE: 'The secret access key does not belong to the access key.',
  CREDENTIALS_EXPIRED: 'The credentials have expired.',
  CLOCK_SKEW: 'The clock of this machine is too far off.',
  MFA_NEEDED: 'An MFA code is needed.',
  MFA_REFUSED: 'AWS did not accept the MFA code.',
  MFA_DEVICE: 'The MFA device does not belong to the user.',
  ROLE_DENIED: 'AWS does not allow the role to be assumed.',
  ROLE_NEEDS_MFA: 'The role is refused, and the profile names no MFA device.',
  ROLE_EXTERNAL_ID: 'The role is refused, and the profile names no external id.',
  ROLE_DURATION: 'The session is longer than the role allows.',
  REGION_DISABLED: 'STS is not switched on in the region.',
  SIGNED_OUT: 'The profile of SSO or aws login is signed out.',
  SIGN_IN_EXPIRED: 'The sign-in of a profile of SSO or aws login has expired.',
  CREDENTIAL_PROCESS: 'The credential_process of a profile gave no credentials.',
  ACCESS_DENIED: 'AWS does not allow the call.',
  NAME_IN_USE: 'A role or policy of that name exists with other contents.',
  USER_EXISTS: 'An IAM user of that name exists.',
  KEYS_FULL: 'The IAM user already has two access keys.',
  KEY_IN_USE: 'The access key has been used since the review.',
  // Talking to AWS
  THROTTLED: 'AWS asks for fewer requests.',
  OFFLINE: 'AWS cannot be reached.',
  TIMED_OUT: 'AWS did not answer in time.',
  AWS_FAULT: 'AWS answered with a fault of its own.',
  AWS_REJECTED: 'AWS rejected the request.',
  AWS_ANSWER: 'The response is not a valid AWS response.',
  ENDPOINT: 'The endpoint is not usable.',
  PROXY: 'The configured proxy does not let the program through.',
  CA_BUNDLE: 'The configured certificates cannot be used.',
  // Stacks
  STACK_UNKNOWN: 'The stack does not exist.',
  STACK_EXISTS: 'A stack of that name exists.',
  NAME_TAKEN: 'A name that the stack needs is taken.',
  STACK_FAILED: 'The stack could not be created.',
  STACK_STATE: 'The state of the stack does not allow this.',
  STACK_NAME: 'AWS does not accept the name.',
  BUCKET_NOT_EMPTY: 'The bucket is not empty.',
  OUTSIDE_PROJECT: 'A file of the project is outside its folder.',
  OBJECT_MISSING: 'An object in the deployment bucket is missing or cannot be used.',
  UPLOAD_FAILED:
    'The template, or another file of the backend, could not be stored in the deployment bucket.',
  // Anything else
  UNEXPECTED: 'Something went wrong that this program did not expect.',
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** What a {@link Problem} says: three short lines for a user, one stable code for a script. */
export interface ProblemText {
  readonly code: ProblemCode;
  /** What happened, one sentence. */
  readonly what: string;
  /** What it means or why it happened, one sentence. */
  readonly why: string;
  /** What to do now, one sentence or a command. */
  readonly next: string;
  /** The profile to sign in with the AWS CLI, when that helps. */
  readonly signIn?: string;
}

/** An error as a value: thrown inside the program, shown as three lines, never with a stack trace. */
export class Problem extends Error implements ProblemText {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly why: string;
  readonly next: string;
  readonly signIn?: string;

  constructor(text: ProblemText, options?: { cause?: unknown }) {
    super(text.what, options);
    this.code = text.code;
    this.why = text.why;
    this.next = text.next;
    if (text.signIn !== undefined) this.signIn = text.signIn;
  }

  get what(): string {
    return this.message;
  }

  /** The text alone, for JSON, journals and machine contexts; without the cause. */
  toJSON(): ProblemText {
    const { code, what, why, next, signIn } = this;
    return { code, what, why, next, ...(signIn === undefined ? {} : { signIn }) };
  }
}

let tellUnexpected: (thrown: unknown) => void = () => {};

/**
 * Sets the listener for everything thrown that is not a {@link Problem}: the text for the user has no stack trace, so only
 * this listener can log them all.
 */
export function onUnexpected(listener: (thrown: unknown) => void): void {
  tellUnexpected = listener;
}

/** Turns anything that was thrown into a {@link Problem}; a Problem comes back as it is. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  tellUnexpected(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Problem(
    {
      code: 'UNEXPECTED',
      what: `Something unexpected happened: ${message}`,
      why: 'This is a fault of amplify-tui, not of your project.',
      next: 'Report it with the last lines of the log in ~/.amplify/tui/log.',
    },
    { cause: thrown },
  );
}

/** By its shape, since a separately bundled part of the program has its own class. */
function isProblem(thrown: unknown): thrown is Problem {
  return (
    thrown instanceof Problem || (thrown instanceof Error && thrown.name === 'Problem' && 'code' in thrown)
  );
}

/** A problem in lines of at most `width` characters: what with a mark, why and what now below it. */
export function problemLines({ what, why, next }: ProblemText, width = Number.POSITIVE_INFINITY): string {
  const lines = [what, why, next].flatMap((text) => wrapWords(text, width, '  '));
  return `✖${lines.join('\n').slice(1)}\n`;
}
