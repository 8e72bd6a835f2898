/** The kinds of resources that an Amplify project creates; each has its own set of permissions. */

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
/** The description of each category, and of what every project needs. */
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
