import { accountOf } from './accounts.ts';
import type { CallLog } from './calls.ts';
import type { Cloud } from './cloud.ts';
import type { FaultInjector } from './faults/injector.ts';
import { readFault } from './faults/spec.ts';
import { isObject } from './records.ts';
import { header, queryPairs, type RawRequest, type Reply } from './request.ts';
import { findScenario } from './scenarios/scenarios.ts';
import { newState } from './store.ts';
import { endSessions } from './sts/sessions.ts';
import { CODE_PERIOD, codeOf, stepAt } from './totp.ts';

/** Everything that the control path can change or show. */
export interface Controlled {
  cloud: Cloud;
  faults: FaultInjector;
  calls: CallLog;
}

/** Buckets cannot have this name, so the path is free. */
const CONTROL = /^\/_demo(?:\/|$)/;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

type Answer = { status: number; body: unknown };
type Handler = (controlled: Controlled, request: RawRequest) => Answer;

const HANDLERS: Record<string, Handler> = {
  'GET /_demo/calls': readCalls,
  'GET /_demo/faults': readRules,
  'POST /_demo/faults': addRules,
  'DELETE /_demo/faults': clearRules,
  'POST /_demo/scenario': startScenario,
  'GET /_demo/phone': readPhone,
  'POST /_demo/phone': letCodesCountAgain,
  'POST /_demo/expire': expireSessions,
  'POST /_demo/account': limitAccount,
};

/** True for requests to the cloud itself rather than one of its services. */
export function isControl({ path }: RawRequest): boolean {
  return CONTROL.test(path);
}

/**
 * Answers a request to the cloud itself, in JSON. Without signatures, it accepts only requests that come from this machine and
 * not from a web page.
 */
export function answerControl(controlled: Controlled, request: RawRequest, from: string | undefined): Reply {
  const { status, body } = controlAnswer(controlled, request, from);
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(body)}\n` };
}

function controlAnswer(controlled: Controlled, request: RawRequest, from: string | undefined): Answer {
  const local = LOOPBACK.test(from ?? '') && LOCAL_HOST.test(header(request, 'host') ?? '');
  if (!local || header(request, 'origin') !== undefined) {
    return { status: 403, body: { error: 'The control path answers programs on this machine only.' } };
  }
  const handler = HANDLERS[`${request.method} ${request.path}`];
  if (handler === undefined) {
    return { status: 404, body: { error: `The control path has ${Object.keys(HANDLERS).join(', ')}.` } };
  }
  try {
    return handler(controlled, request);
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

/** The calls since `since` (milliseconds since 1970), optionally of `service` and `action`, and counts of each. */
function readCalls({ calls }: Controlled, { query }: RawRequest): Answer {
  const wanted = new Map(queryPairs(query));
  const service = wanted.get('service');
  const action = wanted.get('action');
  const found = calls.since(Number(wanted.get('since') ?? 0), {
    ...(service !== undefined && { service }),
    ...(action !== undefined && { action }),
  });
  const counts = new Map<string, number>();
  for (const call of found) {
    const name = `${call.service}.${call.action}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return { status: 200, body: { calls: found, counts: Object.fromEntries(counts) } };
}

function readRules({ faults }: Controlled): Answer {
  return { status: 200, body: { rules: faults.rules() } };
}

/** Takes `{"faults": ["throttle@CreateStack,times=1"]}` and adds all of them or none. */
function addRules({ faults }: Controlled, request: RawRequest): Answer {
  const specs = jsonBody(request).faults;
  if (!Array.isArray(specs) || !specs.every((spec): spec is string => typeof spec === 'string')) {
    throw new Error('The body must be {"faults": ["KIND@TARGET", ...]}');
  }
  faults.add(specs.map(readFault));
  return { status: 200, body: { rules: faults.rules() } };
}

function clearRules({ faults }: Controlled): Answer {
  faults.clear();
  return { status: 200, body: { rules: [] } };
}

/** Takes `{"scenario": "in-flight"}` and resets the cloud as if it had started with it, except for fault rules. */
function startScenario({ cloud }: Controlled, request: RawRequest): Answer {
  const { scenario } = jsonBody(request);
  const { name, about, prepare } = findScenario(typeof scenario === 'string' ? scenario : '');
  Object.assign(cloud.state, newState(cloud.clock.now()));
  prepare(cloud);
  cloud.settle();
  cloud.engine.catchUp();
  cloud.changed();
  return { status: 200, body: { scenario: name, about } };
}

/** The demo's phone: the current code of every MFA device, and how long it lasts (milliseconds). */
function readPhone({ cloud: { state, clock } }: Controlled): Answer {
  const now = clock.now();
  const step = stepAt(now);
  const devices = state.accounts.flatMap(({ name: company, mfaDevices = [] }) =>
    mfaDevices.map(({ serial, seed, userName, lastStep = 0 }) => ({
      company,
      serial,
      ...(userName !== undefined && { user: userName }),
      code: codeOf(seed, step),
      used: lastStep >= step,
    })),
  );
  return { status: 200, body: { devices, nextIn: (step + 1) * CODE_PERIOD - now } };
}

/** Lets the current codes be used again, as if they were the next ones, for tests that cannot wait. */
function letCodesCountAgain({ cloud }: Controlled): Answer {
  const devices = cloud.state.accounts.flatMap(({ mfaDevices = [] }) => mfaDevices);
  for (const device of devices) delete device.lastStep;
  cloud.changed();
  return { status: 200, body: { devices: devices.length } };
}

/** Ends all temporary credentials now. */
function expireSessions({ cloud }: Controlled): Answer {
  const ended = endSessions(cloud.state, cloud.clock.now());
  cloud.changed();
  return { status: 200, body: { ended } };
}

/**
 * Takes `{"account": "111122223333", "serviceControlPolicies": [{"Statement": […]}], "enabledRegions": ["me-south-1"],
 * "stsOffRegions": ["eu-west-3"]}`: decisions of an account's organization and owner. Members that are absent stay unchanged.
 */
function limitAccount({ cloud }: Controlled, request: RawRequest): Answer {
  const { account: id, serviceControlPolicies: policies, ...regions } = jsonBody(request);
  const account = accountOf(cloud.state, String(id));
  if (Array.isArray(policies))
    account.serviceControlPolicies = policies.map((policy) => JSON.stringify(policy));
  for (const list of ['enabledRegions', 'stsOffRegions'] as const) {
    const names = regions[list];
    if (Array.isArray(names)) account[list] = names.map(String);
  }
  cloud.changed();
  cloud.settle();
  const { serviceControlPolicies = [], enabledRegions = [], stsOffRegions = [] } = account;
  const body = { account: id, policies: serviceControlPolicies.length, enabledRegions, stsOffRegions };
  return { status: 200, body };
}

function jsonBody({ body }: RawRequest): Record<string, unknown> {
  const value: unknown = JSON.parse(body.toString('utf8'));
  if (isObject(value)) return value;
  throw new Error('The body must be a JSON object');
}
