import type { RecordCall } from './calls/record.ts';
import type { Insistence } from './insist.ts';
import type { ExchangeLimits } from './request-handler.ts';
import type { SilenceTeller } from './silence.ts';

/** How the clients of an access are made. */
export interface ClientOptions {
  readonly region: string;
  /** True in the demo: every endpoint has to be on this machine. */
  readonly demo?: boolean;
  /** Takes what the SDK has to say, one line each, without any input or output of a call. */
  readonly log?: (line: string) => void;
  /** Attempts a call, the first one included; 3 unless told. The follower takes 1 and does the waiting itself. */
  readonly maxAttempts?: number;
  /** Other limits of an exchange than the usual ones. */
  readonly limits?: Partial<ExchangeLimits> | undefined;
  /** Told of every answer that is waited for. */
  readonly silence?: SilenceTeller | undefined;
  /** The clients go on trying by themselves; absent: whoever calls them decides. */
  readonly insistence?: Insistence | undefined;
  /** Told of every call when it has ended. */
  readonly record?: RecordCall | undefined;
}
