import type { ProblemText } from '../../core/problem.ts';
import { clip, plainText } from '../../core/text.ts';
import { isAwsHost } from '../../regions/partitions.ts';
import { type Destination, destinationOf, faultIn, type NetworkFault } from '../network/fault.ts';
import { type ErrorFacts, systemCodeOf } from './facts.ts';

/** The meaning of each system error; source: Node's own list of errors, and errors observed from the SDK. */
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

/** Where certificates can be configured; the same words in every sentence that needs them. */
const bundle = 'AWS_CA_BUNDLE, or ca_bundle of the profile';

/** Problems below HTTP, and answers that are not from AWS. */
export function networkText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  const { name, systemCode, message, status, thrown } = facts;
  const to = destinationOf(thrown);
  const fault = faultIn(thrown);
  if (fault) return faultText(fault, doing);
  if (name === 'AbortError') {
    return {
      code: 'INTERRUPTED',
      what: `You stopped before AWS could ${doing}.`,
      why: 'The request may have arrived all the same.',
      next: 'Look at what is there before you do it again.',
    };
  }
  if (systemCode) {
    const text = systemText(systemCode, message, to, doing);
    if (text) return text;
  }
  if (/^Invalid URL/.test(message)) return badEndpoint(doing, 'It is not a valid address.');
  if (name === 'TimeoutError' || name === 'RequestTimeout' || name === 'RequestTimeoutException') {
    return timedOut(doing, 'AWS waited too long for the rest of the request.');
  }
  if (status !== undefined && status >= 500) return undefined;
  if (/XML parse error|Unexpected (?:token|end of)|Deserialization error|is not valid JSON/i.test(message)) {
    return notAws(doing, `It cannot be read: ${clip(plainText(message), 120)}`);
  }
  return undefined;
}

function faultText({ kind, to, detail, cause }: NetworkFault, doing: string): ProblemText {
  const host = plainText(to.host);
  const proxy = to.proxy ? `the proxy ${to.proxy.shown}` : 'a proxy in between';
  const variable = to.proxy?.variable ?? 'HTTPS_PROXY';
  const through = to.proxy ? ` through ${proxy}` : '';
  switch (kind) {
    case 'no-connection':
      return timedOut(doing, `No connection to ${host}${through} could be made within ${detail}.`);
    case 'silent':
      return timedOut(doing, `${capital(host)} sent nothing for ${detail}${through}.`);
    case 'broken-off':
      return timedOut(
        doing,
        `${capital(host)} had sent nothing for ${detail}${through} when it was tried again.`,
      );
    case 'too-slow':
      return timedOut(doing, `The answer of ${host} was not complete after ${detail}${through}.`);
    case 'too-large':
      return notAws(doing, `${host} sent more than ${detail}, which is more than this program reads.`);
    case 'redirect': {
      const why = `${host} sends the request elsewhere${detail ? `, to ${plainText(detail)}` : ''}; AWS does not do that.`;
      const text = notAws(doing, why);
      return isAwsHost(to.host) ? text : { ...text, next: endpointAdvice };
    }
    case 'page':
      return notAws(doing, `${host} answered with a web page (${detail}).`);
    case 'wants-https':
      return badEndpoint(doing, `What answers at ${host} expects https, and the address says http.`);
    case 'proxy-password':
      if (detail !== '')
        return {
          code: 'PROXY',
          what: `${capital(proxy)} wants you to sign in, so nothing was sent to ${doing}.`,
          why: `It takes ${plainText(detail)} only; a user and password in ${variable} are Basic, for amplify-tui as for the AWS CLI.`,
          next: `Run a local proxy that signs in that way, such as Cntlm or Px, and name it in ${variable}; or ask who runs the proxy.`,
        };
      return {
        code: 'PROXY',
        what: `${capital(proxy)} wants a user name and password, so nothing was sent to ${doing}.`,
        why: to.proxy
          ? `It did not take what ${variable} holds (407 Proxy Authentication Required).`
          : 'It answered 407 Proxy Authentication Required.',
        next: `Write ${variable} as http://user:password@host:port; characters such as @ or # in a password as %40 or %23.`,
      };
    case 'proxy-refuses':
      return {
        code: 'PROXY',
        what: `${capital(proxy)} makes no connection to ${host}, so nothing was sent to ${doing}.`,
        why: Number(detail) > 0 ? `It answered ${detail}.` : 'It does not answer as a proxy does.',
        next: `Ask who runs the proxy to allow ${host}; or name the host in NO_PROXY if it is reached without one.`,
      };
    case 'proxy-answers':
      return {
        // A gateway without an answer to pass on may have one soon.
        code: /\(50[234]\)/.test(detail) ? 'OFFLINE' : 'PROXY',
        what: `${capital(proxy)} answers in place of ${host}, so it is not known whether that could ${doing}.`,
        why: detail,
        next: `Check that ${host} runs and that the proxy can reach it; or name the host in NO_PROXY if it is reached without one (${variable} names the proxy).`,
      };
    case 'proxy-unreachable':
      return proxyUnreachable(to, cause, doing);
  }
}

function proxyUnreachable({ proxy }: Destination, cause: unknown, doing: string): ProblemText {
  const code = systemCodeOf(cause) ?? '';
  const shown = proxy?.shown ?? '';
  const reasons: Readonly<Record<string, string>> = {
    ENOTFOUND: `The name of the proxy ${shown} cannot be looked up. (ENOTFOUND)`,
    EAI_AGAIN: `The name of the proxy ${shown} cannot be looked up just now. (EAI_AGAIN)`,
    ECONNREFUSED: `Nothing listens at ${shown}. (ECONNREFUSED)`,
  };
  const meaning = meanings[code];
  const why =
    reasons[code] ??
    (meaning ? `${meaning} (${code})` : (untrusted(code) ?? 'The connection ended before it answered.'));
  return {
    code: 'OFFLINE',
    what: `The proxy ${shown} cannot be reached, so nothing was sent to ${doing}.`,
    why,
    next: `Check ${proxy?.variable ?? 'HTTPS_PROXY'}, and whether this machine is in the network of the proxy (VPN).`,
  };
}

function systemText(
  code: string,
  message: string,
  to: Destination | undefined,
  doing: string,
): ProblemText | undefined {
  const host = to ? plainText(to.host) : 'the other side';
  // An address of the user's own may be wrong, so it is named.
  const isOwn = to !== undefined && !to.proxy && !isAwsHost(to.host);
  const meaning = (isOwn ? ownMeaning(code, host) : undefined) ?? meanings[code];
  if (meaning) {
    return {
      code: 'OFFLINE',
      what: `AWS cannot be reached, so it is not known whether it could ${doing}.`,
      why: `${meaning} (${code})${code === 'ECONNRESET' && to?.isClear && !to.proxy ? ' So does a server that expects https.' : ''}`,
      next: to?.proxy
        ? `Check the network and VPN of this machine, and the proxy ${to.proxy.shown} (${to.proxy.variable}).`
        : isOwn
          ? `Check the endpoint (AWS_ENDPOINT_URL, --endpoint-url or endpoint_url in ~/.aws/config), then the network, VPN and proxy of this machine.`
          : 'Check the network, VPN and proxy of this machine, then try again.',
    };
  }
  const distrust = untrusted(code, host);
  if (distrust) {
    return {
      code: 'OFFLINE',
      what: `The connection to ${host} is not trusted, so nothing was sent to ${doing}.`,
      why: `${distrust} (${code})`,
      next: trustAdvice(code),
    };
  }
  // OpenSSL's own words are at the end of its long message: "wrong version number" means that the answer is not TLS.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    const isPlain =
      /WRONG_VERSION_NUMBER|wrong version number|packet length too long|http request|unknown protocol/i;
    return badEndpoint(
      doing,
      isPlain.test(`${code} ${message}`)
        ? `What answers at ${host} does not speak https (TLS).`
        : `No TLS connection with ${host} could be made: ${opensslReason(message) ?? code}.`,
    );
  }
  if (code.startsWith('HPE_')) {
    if (code === 'HPE_HEADER_OVERFLOW')
      return notAws(doing, `The headers that ${host} sent have no end. (${code})`);
    return badEndpoint(
      doing,
      `What answers at ${host} does not speak http; it may be https, or another service. (${code})`,
    );
  }
  if (code === 'ERR_INVALID_URL') return badEndpoint(doing, 'It is not a valid address.');
  return undefined;
}

/** As {@link meanings}, but with the host's name. */
function ownMeaning(code: string, host: string): string | undefined {
  const name = host.replace(/:\d+$/, '');
  switch (code) {
    case 'ENOTFOUND':
      return `The name ${name} cannot be looked up.`;
    case 'EAI_AGAIN':
      return `The name ${name} cannot be looked up just now.`;
    case 'ECONNREFUSED':
      return `Nothing listens at ${host}.`;
    default:
      return undefined;
  }
}

/** The meaning of a certificate error, one sentence. @returns undefined for any other code */
function untrusted(code: string, host = 'the proxy'): string | undefined {
  switch (code) {
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
      return `The certificate of ${host} is signed by an authority that this machine does not know.`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `The certificate of ${host} is signed by an authority of its own, which this machine does not know.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `The certificate of ${host} is signed by nobody but itself.`;
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} has expired.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid yet.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return `The certificate is one of another host than ${host}.`;
    case 'CERT_REVOKED':
      return `The certificate of ${host} was revoked.`;
    default:
      return /CERT|SIGNATURE|UNABLE_TO/.test(code)
        ? `The certificate of ${host} is not one that this machine accepts.`
        : undefined;
  }
}

function trustAdvice(code: string): string {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return 'Check the date of this machine; if it is right, whoever runs the server or proxy has to renew the certificate.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return 'Check the address of the endpoint; a proxy or the sign-in page of a network may be in between.';
  return `If your company's proxy signs connections itself, name the file with its certificate in ${bundle}.`;
}

/** The last part of OpenSSL's message that consists of words. */
function opensslReason(message: string): string | undefined {
  const part = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  return part && plainText(part);
}

function timedOut(doing: string, why: string): ProblemText {
  return {
    code: 'TIMED_OUT',
    what: `AWS did not answer in time, so it is not known whether it could ${doing}.`,
    why,
    next: 'Check the network of this machine, then try again.',
  };
}

const endpointAdvice =
  'Correct the address (AWS_ENDPOINT_URL, --endpoint-url or endpoint_url in ~/.aws/config); if it is right, see what is in between.';

function badEndpoint(doing: string, why: string): ProblemText {
  return {
    code: 'ENDPOINT',
    what: `The endpoint cannot be used to ${doing}.`,
    why,
    next: endpointAdvice,
  };
}

function notAws(doing: string, why: string): ProblemText {
  return {
    code: 'AWS_ANSWER',
    what: `The answer to the request to ${doing} does not come from AWS.`,
    why: capital(why),
    next: 'A proxy or the sign-in page of a network may be in between: open a web page to see, then try again.',
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
