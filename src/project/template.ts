import { derivedNames } from './names.ts';

/**
 * The key under which the parent template is stored in the deployment bucket: the one that the Amplify CLI of 2018 uses
 * when it pushes. The text is JSON, which every YAML reader takes.
 */
export const templateKey = 'nested-cloudformation-stack.yml';

/**
 * The parent stack's template, JSON with an indent of 2.
 *
 * Parameters and outputs are those of both generations of the Amplify CLI, logical ids those of today's: under another
 * id, its next push would make a second policy for the bucket before it takes this one away, and fail. The bucket is kept when the stack goes,
 * encrypted, private and reachable over TLS only. The roles have no policies and trust nobody, as in today's CLI:
 * adding the auth category opens their trust. That names no partition: everything with an ARN is asked for its own, and IAM takes
 * the issuer of Cognito's tokens in every one, where the statement denies and has nothing to deny. What is said about a resource stands in its Metadata, because that is
 * part of no resource: another tool's update that drops it changes nothing in AWS.
 */
export function parentTemplate(): string {
  return JSON.stringify(template, null, 2);
}

/** The values of the template's three parameters for a stack. @throws Problem STACK_NAME, see {@link derivedNames} */
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

/** Four outputs are exported under the stack's name, the four of the roles are not; other stacks may import them. */
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
        // The resource, not the parameter: this is what makes CloudFormation wait for the bucket.
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
