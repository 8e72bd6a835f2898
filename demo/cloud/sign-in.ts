import type { CallLog, LoggedCall } from './calls.ts';
import type { Cloud } from './cloud.ts';
import { newLetters } from './ids.ts';
import { isObject } from './records.ts';
import { header, queryPairs, type RawRequest, type Reply } from './request.ts';
import type { SessionState, SignInState } from './state.ts';
import { findSession } from './sts/sessions.ts';
import { element } from './xml.ts';

/** Milliseconds that a sign-in token is valid (IAM User Guide, "Enable custom identity broker access"). */
const TOKEN_LASTS = 15 * 60_000;
/** Limits of the length of a console session, seconds (same source). */
const SHORTEST = 900;
const LONGEST = 43_200;

/** Whether a request is for the sign-in service's federation endpoint, which needs no signature, unlike a bucket. */
export function isFederation({ path, query, headers, body }: RawRequest): boolean {
  if (path !== '/federation' || headers.authorization !== undefined) return false;
  return /(?:^|&)Action=/.test(query) || /(?:^|&)Action=/.test(body.subarray(0, 10_000).toString('latin1'));
}

/**
 * Answers the federation endpoint: `getSigninToken` gives a token for temporary credentials, `login` takes it. Errors are a web
 * page with status 400, as on AWS.
 */
export function answerFederation(cloud: Cloud, calls: CallLog, request: RawRequest): Reply {
  const logged: LoggedCall = { time: cloud.clock.now(), service: 'signin', action: '' };
  calls.add(logged);
  const fields = new Map(queryPairs(request.query));
  const isForm = /^application\/x-www-form-urlencoded/.test(header(request, 'content-type') ?? '');
  if (isForm) {
    for (const [name, value] of queryPairs(request.body.toString('utf8').replaceAll('+', '%20')))
      fields.set(name, value);
  }
  logged.action = fields.get('Action') ?? '';
  const reply = answerTo(cloud, fields);
  logged.status = reply.status;
  return reply;
}

function answerTo(cloud: Cloud, fields: ReadonlyMap<string, string>): Reply {
  if (fields.get('Action') === 'getSigninToken') return giveToken(cloud, fields);
  return fields.get('Action') === 'login' ? takeToken(cloud, fields) : refusal('Invalid action parameter');
}

function giveToken(cloud: Cloud, fields: ReadonlyMap<string, string>): Reply {
  const now = cloud.clock.now();
  const session = sessionOf(cloud, fields.get('Session') ?? '');
  const wanted = fields.get('SessionDuration');
  if (session === undefined || session.expiresAt <= now) return refusal('Invalid credentials parameter');
  const { principal } = session;
  // GetSessionToken's credentials belong to a user, who has a password for the console.
  if (principal.role === undefined && principal.federated !== true)
    return refusal('Invalid credentials parameter');
  if (wanted !== undefined) {
    const isWithin = /^\d{1,6}$/.test(wanted) && Number(wanted) >= SHORTEST && Number(wanted) <= LONGEST;
    if (!isWithin) return refusal('Invalid session duration parameter');
    // A session of a role assumed by another role cannot outlast its own hour.
    if (principal.session?.isChained === true || principal.federated === true)
      return refusal('Invalid credentials parameter');
  }
  const signIn: SignInState = {
    token: newLetters(cloud.state, now, 64),
    arn: principal.arn,
    usableUntil: now + TOKEN_LASTS,
    endsAt: wanted === undefined ? session.expiresAt : now + Number(wanted) * 1000,
  };
  cloud.state.signIns = [
    ...(cloud.state.signIns ?? []).filter(({ usableUntil }) => usableUntil > now),
    signIn,
  ];
  cloud.changed();
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ SigninToken: signIn.token }),
  };
}

/** The session with exactly the three parts in the text. */
function sessionOf({ state }: Cloud, text: string): SessionState | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parts)) return undefined;
  const session = findSession(state, String(parts.sessionId));
  return session?.secret === parts.sessionKey && session?.token === parts.sessionToken ? session : undefined;
}

function takeToken({ state, clock }: Cloud, fields: ReadonlyMap<string, string>): Reply {
  const signIn = state.signIns?.find(({ token }) => token === fields.get('SigninToken'));
  const destination = fields.get('Destination') ?? '';
  if (signIn === undefined || signIn.usableUntil <= clock.now()) return refusal('Invalid sign-in token');
  if (!URL.canParse(destination) || new URL(destination).protocol !== 'https:')
    return refusal('Invalid destination parameter');
  const ends = new Date(signIn.endsAt).toISOString();
  return page(200, [`Signed in as ${signIn.arn} until ${ends}.`, `The console would show ${destination}`]);
}

function refusal(message: string): Reply {
  return page(400, ['HTTP Status 400 - Bad Request', `message: ${message}`]);
}

function page(status: number, lines: readonly string[]): Reply {
  const body = lines.map((line) => element('p', line)).join('');
  return { status, headers: { 'content-type': 'text/html' }, body: `<!doctype html><html>${body}</html>` };
}
