import { derivedNames } from './names.ts';

/**
 * The parent template's key in the deployment bucket: the one that the Amplify CLI of 2018 uses for a push. The text is
 * JSON, which every YAML parser accepts.
 */
export const templateKey = 'nested-cloudformation-stack.yml';

/**
 * The parent stack's template, JSON with an indent of 2.
 *
 * Parameters and outputs are those of both generations of the Amplify CLI, logical ids those of the current one: with
 * another id, its next push would create a second bucket policy before deleting this one, and fail. The bucket is
 * retained when the stack is deleted, encrypted, private and reachable over TLS only. The roles have no policies and
 * trust nobody, as in the current CLI: adding the auth category opens their trust. No partition is hard-coded: ARNs come
 * from the resources, and IAM accepts the issuer of Cognito's tokens in every partition, since the statement only denies.
 * Remarks about a resource are in its Metadata, which is not part of the resource: an update by another tool that drops
 * them changes nothing in AWS.
 */
export function parentTemplate(): string {
  return JSON.stringify(template, null, 2);
}

/** Values of the template's three parameters for a stack. @throws Problem STACK_NAME, see {@link derivedNames} */
export function parentStackParameters(stackName: string): Readonly<Record<string, string>> {
  const names = derivedNames(stackName);
  return {
    DeploymentBucketName: names.bucket,
    AuthRoleName: names.authRole,
    UnauthRoleName: names.unauthRole,
  };
}

const parameter = (description: string) => ({ Type: 'String', Description: description });

const role = (nameParameter: string, purpose: string) => ({
  Type: 'AWS::IAM::Role',
  Metadata: { Purpose: `${purpose} Trusts nobody until the auth category is added.` },
  Properties: {
    RoleName: { Ref: nameParameter },
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
        },
      ],
    },
  },
});

/** Four outputs are exported under the stack's name for import by other stacks; those of the roles are not. */
const exported = (name: string, value: unknown, description: string) => ({
  Description: description,
  Value: value,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of CloudFormation
  Export: { Name: { 'Fn::Sub': '${AWS::StackName}-'.concat(name) } },
});

const template = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description:
    'Parent stack of an Amplify Gen 1 project: the deployment bucket, and the roles of signed-in users and of guests, which the auth category opens.',
  Parameters: {
    DeploymentBucketName: parameter('Name of the bucket for templates, schemas and function code.'),
    AuthRoleName: parameter('Name of the role of signed-in users.'),
    UnauthRoleName: parameter('Name of the role of guests.'),
  },
  Resources: {
    DeploymentBucket: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: { Ref: 'DeploymentBucketName' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    },
    DeploymentBucketBlockHTTP: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        // Ref to the resource, not the parameter: this makes CloudFormation wait for the bucket.
        Bucket: { Ref: 'DeploymentBucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'TlsOnly',
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [
                { 'Fn::GetAtt': ['DeploymentBucket', 'Arn'] },
                // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of CloudFormation
                { 'Fn::Sub': '${DeploymentBucket.Arn}/*' },
              ],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
    AuthRole: role('AuthRoleName', 'Role of signed-in users.'),
    UnauthRole: role('UnauthRoleName', 'Role of guests.'),
  },
  Outputs: {
    Region: exported('Region', { Ref: 'AWS::Region' }, 'Region of the parent stack.'),
    StackName: exported('StackName', { Ref: 'AWS::StackName' }, 'Name of the parent stack.'),
    StackId: exported('StackId', { Ref: 'AWS::StackId' }, 'Id of the parent stack.'),
    DeploymentBucketName: exported(
      'DeploymentBucketName',
      { Ref: 'DeploymentBucket' },
      'Name of the deployment bucket.',
    ),
    AuthRoleArn: { Value: { 'Fn::GetAtt': ['AuthRole', 'Arn'] } },
    UnauthRoleArn: { Value: { 'Fn::GetAtt': ['UnauthRole', 'Arn'] } },
    AuthRoleName: { Value: { Ref: 'AuthRole' } },
    UnauthRoleName: { Value: { Ref: 'UnauthRole' } },
  },
};
