import { asRecord } from '../../core/json-values.ts';
import { faultIn } from '../network/fault.ts';
import { errorFacts } from '../problems/facts.ts';
import { type GivenParameter, givenParameters } from './parameters.ts';

/** The record of one call to AWS, safe to show and to store: it holds nothing secret. */
export interface CallRecord {
  /** When it was sent, milliseconds since the epoch. */
  readonly at: number;
  /** As the AWS CLI names the service: `cloudformation`, `s3api`. */
  readonly service: string;
  /** As AWS names the operation: `CreateStack`. */
  readonly action: string;
  /** Its purpose, verb first: `read the events of the stack`. */
  readonly why: string;
  /** Milliseconds until the answer was complete, or the call failed; all attempts of the SDK together. */
  readonly ms: number;
  /** The HTTP status; absent without an answer. */
  readonly status?: number;
  /** The name of the error; absent if it succeeded. */
  readonly error?: string;
  /** The id that AWS Support asks for. */
  readonly requestId?: string;
  /** How many times the SDK sent it, including the first. */
  readonly attempts: number;
  readonly region?: string;
  /** The profile whose credentials signed it, if there was one. */
  readonly profile?: string;
  /** The address it was sent to, if not AWS. */
  readonly endpoint?: string;
  /** Absent for a request that is not an operation of an SDK client. */
  readonly given?: readonly GivenParameter[];
}

/** A call with its number in this run, from 1. */
export interface NumberedCall extends CallRecord {
  readonly id: number;
}

/** Receives the record of a call when it has ended. */
export type RecordCall = (call: CallRecord) => void;

/** The facts about a call before it is made. */
export type CallStart = Pick<CallRecord, 'service' | 'action' | 'why' | 'region' | 'profile' | 'endpoint'> & {
  /** The input of the SDK's command. */
  readonly input?: unknown;
  /** Whether a failed call was sent; absent if every call is. */
  readonly wasSent?: () => boolean;
};

/**
 * Makes a call and records it; its result or error is passed through. A call that failed before anything was sent, for
 * lack of credentials, is not recorded.
 */
export async function recordCall<T>(
  record: RecordCall,
  { input, wasSent, ...start }: CallStart,
  call: () => Promise<T>,
): Promise<T> {
  const at = Date.now();
  const began = performance.now();
  const end = (facts: unknown, error?: string) =>
    record({
      ...start,
      why: withStackNames(start.why),
      at,
      ms: Math.round(performance.now() - began),
      attempts: 1,
      ...(error === undefined ? {} : { error }),
      ...metadataOf(asRecord(facts)?.$metadata),
      ...(input === undefined ? {} : { given: givenParameters(input) }),
    });
  try {
    const answer = await call();
    end(answer);
    return answer;
  } catch (thrown) {
    if (wasSent?.() !== false) end(thrown, errorName(thrown));
    throw thrown;
  }
}

/** Replaces stack ARNs with names: they take several rows, and account and region are shown beside them. */
function withStackNames(why: string): string {
  return why.replace(/\barn:[\w-]+:cloudformation:[\w-]*:\d*:stack\/([\w-]+)(?:\/[\w-]+)?/g, '$1');
}

/** The name alone: AWS's message may hold names, and is shown with the error. */
function errorName(thrown: unknown): string {
  const { name, systemCode } = errorFacts(thrown);
  const code: unknown = asRecord(thrown)?.code;
  // A Problem's code says more than its name.
  const own = name === 'Problem' && typeof code === 'string' ? code : name;
  const told = own === 'AbortError' ? 'stopped' : (faultIn(thrown)?.kind ?? systemCode ?? own);
  return told.replace(/[^\w.:-]/g, '').slice(0, 60) || 'Error';
}

function metadataOf(metadata: unknown) {
  const { httpStatusCode, requestId, attempts } = asRecord(metadata) ?? {};
  return {
    ...(typeof httpStatusCode === 'number' ? { status: httpStatusCode } : {}),
    ...(typeof requestId === 'string' && /^[\w/+=:.-]{1,128}$/.test(requestId) ? { requestId } : {}),
    ...(typeof attempts === 'number' ? { attempts } : {}),
  };
}
