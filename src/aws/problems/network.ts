import type { ProblemText } from '../../values/problem.ts';
import { clip, plainText } from '../../values/text.ts';
import type { ErrorFacts } from './facts.ts';

/** What each system error means; source: Node's own list of errors, and what the SDK was seen to throw. */
const meanings: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name of the server cannot be looked up; this machine seems to have no network.',
  EAI_AGAIN: 'The name of the server cannot be looked up just now.',
  ECONNREFUSED: 'Nothing listens at that address.',
  ECONNRESET: 'The connection broke off before the answer was complete.',
  ECONNABORTED: 'The connection broke off before the answer was complete.',
  EPIPE: 'The connection broke off while the request was being sent.',
  EHOSTUNREACH: 'There is no way to that host from this network.',
  ENETUNREACH: 'There is no way to that network from here.',
  ENETDOWN: 'The network of this machine is down.',
  EHOSTDOWN: 'The host at that address is down.',
  ETIMEDOUT: 'The other side did not answer in time.',
};

/** Problems below HTTP, and answers that are not AWS's. */
export function networkText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  const { name, systemCode, message, status } = facts;
  if (name === 'AbortError') {
    return {
      code: 'INTERRUPTED',
      what: `You stopped before AWS could ${doing}.`,
      why: 'The request may have arrived all the same.',
      next: 'Look at what is there before you do it again.',
    };
  }
  const meaning = systemCode ? meanings[systemCode] : undefined;
  if (meaning) {
    return {
      code: 'OFFLINE',
      what: `AWS cannot be reached, so it is not known whether it could ${doing}.`,
      why: `${meaning} (${systemCode})`,
      next: 'Check the network, VPN and proxy of this machine, then try again.',
    };
  }
  if (systemCode && /CERT|SIGNATURE|UNABLE_TO/.test(systemCode)) {
    return {
      code: 'OFFLINE',
      what: `The connection to AWS is not trusted, so nothing was sent to ${doing}.`,
      why: `The certificate is not one that this machine accepts (${systemCode}); a proxy may have put its own in between.`,
      next: 'Give the certificate of your proxy to Node with NODE_EXTRA_CA_CERTS, then try again.',
    };
  }
  if (systemCode === 'ERR_INVALID_URL' || systemCode === 'EPROTO' || /^Invalid URL/.test(message)) {
    return {
      code: 'ENDPOINT',
      what: `The endpoint cannot be used to ${doing}.`,
      why: systemCode === 'EPROTO' ? 'It does not speak https.' : 'It is not a valid address.',
      next: 'Correct AWS_ENDPOINT_URL or endpoint_url in ~/.aws/config.',
    };
  }
  if (name === 'TimeoutError' || name === 'RequestTimeout' || name === 'RequestTimeoutException') {
    return {
      code: 'TIMED_OUT',
      what: `AWS did not answer in time, so it is not known whether it could ${doing}.`,
      why: 'A connection has 5 seconds to be made and a request 15 seconds to be answered.',
      next: 'Check the network of this machine, then try again.',
    };
  }
  if (status !== undefined && status >= 500) return undefined;
  if (/XML parse error|Unexpected (?:token|end of)|Deserialization error|is not valid JSON/i.test(message)) {
    return {
      code: 'AWS_ANSWER',
      what: `The answer to the request to ${doing} does not come from AWS.`,
      why: `It cannot be read: ${clip(plainText(message), 120)}`,
      next: 'A proxy or the sign-in page of a network may stand in between: open a web page to see, then try again.',
    };
  }
  return undefined;
}
