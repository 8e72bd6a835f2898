import { ServiceError } from '../errors.ts';
import { numberParameter, type QueryCall, textParameter } from '../query-protocol.ts';
import type { XmlValue } from '../xml.ts';

/** IAM's page size unless MaxItems is given. */
const PAGE_SIZE = 100;

/** The error for a member of a request that breaks a rule of the API, in IAM's words since 2026, without the value. */
export function invalidValue(member: string, rule: string): ServiceError {
  return new ServiceError(
    'ValidationError',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${rule}`,
  );
}

/** One page of an IAM list under its name, with IsTruncated and, if there is more, the Marker of the next page. */
export function pageOf(call: QueryCall, name: string, entries: XmlValue[]): { [name: string]: XmlValue } {
  const marker = textParameter(call, 'Marker') ?? '0';
  const size = numberParameter(call, 'MaxItems') ?? PAGE_SIZE;
  if (size < 1) throw invalidValue('maxItems', 'Member must have value greater than or equal to 1');
  if (size > 1000) throw invalidValue('maxItems', 'Member must have value less than or equal to 1000');
  if (!/^\d{1,9}$/.test(marker)) throw new ServiceError('ValidationError', 'Invalid Marker.');
  const end = Number(marker) + size;
  const truncated = end < entries.length;
  return {
    [name]: entries.slice(Number(marker), end),
    IsTruncated: truncated,
    Marker: truncated ? String(end) : undefined,
  };
}
