import { type Category, categories, categoryWords } from './categories.ts';
import { categorySets, everyProject } from './permission-sets.ts';

/** The role's permissions: our own policy, managed policies, or both. */
export interface Permissions {
  /** The categories of our own policy, which also holds what every project needs; absent: there is none. */
  readonly categories?: readonly Category[];
  readonly administrator: boolean;
  /** ARNs of managed policies, without duplicates. */
  readonly policies: readonly string[];
}

/** The name of our own policy in the role. */
export const inlinePolicyName = 'amplify-projects';

/** What the choice really allows, in one sentence each. */
export function permissionsWords(permissions: Permissions): string[] {
  const { categories: own, administrator, policies } = permissions;
  const attached =
    policies.length === 1
      ? 'May do what your policy allows'
      : `May do what ${policies.length} policies of yours allow`;
  return [
    ...(administrator ? ['May do everything in your account, deleting it all included.'] : []),
    ...(policies.length > 0
      ? [own ? `${attached}, and:` : `${attached}; a project needs CloudFormation, S3 and IAM roles.`]
      : []),
    ...(own
      ? [
          'CloudFormation stacks, S3 buckets and IAM roles, as every project needs, and',
          ...own.map((category) => `  ${category.padEnd(10)} ${categoryWords[category]}`),
          'A role that can create IAM roles can give them more rights than its own. A',
          'permissions boundary limits this role, not the roles it creates.',
        ]
      : []),
  ];
}

/**
 * The policy of a role for these categories, JSON of at most 10,240 characters, IAM's limit for a role's inline policies.
 *
 * @param partition `aws`, `aws-cn`, `aws-us-gov`
 */
export function categoriesPolicy(chosen: readonly Category[], partition: string): string {
  const here = (resource: string) => resource.replace(/^arn:aws:/, `arn:${partition}:`);
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...everyProject.map(({ sid, actions, resource }) => ({
        Sid: sid,
        Effect: 'Allow',
        Action: actions,
        Resource: here(resource),
      })),
      ...chosen.flatMap((category) =>
        categorySets[category].map(({ sid, actions, resource }) => ({
          Sid: sid,
          Effect: 'Allow',
          Action: actions,
          Resource: here(resource),
        })),
      ),
    ],
  });
}

/**
 * Parses permissions as a user writes them: `all`, names of categories, `administrator`, ARNs of managed policies, in
 * any mix. An empty text means what every project needs.
 */
export function permissionsOf(
  text: string,
): Permissions | { readonly kind: 'unknown'; readonly words: readonly string[] } {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const policies = [...new Set(words.filter((word) => word.startsWith('arn:')))];
  const named = words.filter((word) => !word.startsWith('arn:')).map((word) => word.toLowerCase());
  const isAdministrator = (word: string) => /^admin(?:istrator(?:access)?)?$/.test(word);
  const isCategory = (word: string) => word === 'all' || categories.some((category) => category === word);
  const unknown = named.filter((word) => !isAdministrator(word) && !isCategory(word));
  if (unknown.length > 0) return { kind: 'unknown', words: unknown };
  const administrator = named.some(isAdministrator);
  const chosen = categories.filter((category) => named.includes('all') || named.includes(category));
  const own = chosen.length > 0 || (!administrator && policies.length === 0);
  return { administrator, policies, ...(own ? { categories: chosen } : {}) };
}

/** The ARNs of the managed policies that the role gets. @param partition `aws`, `aws-cn`, `aws-us-gov` */
export function attachedPolicies({ administrator, policies }: Permissions, partition: string): string[] {
  const full = `arn:${partition}:iam::aws:policy/AdministratorAccess`;
  return [...new Set([...(administrator ? [full] : []), ...policies])];
}
