/** The new user's permissions. */
export type PolicyChoice =
  | { readonly kind: 'administrator' }
  | { readonly kind: 'amplify' }
  | { readonly kind: 'own'; readonly arn: string };

export type PolicyKind = PolicyChoice['kind'];

/** The description of each choice. */
export const policyWords: Readonly<Record<PolicyKind, { readonly label: string; readonly text: string }>> = {
  administrator: {
    label: 'AdministratorAccess',
    text: 'May do everything in the account. Amplify creates IAM roles, so a user that can deploy anything is as powerful as an administrator anyway.',
  },
  amplify: {
    label: 'AdministratorAccess-Amplify',
    text: 'Only what Amplify needs, but that includes creating roles with any permission. It allows only stacks named amplify-*: the classic layout of `init` names its stack after the project, so `init` works only with a project name that begins with amplify.',
  },
  own: {
    label: 'a policy of your own',
    text: 'A managed policy by its ARN. It has to allow CloudFormation, S3 and IAM roles at least.',
  },
};

/**
 * The ARN of a policy.
 *
 * @param partition `aws`, `aws-cn`, `aws-us-gov`: where the account is
 */
export function policyArn(choice: PolicyChoice, partition: string): string {
  if (choice.kind === 'own') return choice.arn;
  const name = choice.kind === 'administrator' ? 'AdministratorAccess' : 'AdministratorAccess-Amplify';
  return `arn:${partition}:iam::aws:policy/${name}`;
}

/** What is wrong with a policy, if anything. @param partition absent: not known yet */
export function policyFault(choice: PolicyChoice, partition?: string): string | undefined {
  if (choice.kind !== 'own') return undefined;
  const { arn } = choice;
  if (arn === '') return 'The ARN of the policy is missing.';
  const parts = /^arn:(aws[a-z-]*):iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/.exec(arn);
  if (!parts) return 'An ARN looks like arn:aws:iam::111122223333:policy/my-policy.';
  return partition !== undefined && parts[1] !== partition
    ? `The account is in the partition ${partition}; the ARN names ${parts[1]}.`
    : undefined;
}

/** Parses a policy in a script's terms: `admin`, `amplify`, the two names of AWS, or an ARN. */
export function policyOf(text: string): PolicyChoice {
  if (/^(?:admin|administrator|AdministratorAccess)$/i.test(text)) return { kind: 'administrator' };
  if (/^(?:amplify|AdministratorAccess-Amplify)$/i.test(text)) return { kind: 'amplify' };
  return { kind: 'own', arn: text };
}
