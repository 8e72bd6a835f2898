import { asRecord } from '../../core/json-values.ts';
import { faultIn } from '../network/fault.ts';
import { errorFacts } from '../problems/facts.ts';
import { type GivenParameter, givenParameters } from './parameters.ts';

/** One call to AWS as it went, safe to show and to store: nothing that may be secret is in it. */
export interface CallRecord {
  /** When it was sent, milliseconds since the epoch. */
  readonly at: number;
  /** As the AWS CLI names the service: `cloudformation`, `s3api`. */
  readonly service: string;
  /** As AWS names the operation: `CreateStack`. */
  readonly action: string;
  /** What it was made for, verb first: `read the events of the stack`. */
  readonly why: string;
  /** Until the whole answer was there, or none came, milliseconds; the attempts of the SDK together. */
  readonly ms: number;
  /** The HTTP status; absent where there was no answer. */
  readonly status?: number;
  /** The name of the error that it ended in; absent where it went well. */
  readonly error?: string;
  /** What AWS Support asks for. */
  readonly requestId?: string;
  /** How many times the SDK sent it, the first time included. */
  readonly attempts: number;
  readonly region?: string;
  /** The profile that it was signed with, where it was one. */
  readonly profile?: string;
  /** Where it was sent to instead of to AWS. */
  readonly endpoint?: string;
  /** Absent for a request that is no operation of an SDK client. */
  readonly given?: readonly GivenParameter[];
}

/** A call with its number in this run, from 1. */
export interface NumberedCall extends CallRecord {
  readonly id: number;
}

/** Takes the record of a call when it has ended. */
export type RecordCall = (call: CallRecord) => void;

/** What is known of a call before it is made. */
export type CallStart = Pick<CallRecord, 'service' | 'action' | 'why' | 'region' | 'profile' | 'endpoint'> & {
  /** What the SDK's command was made with. */
  readonly input?: unknown;
  /** Asked of a call that failed; absent where every one is sent. */
  readonly wasSent?: () => boolean;
};

/**
 * Makes a call and records how it went; what it gives or throws comes through. One that failed before anything was sent, for
 * want of credentials, is no call and is not recorded.
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

/** A stack by its name: its whole ARN takes several rows, and account and region are told beside it. */
function withStackNames(why: string): string {
  return why.replace(/\barn:[\w-]+:cloudformation:[\w-]*:\d*:stack\/([\w-]+)(?:\/[\w-]+)?/g, '$1');
}

/** The name alone: what AWS says in an error may name things, and is told where the error is told. */
function errorName(thrown: unknown): string {
  const { name, systemCode } = errorFacts(thrown);
  const code: unknown = asRecord(thrown)?.code;
  // A Problem has a code that says more than its name.
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
