import { ServiceError } from '../errors.ts';
import { isObject } from '../records.ts';
import type { RawRequest, Reply } from '../request.ts';

/** What a JSON answer is made of. Times go in as milliseconds since 1970 and out as seconds. */
export type JsonFields = { [name: string]: unknown };

/** What services of the JSON protocols call errors that the signature check or the cloud itself gives. */
const NAMES: Record<string, string> = {
  AccessDenied: 'AccessDeniedException',
  ExpiredToken: 'ExpiredTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InternalFailure: 'InternalFailureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  RequestExpired: 'InvalidSignatureException',
  ServiceUnavailable: 'ServiceUnavailableException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  Throttling: 'TooManyRequestsException',
};

/** An answer of the REST JSON protocol. */
export function jsonReply(fields: JsonFields): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) };
}

/** An error of the REST JSON protocol: its name in a header, its message in the body. */
export function jsonErrorReply(error: ServiceError): Reply {
  const name = NAMES[error.code] ?? error.code;
  return {
    status: error.code === 'Throttling' ? 429 : error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
    body: JSON.stringify({ message: error.message }),
  };
}

/** Milliseconds as the seconds of a JSON timestamp. */
export function seconds(moment: number): number {
  return moment / 1000;
}

/** Amplify's answer to an invalid request. */
export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message);
}

/** The JSON body of a request. @throws BadRequestException */
export function bodyOf({ body }: RawRequest): JsonFields {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Reported below, like every other body that is not a JSON object.
  }
  throw badRequest('The request body must be a JSON object.');
}
