import { isDeepStrictEqual } from 'node:util';

/**
 * Who may assume the role: principals of another account, whom that account lets do it. Source: IAM User Guide, "How to
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

/** The external id that a trust policy of {@link trustPolicy}'s form wants; undefined: none, or another form. */
export function externalIdIn(trust: string): string | undefined {
  const found = /"sts:ExternalId"\s*:\s*"([^"\\]+)"/.exec(trust);
  return found?.[1];
}

/** The policy that allows to assume exactly this role; word for word the one of the Amplify CLI's guide. */
export function assumePolicy(roleArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }],
  });
}

/** Whether two policies say the same, however they are written. */
export function samePolicy(one: string, other: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
  } catch {
    // What is no JSON says nothing that could be compared.
    return false;
  }
}
