import { categorySets, everyProject } from './permission-sets.ts';

/** The things an Amplify project makes; each has a set of permissions of its own. */
export const categories = [
  'auth',
  'storage',
  'database',
  'graphql',
  'rest',
  'functions',
  'analytics',
  'hosting',
  'bots',
] as const;

export type Category = (typeof categories)[number];

/** What the role may do. */
export type Permissions =
  /** What every project needs, and what these categories need. */
  | { readonly kind: 'categories'; readonly categories: readonly Category[] }
  | { readonly kind: 'administrator' }
  /** A managed policy. */
  | { readonly kind: 'arn'; readonly arn: string };

/** What is said of each category, and of what every project needs. */
export const categoryWords: Readonly<Record<Category, string>> = {
  auth: 'Cognito user and identity pools',
  storage: 'S3 buckets and what is in them',
  database: 'DynamoDB tables, not their items',
  graphql: 'AppSync APIs',
  rest: 'API Gateway APIs',
  functions: 'Lambda functions, layers and their logs',
  analytics: 'Pinpoint applications',
  hosting: 'CloudFront distributions',
  bots: 'Lex bots',
};

/** What the choice allows, honestly, in one sentence each. */
export function permissionsWords(permissions: Permissions): string[] {
  if (permissions.kind === 'administrator')
    return ['May do everything in your account, deleting it all included.'];
  if (permissions.kind === 'arn')
    return ['May do what your policy allows; it needs CloudFormation, S3 and IAM roles.'];
  return [
    'CloudFormation stacks, S3 buckets and IAM roles, as every project needs, and',
    ...permissions.categories.map((category) => `  ${category.padEnd(10)} ${categoryWords[category]}`),
    'Who may make IAM roles can give them more than they have themselves; a',
    'permissions boundary bounds this role, not those that it makes.',
  ];
}

/**
 * The policy of a role for these categories, JSON of at most 10,240 characters, which is what IAM takes for the
 * policies inside a role.
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

/** Reads what the role may do as a person writes it: `all`, names of categories, `administrator`, or an ARN. */
export function permissionsOf(
  text: string,
): Permissions | { readonly kind: 'unknown'; readonly words: readonly string[] } {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const [first = ''] = words;
  if (words.length === 1 && /^admin(?:istrator(?:access)?)?$/i.test(first)) return { kind: 'administrator' };
  if (words.length === 1 && first.startsWith('arn:')) return { kind: 'arn', arn: first };
  if (words.length === 1 && /^all$/i.test(first)) return { kind: 'categories', categories };
  const known = categories.filter((category) => words.some((word) => word.toLowerCase() === category));
  const unknown = words.filter((word) => !categories.some((category) => category === word.toLowerCase()));
  return unknown.length > 0 ? { kind: 'unknown', words: unknown } : { kind: 'categories', categories: known };
}
