/**
 * The families of errors by what AWS calls them. A name comes before the HTTP status, which stands for several things:
 * 429 for a rate and for a quota, 403 for a wrong key and for a missing permission.
 *
 * Sources: the error shapes of the API models, "Common Errors" of the API references, the error responses of S3.
 */

/** A name without the ending that AWS puts behind it or not. */
export function bareName(name: string): string {
  return name.replace(/Exception$/, '');
}

/** AWS asks for fewer requests a second. Every other limit is a quota, which waiting does not lift. */
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

/** AWS, or something that it depends on, had a fault of its own, which passes. */
export function isFault(name: string): boolean {
  return faults.has(name) || faults.has(bareName(name));
}

/** Refused for good, although the status looks like a fault of AWS. */
export function isFinalName(name: string): boolean {
  return /^(?:NotImplemented|UnsupportedOperation|HttpVersionNotSupported)/.test(name);
}
