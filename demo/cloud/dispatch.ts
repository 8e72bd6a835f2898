import { randomUUID } from 'node:crypto';
import { jsonErrorReply, jsonReply } from './amplify/protocol.ts';
import { amplifyActionName, readAmplifyCall } from './amplify/service.ts';
import { type CallLog, formAction, type LoggedCall } from './calls.ts';
import type { ArrivedCall, Cloud } from './cloud.ts';
import { cloudformation } from './cloudformation/service.ts';
import { cognitoActionName, readCognitoCall } from './cognito/service.ts';
import { ServiceError } from './errors.ts';
import { iam } from './iam/service.ts';
import type { Principal } from './principal.ts';
import {
  findAction,
  type QueryCall,
  type QueryService,
  queryErrorReply,
  queryReply,
  readQueryBody,
} from './query-protocol.ts';
import type { RawRequest, Reply } from './request.ts';
import { hostId, readS3Address, s3ErrorReply } from './s3/protocol.ts';
import { runS3Action, s3ActionName } from './s3/service.ts';
import { answerFederation, isFederation } from './sign-in.ts';
import { readSignature, type Signature, verifySignature } from './sigv4.ts';
import { readSsmCall, ssmActionName } from './ssm/service.ts';
import { isGlobalEndpoint } from './sts/endpoints.ts';
import { sts } from './sts.ts';

const QUERY_SERVICES: Record<'sts' | 'iam' | 'cloudformation', QueryService> = { sts, iam, cloudformation };
const JSON_SERVICES = { amplify: readAmplifyCall, 'cognito-idp': readCognitoCall, ssm: readSsmCall };

/** An authenticated call to a known action, ready to be carried out. */
interface ReadyCall extends ArrivedCall {
  carryOut: () => Reply;
}

/**
 * Answers one request: finds the service from the signature's scope, verifies the sender, carries the action out, and turns
 * every error into the service's own error answer. `reset`: end the connection without an answer.
 */
export async function answer(cloud: Cloud, calls: CallLog, request: RawRequest): Promise<Reply | 'reset'> {
  if (isFederation(request)) return answerFederation(cloud, calls, request);
  const logged: LoggedCall = { time: cloud.clock.now(), service: '', action: '' };
  calls.add(logged);
  const reply = await answerLogged(cloud, request, logged);
  if (reply !== 'reset') logged.status = reply.status;
  return reply;
}

async function answerLogged(cloud: Cloud, request: RawRequest, logged: LoggedCall): Promise<Reply | 'reset'> {
  const { faults } = cloud;
  const requestId = randomUUID();
  // An answer shows the current state, even if a timer is late.
  cloud.engine.catchUp();
  let dialect = dialectWithoutSignature(request);
  try {
    const signature = readSignature(request);
    dialect = signature.service;
    logged.service = dialect;
    logged.action = actionName(dialect, request);
    const call = readCall(cloud, request, signature, requestId);
    logged.who = call.principal.arn;
    const instead = await faults.beforeAction?.(call);
    if (instead !== undefined) return instead === 'reset' ? instead : withIds(instead, requestId);
    const reply = withIds(call.carryOut(), requestId);
    const spoilt = await faults.afterAction?.(call, reply);
    return spoilt ?? reply;
  } catch (error) {
    return withIds(errorReply(cloud, dialect, error, requestId, isJson(request)), requestId);
  }
}

function actionName(service: string, request: RawRequest): string {
  if (service === 's3') return s3ActionName({ request, ...readS3Address(request) });
  if (service === 'cognito-idp') return cognitoActionName(request);
  if (service === 'ssm') return ssmActionName(request);
  return service === 'amplify' ? amplifyActionName(request) : formAction(request);
}

function readCall(cloud: Cloud, request: RawRequest, signature: Signature, requestId: string): ReadyCall {
  const { service, region } = signature;
  if (service === 's3') {
    const address = readS3Address(request);
    const action = s3ActionName({ request, ...address });
    const principal = verifySignature(cloud, request, signature, shownTime(cloud));
    const call = { request, region, principal, ...address };
    return { service, action, region, principal, carryOut: () => runS3Action(action, call, cloud) };
  }
  if (isJsonService(service)) {
    const action = actionName(service, request);
    const principal = verifySignature(cloud, request, signature, shownTime(cloud));
    return {
      service,
      action,
      region,
      principal,
      carryOut() {
        const { resource, run } = JSON_SERVICES[service](request, region, principal);
        authorizeCall(cloud, principal, `${service}:${action}`, resource, region, []);
        return jsonReply(run(cloud));
      },
    };
  }
  if (!isQueryServiceName(service)) {
    throw new ServiceError(
      'NotImplemented',
      `The demo cloud does not implement the service ${service}.`,
      501,
    );
  }
  const principal = verifySignature(cloud, request, signature, shownTime(cloud));
  if (request.method !== 'POST') {
    throw new ServiceError(
      'MethodNotAllowed',
      `The demo cloud takes ${service} calls as POST, not ${request.method}.`,
      405,
    );
  }
  const query = QUERY_SERVICES[service];
  const { action, version, parameters } = readQueryBody(request);
  const isGlobal = service === 'sts' && isGlobalEndpoint(request);
  const call: QueryCall = { action, region, principal, isGlobal, parameters };
  return {
    service,
    action,
    region,
    principal,
    carryOut() {
      const found = findAction(query, version, call);
      authorizeCall(
        cloud,
        principal,
        `${query.prefix}:${action}`,
        found.resource?.(call, cloud) ?? '*',
        region,
        found.conditions?.(call, cloud) ?? [],
      );
      return queryReply(query, action, found.run(call, cloud), requestId);
    },
  };
}

function isJsonService(service: string): service is keyof typeof JSON_SERVICES {
  return Object.hasOwn(JSON_SERVICES, service);
}

function isJson({ headers }: RawRequest): boolean {
  return headers['x-amz-target'] !== undefined;
}

function isQueryServiceName(service: string): service is 'sts' | 'iam' | 'cloudformation' {
  return Object.hasOwn(QUERY_SERVICES, service);
}

function authorizeCall(
  cloud: Cloud,
  principal: Principal,
  action: string,
  resource: string,
  region: string,
  conditions: readonly (readonly [string, readonly string[]])[],
): void {
  // The owner is in the ARN. Resources without one, and AWS's own, count as the caller's.
  const owner = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1];
  const resourceAccount = owner ?? principal.accountId;
  const decision = cloud.authorize(principal, action, resource, { region, resourceAccount, conditions });
  if (decision.allowed) return;
  throw new ServiceError(
    'AccessDenied',
    // STS does not say which side refused: that would tell strangers about the trust policy.
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}${action === 'sts:AssumeRole' ? '' : ` ${decision.because}`}`,
    403,
  );
}

/** The time that clients see: a fault can make the cloud's clock wrong. */
export function shownTime(cloud: Cloud): number {
  return cloud.clock.now() + (cloud.faults.clockOffset?.() ?? 0);
}

/** The service of a request without a signature: a form counts as a Query call, anything else as S3. */
function dialectWithoutSignature(request: RawRequest): string {
  const form = String(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return form ? 'sts' : 's3';
}

/** @param isJson whether the request used a JSON protocol, whatever its service */
function errorReply(
  cloud: Cloud,
  dialect: string,
  error: unknown,
  requestId: string,
  isJson: boolean,
): Reply {
  const known = error instanceof ServiceError ? error : defect(cloud, error);
  if (known.status === 501 || known.status === 415 || known.code === 'InvalidAction') {
    cloud.log(`not implemented: ${known.message}`);
  }
  if (dialect === 's3') {
    const anonymous = known.code === 'MissingAuthenticationToken';
    return s3ErrorReply(
      anonymous ? new ServiceError('AccessDenied', 'Access Denied', 403) : known,
      requestId,
    );
  }
  if (isJsonService(dialect) || isJson) return jsonErrorReply(known);
  const namespace = isQueryServiceName(dialect) ? QUERY_SERVICES[dialect].namespace : sts.namespace;
  return queryErrorReply(namespace, known, requestId);
}

/** Logs a mistake in this cloud and answers it as AWS answers its own. */
function defect(cloud: Cloud, error: unknown): ServiceError {
  if (error instanceof URIError) return new ServiceError('InvalidURI', "Couldn't parse the specified URI.");
  cloud.log(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new ServiceError('InternalFailure', 'The demo cloud failed; its log says why.', 500);
}

function withIds(reply: Reply, requestId: string): Reply {
  const ids = {
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
    'x-amz-id-2': hostId(requestId),
  };
  return { ...reply, headers: { ...ids, ...reply.headers } };
}
