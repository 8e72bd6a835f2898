import { validationError } from '../errors.ts';
import { type QueryCall, textParameter } from '../query-protocol.ts';

/**
 * One page of a list, and the token for the next. The token holds the number of the last entry, which never changes, so new
 * entries at the front do not shift the pages.
 */
export function pageOf<T>(
  call: QueryCall,
  entries: readonly T[],
  numberOf: (entry: T) => number,
  size: number,
): { page: T[]; nextToken: string | undefined } {
  const token = textParameter(call, 'NextToken');
  const after = token === undefined ? undefined : readToken(call, token);
  const start = after === undefined ? 0 : entries.findIndex((entry) => numberOf(entry) === after) + 1;
  if (after !== undefined && start === 0) throw invalidToken();
  const page = entries.slice(start, start + size);
  const last = page.at(-1);
  const more = start + size < entries.length && last !== undefined;
  return { page, nextToken: more ? writeToken(call, numberOf(last)) : undefined };
}

function writeToken(call: QueryCall, number: number): string {
  return Buffer.from(`${call.action} ${number}`).toString('base64url');
}

function readToken(call: QueryCall, token: string): number {
  const [action, number, ...rest] = Buffer.from(token, 'base64url').toString().split(' ');
  if (action !== call.action || number === undefined || !/^\d+$/.test(number) || rest.length > 0)
    throw invalidToken();
  return Number(number);
}

function invalidToken(): Error {
  return validationError('The NextToken is not valid: use the one that the previous page came with.');
}
