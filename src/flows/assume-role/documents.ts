import { isDeepStrictEqual } from 'node:util';

/**
 * The trust policy: principals of another account, as far as that account permits them. Source: IAM User Guide, "How to
 * use an external ID" and "MFA protection for cross-account delegation".
 */
export function trustPolicy(
  partition: string,
  { account, externalId, mfa }: { account: string; externalId: string; mfa: boolean },
): string {
  const condition = {
    ...(externalId === '' ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
    ...(mfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'sts:AssumeRole',
        ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
      },
    ],
  });
}

/** The external id that a trust policy of {@link trustPolicy}'s form requires; undefined: none, or another form. */
export function externalIdIn(trust: string): string | undefined {
  const found = /"sts:ExternalId"\s*:\s*"([^"\\]+)"/.exec(trust);
  return found?.[1];
}

/** The policy that allows assuming exactly this role; verbatim from the Amplify CLI's guide. */
export function assumePolicy(roleArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }],
  });
}

/** Whether two policies are equal, however they are formatted. */
export function samePolicy(one: string, other: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
  } catch {
    // Text that is not JSON cannot be compared.
    return false;
  }
}
