import type { ArrivedCall } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import type { Reply } from '../request.ts';
import { expired } from '../sigv4.ts';
import type { FaultRule } from './rule.ts';

/** The error answer of a rule, in the service's own words. The action does not happen. */
export function faultError(rule: FaultRule, call: ArrivedCall): ServiceError {
  const s3 = call.service === 's3';
  switch (rule.kind) {
    case 'throttle':
      return s3
        ? new ServiceError('SlowDown', 'Please reduce your request rate.', 503)
        : new ServiceError('Throttling', 'Rate exceeded', 400);
    case 'error':
      return rule.code === '503' ? unavailable(s3) : broken(s3);
    case 'expire':
      return expired(call.service);
    case 'deny': {
      if (s3) return new ServiceError('AccessDenied', 'Access Denied', 403);
      const action = `${call.service}:${call.action}`;
      return new ServiceError(
        'AccessDenied',
        `User: ${call.principal.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
        403,
      );
    }
    default:
      throw new Error(`The fault ${rule.kind} is no error answer`);
  }
}

function broken(s3: boolean): ServiceError {
  return s3
    ? new ServiceError('InternalError', 'We encountered an internal error. Please try again.', 500)
    : new ServiceError('InternalFailure', 'An internal error occurred.', 500);
}

function unavailable(s3: boolean): ServiceError {
  return s3
    ? new ServiceError('ServiceUnavailable', 'Service is unable to handle request.', 503)
    : new ServiceError('ServiceUnavailable', 'Service Unavailable', 503);
}

/** An answer as a rule changes it, after the action has happened. */
export function spoiltReply(rule: FaultRule, reply: Reply): Reply {
  if (rule.kind === 'cut') {
    const length = Buffer.byteLength(reply.body);
    return { ...reply, cutAfter: Math.floor(length / 2) };
  }
  if (rule.kind === 'html') {
    // The answer of a captive portal or a proxy.
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><html><head><meta charset=utf-8><title>Sign in</title></head><body>Sign in to the network<br></body></html>',
    };
  }
  return { ...reply, status: 200, body: '' };
}
