import type { Category } from './categories.ts';

/** Actions on a resource; `arn:aws:` is replaced by the account's partition. */
interface PermissionSet {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resource: string;
}

const all = '*';
const crud = (service: string, ...names: string[]) =>
  names.flatMap((name) =>
    ['Create', 'Update', 'Delete', 'Get', 'List'].map((verb) => `${service}:${verb}${name}`),
  );
const tags = (service: string) => [`${service}:TagResource`, `${service}:UntagResource`];

/** The actions for creating, changing and removing each category; not those of a running app. */
export const categorySets: Readonly<Record<Category, readonly PermissionSet[]>> = {
  auth: [
    {
      sid: 'Auth',
      actions: [
        ...['Create', 'Update', 'Delete', 'Describe', 'Get', 'List', 'Set', 'Add'].map(
          (verb) => `cognito-idp:${verb}*`,
        ),
        ...tags('cognito-idp'),
        ...['Create', 'Update', 'Delete', 'Describe', 'Get', 'List', 'Set'].map(
          (verb) => `cognito-identity:${verb}*`,
        ),
        ...tags('cognito-identity'),
      ],
      resource: all,
    },
  ],
  // Buckets are in `everyProject`.
  storage: [
    {
      sid: 'Storage',
      actions: ['s3:*Object', 's3:*ObjectTagging', 's3:PutBucketNotification'],
      resource: 'arn:aws:s3:::*',
    },
  ],
  database: [
    {
      sid: 'Database',
      actions: [
        ...['CreateTable', 'UpdateTable', 'DeleteTable', 'DescribeTable', 'ListTables'].map(
          (name) => `dynamodb:${name}`,
        ),
        'dynamodb:Describe*',
        'dynamodb:UpdateTimeToLive',
        'dynamodb:UpdateContinuousBackups',
        'dynamodb:ListTagsOfResource',
        ...tags('dynamodb'),
      ],
      resource: all,
    },
  ],
  graphql: [{ sid: 'Graphql', actions: ['appsync:*'], resource: all }],
  rest: [
    {
      sid: 'Rest',
      actions: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((verb) => `apigateway:${verb}`),
      resource: 'arn:aws:apigateway:*::/*',
    },
  ],
  functions: [
    {
      sid: 'Functions',
      actions: [
        ...crud('lambda', 'Function*', 'EventSourceMapping*', 'Alias*'),
        'lambda:PublishVersion',
        'lambda:PublishLayerVersion',
        'lambda:GetLayerVersion',
        'lambda:DeleteLayerVersion',
        'lambda:ListLayer*',
        'lambda:AddPermission',
        'lambda:RemovePermission',
        'lambda:GetPolicy',
        'lambda:InvokeFunction',
        'lambda:ListTags',
        ...tags('lambda'),
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        'logs:DescribeLogGroups',
        'logs:PutRetentionPolicy',
        'logs:FilterLogEvents',
        'events:PutRule',
        'events:DeleteRule',
        'events:DescribeRule',
        'events:PutTargets',
        'events:RemoveTargets',
      ],
      resource: all,
    },
  ],
  analytics: [
    {
      sid: 'Analytics',
      actions: [...crud('mobiletargeting', 'App*', '*Channel', 'EventStream'), ...tags('mobiletargeting')],
      resource: all,
    },
  ],
  hosting: [
    {
      sid: 'Hosting',
      actions: [
        ...crud('cloudfront', 'Distribution*', 'CloudFrontOriginAccessIdentity*', 'Invalidation*'),
        ...tags('cloudfront'),
      ],
      resource: all,
    },
  ],
  bots: [
    {
      sid: 'Bots',
      actions: ['Create', 'Put', 'Update', 'Delete', 'Get', 'List', 'Describe'].map((verb) => `lex:${verb}*`),
      resource: all,
    },
  ],
};

/** The actions that `init` and every push need, whatever is in the project. */
export const everyProject: readonly PermissionSet[] = [
  {
    sid: 'Stacks',
    actions: [
      'Create*',
      'Update*',
      'Delete*',
      'Describe*',
      'Get*',
      'List*',
      'Detect*',
      'ExecuteChangeSet',
      'ContinueUpdateRollback',
      'CancelUpdateStack',
      'RollbackStack',
      'SetStackPolicy',
      'ValidateTemplate',
      'TagResource',
      'UntagResource',
    ].map((name) => `cloudformation:${name}`),
    resource: all,
  },
  {
    sid: 'Buckets',
    actions: [
      'CreateBucket',
      'DeleteBucket',
      'ListBucket*',
      'ListAllMyBuckets',
      'GetBucket*',
      'GetEncryptionConfiguration',
      'GetLifecycleConfiguration',
      'GetAccelerateConfiguration',
      'GetReplicationConfiguration',
      'GetObject*',
      'PutBucket*',
      'PutEncryptionConfiguration',
      'PutLifecycleConfiguration',
      'PutObject',
      'DeleteObject*',
      'DeleteBucketPolicy',
    ].map((name) => `s3:${name}`),
    resource: 'arn:aws:s3:::*',
  },
  {
    sid: 'Roles',
    actions: [
      'CreateRole',
      'GetRole',
      'UpdateRole',
      'UpdateAssumeRolePolicy',
      'DeleteRole',
      'PassRole',
      'TagRole',
      'UntagRole',
      'PutRolePolicy',
      'GetRolePolicy',
      'DeleteRolePolicy',
      'ListRolePolicies',
      'AttachRolePolicy',
      'DetachRolePolicy',
      'ListAttachedRolePolicies',
      'CreateServiceLinkedRole',
    ].map((name) => `iam:${name}`),
    resource: 'arn:aws:iam::*:role/*',
  },
  {
    sid: 'Amplify',
    actions: [
      'CreateApp',
      'GetApp',
      'ListApps',
      'UpdateApp',
      'DeleteApp',
      '*BackendEnvironment',
      '*BackendEnvironments',
    ].map((name) => `amplify:${name}`),
    resource: all,
  },
];
