import { createHash } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { brokenRule, ServiceError } from '../errors.ts';
import { type QueryCall, textParameter } from '../query-protocol.ts';
import { stacksOf } from './lookup.ts';
import type { StackOperation, StackState } from './stack-state.ts';

/** The token of a call, and a hash to distinguish the call from another with the same token. */
export interface RequestToken {
  token?: string;
  request: string;
}

/** The ClientRequestToken of a call. @throws ValidationError if it is malformed */
export function requestToken(call: QueryCall): RequestToken {
  const token = textParameter(call, 'ClientRequestToken');
  const request = createHash('sha256')
    .update(JSON.stringify([call.action, Object.entries(call.parameters).sort()]))
    .digest('hex');
  if (token === undefined) return { request };
  if (!/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(token)) {
    throw brokenRule(
      token,
      'clientRequestToken',
      'Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*',
    );
  }
  return { token, request };
}

/**
 * The operation that the same request with the same token has started already, so that it is not started again. Throws
 * TokenAlreadyExistsException if the token came with a different request.
 */
export function earlierOperation(
  cloud: Cloud,
  call: QueryCall,
  { token, request }: RequestToken,
): { stack: StackState; operation: StackOperation } | undefined {
  if (token === undefined) return undefined;
  for (const stack of stacksOf(cloud, call)) {
    const operation = stack.operations.find((candidate) => candidate.token === token && candidate.request);
    if (operation === undefined) continue;
    if (operation.request === request) return { stack, operation };
    throw new ServiceError('TokenAlreadyExistsException', `A client request token already exists: ${token}`);
  }
  return undefined;
}
