import { HttpRequest } from '@smithy/core/protocols';
import { asRecord, jsonValue } from '../core/json-values.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { redact } from '../core/redact.ts';
import { Secret } from '../core/secret.ts';
import { clip, plainText } from '../core/text.ts';
import type { AwsCredentials } from '../credentials/access.ts';
import type { MachineStart } from '../credentials/machine.ts';
import type { ContainerService } from '../credentials/machine-addresses.ts';
import type { NetworkSettings } from '../credentials/network.ts';
import { readTextFile } from '../platform/files.ts';
import { NetworkFault } from './network/fault.ts';
import { errorFacts } from './problems/facts.ts';
import { createRequestHandler } from './request-handler.ts';

/** How long the service of a container may take, and an instance's metadata service, milliseconds. */
const patience = 5_000;
/** How long detecting an EC2 instance may take, milliseconds: most machines are not one. */
const probePatience = 1_000;

/** A service's answer. */
interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends one request to a service of the machine itself: without a proxy, without a second attempt.
 *
 * @throws the request handler's error if the connection fails
 */
async function ask(
  url: URL,
  {
    method = 'GET',
    headers = {},
    limit = patience,
    network = {},
  }: { method?: string; headers?: Record<string, string>; limit?: number; network?: NetworkSettings } = {},
): Promise<Answer> {
  const limits = { connect: limit, idle: limit, whole: limit };
  const { caBundle, extraCa } = network;
  const trust = { ...(caBundle ? { caBundle } : {}), ...(extraCa ? { extraCa } : {}) };
  const handler = createRequestHandler({ network: trust, limits });
  const request = new HttpRequest({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, ...headers },
  });
  try {
    const { response } = await handler.handle(request);
    const parts: Buffer[] = [];
    for await (const part of response.body) parts.push(Buffer.from(part));
    return { status: response.statusCode, body: Buffer.concat(parts).toString('utf8') };
  } catch (thrown) {
    // The metadata service says with a web page that there is nothing.
    if (thrown instanceof NetworkFault && thrown.kind === 'page')
      return { status: Number(thrown.detail), body: '' };
    throw thrown;
  } finally {
    handler.destroy();
  }
}

/**
 * Credentials from a container's service: that of ECS, of EKS pod identity, or another one that a variable names.
 *
 * @param network for the trusted certificates; its proxy is not used
 * @throws Problem FILE_UNREADABLE for the token's file; OFFLINE, TIMED_OUT, THROTTLED, AWS_FAULT, which are transient;
 * ACCESS_NONE, AWS_ANSWER. None holds the token.
 */
export async function containerCredentials(
  { service, profile }: Extract<MachineStart, { kind: 'container' }>,
  network: NetworkSettings = {},
): Promise<AwsCredentials> {
  const { url, variable } = service;
  const token = await tokenOf(service);
  const place = {
    what: "The container's credentials service",
    for: profile,
    named: `${variable} names it: ${url.host}`,
  };
  let answer: Answer;
  try {
    answer = await ask(url, { network, ...(token ? { headers: { authorization: token } } : {}) });
  } catch (thrown) {
    throw unreachable(
      place,
      thrown,
      `Check that ${variable} names the service of this container, and that it runs.`,
    );
  }
  if (answer.status !== 200) {
    const said = saidBy(answer.body, token);
    const next =
      service.token && [401, 403].includes(answer.status)
        ? `Check ${service.token.variable}: it has to be the token of this container.`
        : 'Give the task or the pod a role, or choose a profile.';
    throw refused(place, answer.status, said, next);
  }
  return credentialsIn(answer.body, place);
}

async function tokenOf({ token }: ContainerService): Promise<string | undefined> {
  if (!token) return undefined;
  const text = 'value' in token ? token.value.reveal() : await readTextFile(token.file);
  if (text === undefined) {
    throw new Problem({
      code: 'FILE_UNREADABLE',
      what: 'The file of the container token is not there.',
      why: `${token.variable} names ${'file' in token ? plainText(token.file) : ''}, and the container writes it there.`,
      next: `Correct ${token.variable}, or choose a profile.`,
    });
  }
  // Editors end a file with a line end; any other one inside the token could inject a header.
  const trimmed = text.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  if (!/[\u0000-\u001F\u007F-\uFFFF]/.test(trimmed) && trimmed !== '') return trimmed;
  throw new Problem({
    code: 'ENVIRONMENT',
    what: `The token of ${token.variable} cannot be used.`,
    why: trimmed === '' ? 'It is empty.' : 'It has a character that no header can hold, a line end perhaps.',
    next: 'Ask whoever issues the token to write it again.',
  });
}

const tokenHeader = 'x-aws-ec2-metadata-token';
const rolePath = '/latest/meta-data/iam/security-credentials/';

/** Starts a session with the metadata service (IMDSv2), and reads the name of the instance's role. @returns its refusal otherwise */
async function roleOf(url: URL, limit: number): Promise<{ token: string; role: string } | Answer> {
  const begun = await ask(at(url, '/latest/api/token'), {
    method: 'PUT',
    limit,
    headers: { [`${tokenHeader}-ttl-seconds`]: '21600', 'content-length': '0' },
  });
  const token = begun.body.trim();
  if (begun.status !== 200 || !/^[!-~]+$/.test(token)) return begun;
  const listed = await ask(at(url, rolePath), { limit, headers: { [tokenHeader]: token } });
  const [role = ''] = listed.body.trim().split('\n');
  return listed.status === 200 && /^[\w+=,.@-]+$/.test(role) ? { token, role } : listed;
}

function at(url: URL, path: string): URL {
  return new URL(`${url.pathname.replace(/\/$/, '')}${path}`, url);
}

/** Whether this machine is an EC2 instance with a role: one attempt, for a second at most. Never throws. */
export async function isInstanceWithRole(url: URL): Promise<boolean> {
  return roleOf(url, probePatience).then(
    (found) => 'role' in found,
    () => false,
  );
}

/**
 * Credentials of an EC2 instance's role, by IMDSv2.
 *
 * @throws Problem ACCESS_NONE if there is no instance or no role; THROTTLED, AWS_FAULT, which are transient; AWS_ANSWER
 */
export async function instanceCredentials({
  url,
  profile,
}: Extract<MachineStart, { kind: 'instance' }>): Promise<AwsCredentials> {
  const place = { what: 'The instance metadata service', for: profile, named: `It is asked at ${url.host}` };
  const limit = 2_000;
  try {
    const found = await roleOf(url, limit);
    if (!('role' in found)) throw noRole(place, found.status);
    const { token, role } = found;
    const answer = await ask(at(url, `${rolePath}${role}`), { limit, headers: { [tokenHeader]: token } });
    if (answer.status !== 200) throw noRole(place, answer.status);
    return credentialsIn(answer.body, place);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    const fault = unreachable(place, thrown, 'Try again.');
    // For an access that was detected on this machine, the service is known to exist.
    if (profile === undefined) throw fault;
    throw new Problem(
      {
        code: 'ACCESS_NONE',
        what: `${profile} takes its credentials from an EC2 instance, and this machine does not seem to be one.`,
        why: fault.why,
        next: 'Choose another profile; this one works on EC2 only.',
      },
      { cause: thrown },
    );
  }
}

interface Place {
  readonly what: string;
  /** The profile that gets its credentials there, if one does. */
  readonly for: string | undefined;
  /** What names it, half a sentence. */
  readonly named: string;
}

function noRole(place: Place, status: number): Problem {
  if (status !== 404)
    return refused(place, status, '', 'Check the metadata options of the instance, or choose a profile.');
  return new Problem({
    code: 'ACCESS_NONE',
    what: `The EC2 instance has no role, so ${place.for ?? 'it'} has no credentials.`,
    why: `${place.named} and answered 404.`,
    next: 'Give the instance a role in the EC2 console, or choose another profile.',
  });
}

function refused({ what, for: profile, named }: Place, status: number, said: string, next: string): Problem {
  const passes = status === 429 || status >= 500;
  return new Problem({
    code: status === 429 ? 'THROTTLED' : passes ? 'AWS_FAULT' : 'ACCESS_NONE',
    what: `${what} gave no credentials${profile === undefined ? '' : ` for ${profile}`}.`,
    why: `${named}. It answered ${status}${said === '' ? '' : `: ${said}`}.`.replace(/\.\.$/, '.'),
    next: passes ? 'Try again in a minute.' : next,
  });
}

function unreachable({ what, for: profile, named }: Place, thrown: unknown, next: string): Problem {
  // An invalid setting of the network.
  if (thrown instanceof Problem) return asProblem(thrown);
  const slow = thrown instanceof NetworkFault && /^(?:no-connection|silent|too-slow)$/.test(thrown.kind);
  const reason = slow
    ? 'It did not answer in time'
    : (errorFacts(thrown).systemCode ?? 'The connection failed');
  return new Problem(
    {
      code: slow ? 'TIMED_OUT' : 'OFFLINE',
      what: `${what} cannot be reached${profile === undefined ? '' : `, so ${profile} has no credentials`}.`,
      why: `${named}. ${reason}.`,
      next,
    },
    { cause: thrown },
  );
}

/** A service's own reason, without the token of the request. */
function saidBy(body: string, token: string | undefined): string {
  const { message, Message } = asRecord(jsonValue(body)) ?? {};
  const text = String(message ?? Message ?? body);
  const bare = token ? text.replaceAll(token, '[secret]') : text;
  return clip(redact(plainText(bare)).trim(), 200);
}

/** Credentials in either service's answer; source: "Retrieve security credentials from instance metadata", EC2 User Guide. */
function credentialsIn(body: string, place: Place): AwsCredentials {
  let answer: Record<string, unknown> = {};
  try {
    answer = (JSON.parse(body) ?? {}) as Record<string, unknown>;
  } catch {
    // What is missing is reported below.
  }
  const { AccessKeyId, SecretAccessKey, Token, Expiration, Code, Message } = answer;
  const expiresAt = Date.parse(String(Expiration));
  if (
    typeof AccessKeyId === 'string' &&
    typeof SecretAccessKey === 'string' &&
    typeof Token === 'string' &&
    !Number.isNaN(expiresAt)
  ) {
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: new Secret(SecretAccessKey),
      sessionToken: new Secret(Token),
      expiresAt,
    };
  }
  const said = typeof Code === 'string' && Code !== 'Success' ? `${Code}: ${String(Message ?? '')}` : '';
  if (said !== '') {
    throw refused(
      place,
      200,
      clip(redact(plainText(said)), 200),
      'Check the trust policy of the role, or choose a profile.',
    );
  }
  throw new Problem({
    code: 'AWS_ANSWER',
    what: `${place.what} answered something else than credentials.`,
    why: `${place.named}. AccessKeyId, SecretAccessKey, Token or Expiration is missing.`,
    next: 'Check that this is the service of AWS, or choose a profile.',
  });
}
