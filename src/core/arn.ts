/** The name of the IAM user that an ARN is of, whose path is no part of it; undefined for anything else. */
export function userOfArn(arn: string): string | undefined {
  return /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}
