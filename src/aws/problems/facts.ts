/** Facts about a request that the clients know and no error contains. */
export interface SentRequest {
  /** As in endpoints: `sts`, `iam`. */
  readonly service: string;
  /** Whether it was signed with temporary credentials, which have a session token. */
  readonly session: boolean;
  /** The region it was sent to. */
  readonly region?: string;
}

/** What can be known about any error of an SDK call. */
export interface ErrorFacts {
  /** The error's name, or its code if the name says nothing: `AccessDenied`. */
  readonly name: string;
  /** False if AWS gave the error no name, so that only the HTTP status is known. */
  readonly named: boolean;
  /** A system error's code, as `ECONNRESET`, also from the causes. */
  readonly systemCode?: string;
  /** AWS's own words. */
  readonly message: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  readonly request?: SentRequest;
  /** The bucket's region according to S3. */
  readonly bucketRegion?: string;
  readonly thrown: unknown;
}

/** Names that the SDK gives an error without one, and Node's for any error. */
const nameless =
  /^(?:Error|Unknown(?:Error)?|\d{3}|(?:Amplify|CloudFormation|IAM|S3|STS|SSO|SSOOIDC|Signin)ServiceException)$/;

/** Whether the message is the SDK's own, because AWS said nothing; below 500, an unreadable answer is still reported as such. */
function isOwnWords(message: string, status: unknown): boolean {
  if (/^Unknown(?:Error)?$/.test(message)) return true;
  return typeof status === 'number' && status >= 500 && /Deserialization error: to see the raw/.test(message);
}

const sentRequests = new WeakMap<object, SentRequest>();

/** Attaches the request's facts to its error, for {@link errorFacts}. */
export function noteRequest(thrown: unknown, request: SentRequest): void {
  if (typeof thrown === 'object' && thrown !== null) sentRequests.set(thrown, request);
}

/** Extracts the facts of an error; never throws itself. */
export function errorFacts(thrown: unknown): ErrorFacts {
  const fields = record(thrown);
  const code = text(fields.Code) ?? text(fields.code);
  const ownName = text(fields.name) ?? 'Error';
  // If the SDK has no class for AWS's code, the name may be no more than `Error` or `Unknown`.
  const name = nameless.test(ownName) && code ? code : ownName;
  const message = text(fields.message) ?? '';
  const status = record(fields.$metadata).httpStatusCode;
  const systemCode = systemCodeOf(thrown);
  const request = typeof thrown === 'object' && thrown !== null ? sentRequests.get(thrown) : undefined;
  const bucketRegion = text(record(record(fields.$response).headers)['x-amz-bucket-region']);
  return {
    name,
    named: !nameless.test(name),
    message: isOwnWords(message, status) ? '' : message,
    thrown,
    ...(systemCode ? { systemCode } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(request ? { request } : {}),
    ...(bucketRegion ? { bucketRegion } : {}),
  };
}

/** The code of the underlying system error: Node wraps several (`AggregateError`), the SDK wraps again. */
export function systemCodeOf(thrown: unknown, depth = 0): string | undefined {
  const fields = record(thrown);
  const code = text(fields.code) ?? text(fields.errno);
  if (code && /^(E[A-Z0-9_]+|[A-Z_]*CERT[A-Z_]*|UNABLE_TO_[A-Z_]+|HOSTNAME_MISMATCH|HPE_[A-Z_]+)$/.test(code))
    return code;
  if (depth >= 4) return undefined;
  const first = Array.isArray(fields.errors) ? fields.errors[0] : undefined;
  return [fields.cause, first].reduce<string | undefined>(
    (found, inner) => found ?? (inner ? systemCodeOf(inner, depth + 1) : undefined),
    undefined,
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
