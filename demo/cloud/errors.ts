/** An error answer of an AWS service: a code for programs, a message for people, an HTTP status. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further elements of S3's error body, for instance BucketName. */
  readonly details: Readonly<Record<string, string>>;
  /** Additional headers, for instance x-amz-bucket-region. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    status = 400,
    details: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** CloudFormation's answer to nearly any invalid request, and IAM's to an invalid member. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

/** The answer to a member of a request that breaks a rule of the API. @param value as quoted in the answer */
export function brokenRule(value: string, member: string, rule: string): ServiceError {
  const words = `Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`;
  return validationError(`1 validation error detected: ${words}`);
}

/**
 * The answer to what AWS can do and this cloud cannot. It is an error on purpose: a made-up success would hide the gap from
 * those who test against it.
 */
export function notImplemented(what: string): ServiceError {
  return new ServiceError('NotImplemented', `The demo cloud does not implement ${what}.`, 501);
}
