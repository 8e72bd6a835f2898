import type { AccountState, PolicyState } from '../state.ts';

const AWS_POLICY = 'arn:aws:iam::aws:policy/';
const VIA_CLOUDFORMATION = {
  'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] },
};

/** Adds the service's prefix to names separated by white space. */
function of(service: string, names: string): string[] {
  return names
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) => `${service}:${name}`);
}

/**
 * AWS's managed policies in this cloud. AdministratorAccess-Amplify has only actions of services that exist here, as in the
 * Amplify documentation with its updates up to 2024: stacks only if their names begin with amplify-; most of IAM and S3's block
 * settings only through CloudFormation; no DescribeEvents, RollbackStack, UpdateTerminationProtection or ValidateTemplate.
 */
const POLICIES: Record<string, object> = {
  AdministratorAccess: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  'AdministratorAccess-Amplify': {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CLICloudformationPolicy',
        Effect: 'Allow',
        Action: of(
          'cloudformation',
          `CreateChangeSet CreateStack DeleteStack DescribeChangeSet DescribeStackEvents DescribeStackResource
           DescribeStackResources DescribeStacks ExecuteChangeSet GetTemplate UpdateStack ListStacks
           ListStackResources DeleteStackSet DescribeStackSet UpdateStackSet`,
        ),
        Resource: ['arn:aws:cloudformation:*:*:stack/amplify-*'],
      },
      {
        Sid: 'CLIManageviaCFNPolicy',
        Effect: 'Allow',
        Action: [
          ...of(
            'iam',
            `ListRoleTags TagRole UntagRole AttachRolePolicy CreatePolicy DeletePolicy DeleteRole DeleteRolePolicy
             DetachRolePolicy PutRolePolicy UpdateRole GetRole GetPolicy GetRolePolicy PassRole ListPolicyVersions
             CreatePolicyVersion DeletePolicyVersion CreateRole ListRolePolicies PutRolePermissionsBoundary
             DeleteRolePermissionsBoundary`,
          ),
          ...of(
            's3',
            `CreateBucket ListBucket PutBucketAcl PutBucketCORS PutBucketNotification PutBucketPolicy
             PutBucketWebsite PutObjectAcl PutEncryptionConfiguration PutBucketPublicAccessBlock`,
          ),
        ],
        Resource: '*',
        Condition: VIA_CLOUDFORMATION,
      },
      {
        Sid: 'CLISDKCalls',
        Effect: 'Allow',
        Action: [
          'sts:AssumeRole',
          'amplify:*',
          ...of('cloudformation', 'ListStacks DescribeStacks GetTemplateSummary'),
          ...of(
            'iam',
            `PutRolePolicy CreatePolicy AttachRolePolicy ListPolicyVersions ListAttachedRolePolicies CreateRole
             PassRole ListRolePolicies DeleteRolePolicy CreatePolicyVersion DeletePolicyVersion DeleteRole
             DetachRolePolicy GetRole`,
          ),
        ],
        Resource: '*',
      },
      {
        Sid: 'AmplifySSMCalls',
        Effect: 'Allow',
        Action: of(
          'ssm',
          'PutParameter DeleteParameter GetParametersByPath GetParameters GetParameter DeleteParameters',
        ),
        Resource: 'arn:aws:ssm:*:*:parameter/amplify/*',
      },
      {
        Sid: 'AmplifyStorageSDKCalls',
        Effect: 'Allow',
        Action: of(
          's3',
          `CreateBucket DeleteBucket DeleteBucketPolicy DeleteBucketWebsite DeleteObject DeleteObjectVersion
           GetBucketLocation GetObject ListAllMyBuckets ListBucket ListBucketVersions PutBucketAcl PutBucketCORS
           PutBucketNotification PutBucketPolicy PutBucketWebsite PutEncryptionConfiguration PutObject PutObjectAcl`,
        ),
        Resource: '*',
      },
    ],
  },
};

/** Name and document of a managed policy, AWS's or the account's own; undefined if it does not exist. */
export function managedPolicy(
  account: AccountState,
  arn: string,
): { name: string; document: string } | undefined {
  if (arn.startsWith(AWS_POLICY)) {
    const name = arn.slice(AWS_POLICY.length);
    return Object.hasOwn(POLICIES, name) ? { name, document: JSON.stringify(POLICIES[name]) } : undefined;
  }
  return account.policies?.find((policy) => policy.arn === arn);
}

/** AWS's managed policies in this cloud. */
export function awsPolicies(): PolicyState[] {
  return Object.entries(POLICIES).map(([name, document]) => ({
    name,
    arn: `${AWS_POLICY}${name}`,
    document: JSON.stringify(document),
    id: `ANPADEMO${name
      .replace(/[^A-Za-z]/g, '')
      .toUpperCase()
      .slice(0, 13)}`,
    description: '',
  }));
}

/** A managed policy with all details, AWS's or the account's own. */
export function managedPolicyState(account: AccountState, arn: string): PolicyState | undefined {
  return [...awsPolicies(), ...(account.policies ?? [])].find((policy) => policy.arn === arn);
}
