import type { ProblemText } from '../../core/problem.ts';
import { duration, plainText } from '../../core/text.ts';
import { isOffByDefault } from '../../regions/partitions.ts';
import { type Denial, denialMeaning, denialRemedy, readDenial } from './denial.ts';
import type { ErrorFacts } from './facts.ts';
import { awsWords } from './words.ts';

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']);
const unknownKey = new Set([
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'UnrecognizedClientException',
  'UnrecognizedClient',
  'AuthFailure',
  'InvalidToken',
]);
const wrongSignature = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'InvalidSignature',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'AuthorizationHeaderMalformed',
]);
const skewed = new Set(['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture']);
const unsigned = new Set(['MissingAuthenticationToken', 'MissingAuthenticationTokenException']);
const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  // The Amplify service's name for it.
  'UnauthorizedException',
  'UnauthorizedOperation',
  'UnauthorizedAccess',
  'NotAuthorized',
  'AllAccessDisabled',
]);

/** Problems of the caller: keys, sessions, MFA, permissions, the clock. The caller adds AWS's words. */
export function deniedText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  const { name } = facts;
  if (expired.has(name)) return expiredText(doing);
  if (skewed.has(name)) return clockText(facts, doing);
  if (wrongSignature.has(name)) return signatureText(facts, doing);
  if (unknownKey.has(name)) return unknownKeyText(facts, doing);
  if (unsigned.has(name)) {
    return {
      code: 'AWS_REJECTED',
      what: `The request to ${doing} came to AWS without its signature.`,
      why: 'Something on the way takes it out, or the endpoint is one of another service.',
      next: 'Check the proxy of this network, AWS_ENDPOINT_URL and endpoint_url.',
    };
  }
  return denied.has(name) ? accessDeniedText(facts.message, doing) : undefined;
}

/** The text for a provider of the SDK that has no credentials. */
export function providerText({ name, message }: ErrorFacts, doing: string): ProblemText | undefined {
  if (name !== 'CredentialsProviderError') return undefined;
  if (/expired/i.test(message)) return { ...expiredText(doing), why: plainText(message) };
  return {
    code: 'ACCESS_NONE',
    what: `There are no credentials to ${doing} with.`,
    why: plainText(message),
    next: 'Choose another profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  };
}

function expiredText(doing: string): ProblemText {
  return {
    code: 'CREDENTIALS_EXPIRED',
    what: `The credentials have expired, so AWS did not ${doing}.`,
    why: 'Temporary credentials end after the time they were made for.',
    next: 'Sign in again, or put new keys where these came from; nothing that runs in AWS stops.',
  };
}

function clockText({ message, thrown }: ErrorFacts, doing: string): ProblemText {
  const gap = clockGap(message, thrown);
  const off =
    gap === undefined ? 'too far off' : `${duration(Math.abs(gap))} ${gap < 0 ? 'behind' : 'ahead'}`;
  return {
    code: 'CLOCK_SKEW',
    what: `The clock of this machine is ${off}, so AWS did not ${doing}.`,
    why: 'AWS takes a request only if its time is right to 5 minutes, with some services to 15.',
    next: 'Set the clock of this machine (automatic time in the system settings), then try again.',
  };
}

/**
 * How far this clock is ahead of AWS's according to AWS's message, milliseconds: `… 20260101T101500Z is still later than
 * … (20260101T100000Z + 5 min.)`, or S3's two fields.
 */
function clockGap(message: string, thrown: unknown): number | undefined {
  const { RequestTime: s3Sent, ServerTime: s3Now } = thrown as {
    RequestTime?: unknown;
    ServerTime?: unknown;
  };
  const words = /(\d{8}T\d{6}Z) is .*\((\d{8}T\d{6}Z) [-+] \d+ min/.exec(message);
  const [sent, now] = (words ? words.slice(1) : [s3Sent, s3Now]).map((time) =>
    Date.parse(String(time).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')),
  );
  const gap = Number(sent) - Number(now);
  return Number.isNaN(gap) ? undefined : gap;
}

/**
 * AWS has one code for a wrong clock, a region that does not exist, an endpoint of another service and a wrong secret;
 * its words tell them apart.
 */
function signatureText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  const { name, message, request } = facts;
  const words = awsWords(message);
  if (/signature (?:expired|not yet current)|request time|too ?skewed|date in credential scope/i.test(words))
    return clockText(facts, doing);
  if (/scoped to a valid region/i.test(words)) {
    const region = /not '([^']+)'/.exec(words)?.[1];
    return {
      code: 'REGION_UNKNOWN',
      what: `${region ? `The region ${region}` : 'The region'} is not one that AWS has here, so it did not ${doing}.`,
      why: 'The request was signed for that region; whether the keys are right AWS has not looked at.',
      next: 'Correct the region: --region, AWS_REGION or region of the profile, as in eu-west-1.',
    };
  }
  // S3 says so when the bucket is in another region; the keys are fine.
  if (name === 'AuthorizationHeaderMalformed' && /expecting '/.test(words)) return undefined;
  if (/should be scoped|scoped to correct service|valid terminator/i.test(words)) {
    return {
      code: 'ENDPOINT',
      what: `The server that was asked to ${doing} takes requests of another service.`,
      why: request
        ? `The request was signed for ${request.service}.`
        : 'The request was signed for one service.',
      next: 'Check AWS_ENDPOINT_URL, endpoint_url and the services section of the profile.',
    };
  }
  const mismatch = words === '' || /does not match|signature we calculated/i.test(words);
  if (!mismatch || /^Incomplete|^Authorization/.test(name)) {
    return {
      code: 'AWS_REJECTED',
      what: `AWS cannot read the signature of the request to ${doing}.`,
      why: 'The access key id may hold a character that it cannot have, or something on the way has changed the request.',
      next: 'Check the access key id (16 or more letters and digits) and the proxy of this network.',
    };
  }
  return {
    code: 'CREDENTIALS_SIGNATURE',
    what: `The secret access key does not belong to the access key, so AWS did not ${doing}.`,
    why: 'A character may have been lost when it was copied, or the two are of different keys.',
    next: 'Enter both halves of the key again, as they were given out.',
  };
}

function unknownKeyText({ name, request }: ErrorFacts, doing: string): ProblemText {
  const code = 'CREDENTIALS_REJECTED';
  if (request?.session && request.service === 'iam') {
    return {
      code,
      what: `IAM does not take these temporary credentials, so AWS did not ${doing}.`,
      why: iamSession,
      next: 'Get a session with an MFA code, use a role, or choose a profile with lasting keys.',
    };
  }
  const { region = '' } = request ?? {};
  // IAM is global.
  const isOff = request?.service !== 'iam' && isOffByDefault(region);
  if (name === 'InvalidToken' || request?.session) {
    if (isOff) {
      return {
        code,
        what: `AWS does not know the session of these credentials in ${region}, so it did not ${doing}.`,
        why: 'The account may not have switched that region on. If it has, the session may come from the global endpoint of STS (sts_regional_endpoints = legacy), and such sessions do not hold there.',
        next: `Switch ${region} on in the account settings, set sts_regional_endpoints to regional, or choose another region.`,
      };
    }
    return {
      code,
      what: `AWS does not know the session of these credentials, so it did not ${doing}.`,
      why: 'The session token belongs to other keys or was cut off when it was copied.',
      next: 'Get the temporary credentials again, all three parts of them, or choose another profile.',
    };
  }
  if (isOff) {
    return {
      code,
      what: `AWS does not know the access key in ${region}, so it did not ${doing}.`,
      why: 'That region is off until an account switches it on. If it is on, the key was deleted or deactivated, or is only seconds old.',
      next: `Switch ${region} on in the account settings, or choose another region.`,
    };
  }
  return {
    code,
    what: `AWS does not know the access key, so it did not ${doing}.`,
    why: 'It was deleted or deactivated, is only seconds old, or belongs to another partition such as China.',
    next: 'Try again in ten seconds if the key is new; otherwise compare it with the key in the console, or choose another profile.',
  };
}

/** Source: API reference of STS, GetSessionToken. AWS itself says only that the token is invalid. */
export const iamSession =
  'Credentials of GetSessionToken may call IAM only when they were made with an MFA code.';

/** Parses AWS's long sentence, see {@link readDenial}. */
export function accessDeniedText(message: string, doing: string): ProblemText {
  if (/MultiFactorAuthentication failed|Mfa Authentication must be used/i.test(message)) {
    return {
      code: 'MFA_NEEDED',
      what: `AWS needs an MFA code to ${doing}.`,
      why: awsWords(message),
      next: 'Wait for the next code of your device and enter that; each code works once.',
    };
  }
  const denial = readDenial(message);
  const { who, action } = denial;
  if (!who || !action) {
    const told = denial.how !== 'untold';
    return {
      code: 'ACCESS_DENIED',
      what: `AWS does not allow you to ${doing}.`,
      why: told ? denialMeaning(denial) : awsWords(message) || 'It does not say which permission is missing.',
      next: told ? denialRemedy(denial) : unclear(message),
    };
  }
  return {
    code: 'ACCESS_DENIED',
    what: `${who} may not call ${action}, so AWS did not ${doing}.`,
    why: [denialMeaning(denial), limitOfManagedPolicy(denial)].filter(Boolean).join(' '),
    next:
      action === 'sts:AssumeRole' && denial.how !== 'explicit' && mayBeTrust(denial)
        ? 'Check the trust policy of the role: who is trusted, its external id, and whether it requires MFA.'
        : /encoded authorization/i.test(message)
          ? unclear(message)
          : denialRemedy(denial),
  };
}

/** Whether the denial may come from a trust policy, which is a resource-based policy. */
function mayBeTrust({ how, policy }: Denial): boolean {
  return how === 'untold' || policy === undefined || policy === 'resource-based policy';
}

function unclear(message: string): string {
  return /encoded authorization/i.test(message)
    ? 'An administrator can read the encoded message: aws sts decode-authorization-message --encoded-message …'
    : 'Ask an administrator of the account, or choose another profile.';
}

/** The usual policy of Amplify users has a limit that its denials do not mention (policy version 12). */
function limitOfManagedPolicy({ action = '', resource = '', how, policy }: Denial): string | undefined {
  const stack = /:stack\/([^/]+)/.exec(resource)?.[1];
  if (how === 'explicit' || !action.startsWith('cloudformation:')) return undefined;
  // That policy is attached to users and roles; AWS names another kind.
  if (policy !== undefined && policy !== 'identity-based policy') return undefined;
  if (!stack || stack.startsWith('amplify-')) return undefined;
  return 'AdministratorAccess-Amplify allows only stacks named amplify-*.';
}
