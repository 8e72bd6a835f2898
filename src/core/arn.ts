/** The name of the IAM user in an ARN, without its path; undefined when the ARN is not one of a user. */
export function userOfArn(arn: string): string | undefined {
  return /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}
