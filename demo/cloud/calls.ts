import type { RawRequest } from './request.ts';

/** A call as it arrived, whatever its outcome. */
export interface LoggedCall {
  /** Milliseconds since 1970. */
  time: number;
  service: string;
  /** Empty if the request does not name one. */
  action: string;
  /** Who signed; absent if the signature was not verified. */
  who?: string;
  /** The HTTP status; absent during the call, and if the connection was cut instead. */
  status?: number;
}

/** More calls than any test makes; the oldest are dropped first. */
const LIMIT = 100_000;

/** Every call since the cloud started, oldest first, for counting. */
export interface CallLog {
  add(call: LoggedCall): void;
  /** The calls since a moment, optionally of one service or action. */
  since(time: number, filter?: { service?: string; action?: string }): LoggedCall[];
}

export function createCallLog(): CallLog {
  let calls: LoggedCall[] = [];
  return {
    add(call) {
      calls.push(call);
      if (calls.length > LIMIT) calls = calls.slice(LIMIT / 10);
    },
    since: (time, { service, action } = {}) =>
      calls.filter(
        (call) =>
          call.time >= time &&
          (service === undefined || call.service === service) &&
          (action === undefined || call.action === action),
      ),
  };
}

/** The action that the form of a Query call names, unchecked. */
export function formAction({ body }: RawRequest): string {
  return /(?:^|&)Action=(\w{1,100})(?:&|$)/.exec(body.subarray(0, 10_000).toString('latin1'))?.[1] ?? '';
}
