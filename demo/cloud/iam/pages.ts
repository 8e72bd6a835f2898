import { ServiceError } from '../errors.ts';
import { numberParameter, type QueryCall, textParameter } from '../query-protocol.ts';
import type { XmlValue } from '../xml.ts';

/** As many entries as IAM puts on a page unless MaxItems says otherwise. */
const PAGE_SIZE = 100;

/** One page of an IAM list under its name, with IsTruncated and, if there is more, the Marker to go on with. */
export function pageOf(call: QueryCall, name: string, entries: XmlValue[]): { [name: string]: XmlValue } {
  const marker = textParameter(call, 'Marker') ?? '0';
  const size = numberParameter(call, 'MaxItems') ?? PAGE_SIZE;
  if (!/^\d{1,9}$/.test(marker) || size < 1 || size > 1000) {
    throw new ServiceError(
      'ValidationError',
      'MaxItems must be from 1 to 1000, Marker that of the page before.',
    );
  }
  const end = Number(marker) + size;
  const truncated = end < entries.length;
  return {
    [name]: entries.slice(Number(marker), end),
    IsTruncated: truncated,
    Marker: truncated ? String(end) : undefined,
  };
}
