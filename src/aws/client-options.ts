import type { RecordCall } from './calls/record.ts';
import type { Insistence } from './insist.ts';
import type { ExchangeLimits } from './request-handler.ts';
import type { SilenceTeller } from './silence.ts';

/** How an access's clients are created. */
export interface ClientOptions {
  readonly region: string;
  /** True in the demo: every endpoint has to be on this machine. */
  readonly demo?: boolean;
  /** Receives the SDK's log, one line each, without any input or output of a call. */
  readonly log?: (line: string) => void;
  /** Attempts per call, including the first; default 3. The follower uses 1 and does the waiting itself. */
  readonly maxAttempts?: number;
  /** Overrides of the default limits of an exchange. */
  readonly limits?: Partial<ExchangeLimits> | undefined;
  /** Called about every answer that is being waited for. */
  readonly silence?: SilenceTeller | undefined;
  /** Makes the clients retry by themselves; absent: their callers decide. */
  readonly insistence?: Insistence | undefined;
  /** Called with every call's record when it has ended. */
  readonly record?: RecordCall | undefined;
}
