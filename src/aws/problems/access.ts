import type { ProblemText } from '../../values/problem.ts';
import { plainText } from '../../values/text.ts';
import type { ErrorFacts } from './facts.ts';

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']);
const unknownKey = new Set([
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'UnrecognizedClientException',
  'AuthFailure',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'InvalidToken',
]);
const wrongSignature = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'IncompleteSignatureException',
]);
const skewed = new Set(['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture']);
const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  // The Amplify service's word for it.
  'UnauthorizedException',
  'UnauthorizedOperation',
  'UnauthorizedAccess',
  'NotAuthorized',
  'AllAccessDisabled',
]);

/** Problems with who asks: keys, sessions, MFA, permissions, the clock. */
export function deniedText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  const { name, message } = facts;
  if (expired.has(name) || (name === 'CredentialsProviderError' && /expired/i.test(message))) {
    return {
      code: 'CREDENTIALS_EXPIRED',
      what: `The credentials have expired, so AWS did not ${doing}.`,
      why: 'Temporary credentials end after the time they were made for.',
      next: 'Sign in again, or put new keys where these came from; nothing that runs in AWS stops.',
    };
  }
  if (name === 'CredentialsProviderError') {
    return {
      code: 'ACCESS_NONE',
      what: `There are no credentials to ${doing} with.`,
      why: plainText(message),
      next: 'Choose another profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    };
  }
  // AWS says the same code for a clock that is off and for a secret that is wrong; the words tell them apart.
  const clockWords = /signature (?:expired|not yet current)|request time|requesttimetooskewed/i.test(message);
  if (skewed.has(name) || (wrongSignature.has(name) && clockWords)) {
    return {
      code: 'CLOCK_SKEW',
      what: `The clock of this machine is too far off, so AWS did not ${doing}.`,
      why: 'AWS accepts requests that are at most 15 minutes old by its own clock.',
      next: 'Set the clock of this machine (automatic time in the system settings), then try again.',
    };
  }
  if (wrongSignature.has(name)) {
    return {
      code: 'CREDENTIALS_SIGNATURE',
      what: `The secret access key does not belong to the access key, so AWS did not ${doing}.`,
      why: 'A character may have been lost when it was copied, or the key was replaced.',
      next: 'Enter both keys again, or create a new access key.',
    };
  }
  if (unknownKey.has(name)) {
    return {
      code: 'CREDENTIALS_REJECTED',
      what: `AWS does not know the access key, so it did not ${doing}.`,
      why: 'It was deleted or switched off, is only seconds old, or belongs to another partition such as China.',
      next: 'Try again in ten seconds if the key is new; otherwise choose another profile or create a new key.',
    };
  }
  return denied.has(name) || (name === 'Unknown' && facts.status === 403)
    ? accessDeniedText(message, doing)
    : undefined;
}

/** Reads AWS's long sentence: `User: A is not authorized to perform: B on resource: C because D`. */
function accessDeniedText(message: string, doing: string): ProblemText {
  if (/MultiFactorAuthentication failed|\bMFA\b/.test(message)) {
    return {
      code: 'MFA_NEEDED',
      what: `AWS wants an MFA code to ${doing}.`,
      why: plainText(message) || 'The code was wrong, too old, or used before.',
      next: 'Wait for the next code of your device and enter that; each code works once.',
    };
  }
  const sentence =
    /(?:User: )?(arn:\S+) is not authorized to perform: (\S+?)(?: on resource: (\S+))?(?:\s|$)/.exec(message);
  if (!sentence) {
    return {
      code: 'ACCESS_DENIED',
      what: `AWS does not allow you to ${doing}.`,
      why: plainText(message) || 'It does not say which permission is missing.',
      next: 'Ask an administrator of the account, or choose another profile.',
    };
  }
  const [, who = '', action = '', resource] = sentence.map((part) => (part ? plainText(part) : part));
  const because = /because (.+?)\.?$/.exec(plainText(message))?.[1];
  return {
    code: 'ACCESS_DENIED',
    what: `${who} may not call ${action}, so AWS did not ${doing}.`,
    why: [because ? `${capital(because)}.` : 'No policy allows it.', limitOfManagedPolicy(action, resource)]
      .filter(Boolean)
      .join(' '),
    next: nextStep(action, because),
  };
}

function nextStep(action: string, because: string | undefined): string {
  if (action === 'sts:AssumeRole')
    return 'Check the trust policy of the role: who is trusted, its external id, and whether it wants MFA.';
  if (because && /explicit deny/.test(because))
    return `Ask an administrator of the account to lift the denial of ${action}.`;
  return `Ask an administrator of the account to allow ${action}, or choose another profile.`;
}

/** The usual policy of Amplify users has a limit that its denials do not mention (policy version 12). */
function limitOfManagedPolicy(action: string, resource: string | undefined): string | undefined {
  const stack = /:stack\/([^/]+)/.exec(resource ?? '')?.[1];
  if (!action.startsWith('cloudformation:') || !stack || stack.startsWith('amplify-')) return undefined;
  return 'AdministratorAccess-Amplify allows only stacks named amplify-*.';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
