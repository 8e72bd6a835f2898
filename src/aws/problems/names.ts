/**
 * Families of errors by AWS's names. A name comes before the HTTP status, which has several meanings: 429 for a rate and
 * for a quota, 403 for a wrong key and for a missing permission.
 *
 * Sources: the error shapes of the API models, "Common Errors" of the API references, the error responses of S3.
 */

/** A name without the ending that AWS sometimes adds. */
export function bareName(name: string): string {
  return name.replace(/Exception$/, '');
}

/** Whether AWS throttles. Every other limit is a quota, which waiting does not lift. */
export function isThrottling(name: string): boolean {
  return /^(?:Throttl(?:ing|ed)|TooManyRequests|RequestThrottled|EC2Throttled|SlowDown$|SlowDownException$)|^(?:Request|Bandwidth)LimitExceeded|^ProvisionedThroughputExceeded|^PriorRequestNotComplete/.test(
    name,
  );
}

/** A quota of the account or a limit of the service. */
export function isLimitName(name: string): boolean {
  const bare = bareName(name);
  return (
    !isThrottling(name) && /(?:Limit|Quota)(?:s|Value)?Exceeded(?:Error|Fault)?$|^TooMany[A-Z]/.test(bare)
  );
}

const faults = new Set([
  'ServiceFailure',
  'InternalFailure',
  'InternalError',
  'InternalServer',
  'InternalServerError',
  'InternalServiceError',
  'InternalServiceFault',
  'ServerException',
  'ServiceUnavailable',
  'ServiceUnavailableError',
  'DependentServiceFailure',
  'PolicyEvaluation',
  'OpenIdIdpCommunicationError',
  'IDPCommunicationError',
]);

/** Whether AWS, or something that it depends on, had a transient fault of its own. */
export function isFault(name: string): boolean {
  return faults.has(name) || faults.has(bareName(name));
}

/** Whether it is refused permanently, although the status looks like a fault of AWS. */
export function isFinalName(name: string): boolean {
  return /^(?:NotImplemented|UnsupportedOperation|HttpVersionNotSupported)/.test(name);
}
