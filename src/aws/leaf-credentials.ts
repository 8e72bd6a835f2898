import { isTime } from '../core/json-values.ts';
import { Problem } from '../core/problem.ts';
import { Secret } from '../core/secret.ts';
import { plainText } from '../core/text.ts';
import type { AwsCredentials } from '../credentials/access.ts';
import type { RequestPlace, SdkStart } from '../credentials/open.ts';
import { setForThisProcess } from '../platform/own-variables.ts';
import type { CallRecord, RecordCall } from './calls/record.ts';
import { clientConfig } from './client-config.ts';
import type { ClientOptions } from './client-options.ts';
import { faultIn } from './network/fault.ts';
import { systemCodeOf } from './problems/facts.ts';
import { startProblem } from './problems/start.ts';
import { besideAwsWords } from './problems/words.ts';
import { awsProblem, isTransient } from './problems.ts';
import type {
  EndedRequest,
  RequestHandler,
  RequestHandlerOptions,
  RequestOutcome,
} from './request-handler.ts';
import { sdkLogger } from './sdk-log.ts';

/** How long a provider of the SDK may take, milliseconds: none has a time limit of its own. */
const patience = 20_000;

/**
 * Credentials that an access needs a provider for: SSO and `aws login` from their caches, a web identity token, and those
 * of the machine. No provider may ask the user.
 *
 * @param place where and how the access makes requests
 * @throws Problem OFFLINE, TIMED_OUT, AWS_FAULT, which are transient; SIGNED_OUT, SIGN_IN_EXPIRED, ACCESS_DENIED,
 * PROFILE_NOT_USABLE, … and ACCESS_NONE for an unknown cause, see {@link startProblem}
 */
export async function leafCredentials(
  start: SdkStart,
  place: RequestPlace,
  options: Omit<ClientOptions, 'region'>,
): Promise<AwsCredentials> {
  setForThisProcess('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  const { createRequestHandler } = await import('./request-handler.ts');
  const doing = doingOf(start);
  const requestHandler = createRequestHandler({
    network: place.network,
    limits: options.limits,
    silence: options.silence,
    service: start.kind === 'sso' ? 'the access portal' : 'the sign-in',
    record: options.record && recorder(options.record, doing),
  });
  try {
    if (start.kind === 'web-identity') {
      const { webIdentityCredentials } = await import('./web-identity.ts');
      return await webIdentityCredentials(start, place, options);
    }
    if (start.kind === 'container' || start.kind === 'instance') {
      const { containerCredentials, instanceCredentials } = await import('./machine-credentials.ts');
      const get = () =>
        start.kind === 'container' ? containerCredentials(start, place.network) : instanceCredentials(start);
      if (!options.record) return await get();
      const { recordCall } = await import('./calls/record.ts');
      const call = { service: start.kind, action: 'GetCredentials', why: doing };
      return await recordCall(options.record, call, get);
    }
    const { expectSignInFiles, keepSdkFromNoFiles } = await import('./shared-files.ts');
    await keepSdkFromNoFiles();
    await expectSignInFiles();
    const provider = await providerOf(start, place, options, requestHandler);
    const found = await inTime(provider());
    const expiresAt = found.expiration?.getTime();
    return {
      accessKeyId: found.accessKeyId,
      secretAccessKey: new Secret(found.secretAccessKey),
      ...(found.sessionToken ? { sessionToken: new Secret(found.sessionToken) } : {}),
      // A service, or the file of a sign-in, may give an invalid expiry: it counts as unknown then.
      ...(isTime(expiresAt) ? { expiresAt } : {}),
    };
  } catch (thrown) {
    throw failedStart(start, thrown, requestHandler.newestOutcome());
  } finally {
    requestHandler.destroy();
  }
}

function doingOf({ profile }: SdkStart): string {
  return `get credentials for ${profile === undefined ? 'the environment' : plainText(profile)}`;
}

/** The operations by which the SDK's providers get credentials, by their paths in the models of AWS. */
const providerCalls: Readonly<Record<string, Pick<CallRecord, 'service' | 'action'>>> = {
  '/federation/credentials': { service: 'sso', action: 'GetRoleCredentials' },
  '/token': { service: 'sso-oidc', action: 'CreateToken' },
  '/v1/token': { service: 'signin', action: 'CreateOAuth2Token' },
};

/** Records the requests of a provider, whose clients the SDK creates itself. */
function recorder(record: RecordCall, why: string): RequestHandlerOptions['record'] {
  return ({ path, method }, { at, ms, response, fault }: EndedRequest) => {
    const call = providerCalls[path] ?? { service: 'sign-in', action: method };
    const id = response?.headers['x-amzn-requestid'];
    record({
      ...call,
      why,
      at,
      ms,
      attempts: 1,
      ...(response ? { status: response.statusCode } : {}),
      ...(response && response.statusCode >= 400 ? { error: refusalOf(response.headers) } : {}),
      ...(fault === undefined ? {} : { error: faultIn(fault)?.kind ?? systemCodeOf(fault) ?? 'no answer' }),
      ...(id !== undefined && /^[\w-]{1,64}$/.test(id) ? { requestId: id } : {}),
    });
  };
}

function refusalOf(headers: Readonly<Record<string, string>>): string {
  return /^\w{1,60}/.exec(headers['x-amzn-errortype'] ?? '')?.[0] ?? 'refused';
}

/** Why the latest refresh of a sign-in failed, if the cause is transient. */
let lostRefresh: { readonly problem: Problem; readonly at: number } | undefined;
/** How long the SDK refreshes no session again, and calls its token expired; milliseconds. */
const refreshPause = 30_000;

/**
 * Why a provider failed. The providers of SSO and `aws login` report a lost connection and a fault of AWS in the same
 * words as an expired sign-in: the outcome of their request tells them apart.
 */
function failedStart(start: SdkStart, thrown: unknown, outcome: RequestOutcome | undefined): Problem {
  const saysExpired = thrown instanceof Error && /^Token is expired/.test(thrown.message);
  const lost = outcome && lostProblem(start, outcome);
  if (saysExpired && outcome) lostRefresh = lost && { problem: lost, at: performance.now() };
  if (lost) return lost;
  if (saysExpired && !outcome && lostRefresh && performance.now() - lostRefresh.at < refreshPause)
    return lostRefresh.problem;
  const problem = startProblem(start, thrown);
  if (outcome?.kind !== 'refused') return problem;
  const { name = '', words } = outcome;
  const said = besideAwsWords(problem.toJSON(), { name, named: name !== '', message: words });
  return new Problem(said, { cause: thrown });
}

/** The Problem of a request without an answer, or with one that is not about it; undefined for all others. */
function lostProblem(start: SdkStart, outcome: RequestOutcome): Problem | undefined {
  const doing = doingOf(start);
  if (outcome.kind === 'answered') return undefined;
  if (outcome.kind === 'fault') return awsProblem(outcome.fault, doing);
  const { status, name = 'Unknown', words } = outcome;
  const error = Object.assign(new Error(words), { name, $metadata: { httpStatusCode: status } });
  const problem = awsProblem(error, doing);
  return isTransient(problem) ? problem : undefined;
}

interface Found {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

type ProviderStart = Extract<SdkStart, { kind: 'sso' | 'login' }>;

async function providerOf(
  start: ProviderStart,
  { endpoints, settings }: RequestPlace,
  { log, maxAttempts = 2 }: Omit<ClientOptions, 'region'>,
  requestHandler: RequestHandler,
): Promise<() => Promise<Found>> {
  const sdk = await import('@aws-sdk/credential-providers');
  const { profile } = start;
  const config = (service: 'sso' | 'signin') => {
    const endpoint = endpoints[service] ?? endpoints.all;
    return {
      ...clientConfig(settings, maxAttempts),
      requestHandler,
      logger: sdkLogger(service, log),
      ...(endpoint ? { endpoint } : {}),
    };
  };
  return start.kind === 'sso'
    ? sdk.fromSSO({ profile, clientConfig: config('sso') })
    : sdk.fromLoginCredentials({ profile, clientConfig: config('signin') });
}

async function inTime(found: Promise<Found>): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}
