/** The stack that `init` deploys, in the form of its template. */
export const PARENT_TEMPLATE = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'Root stack for the Amplify project',
  Parameters: {
    DeploymentBucketName: { Type: 'String', Description: 'Name of the common deployment bucket' },
    AuthRoleName: { Type: 'String' },
    UnauthRoleName: { Type: 'String' },
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
    DeploymentBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      DependsOn: 'DeploymentBucket',
      Properties: {
        Bucket: { Ref: 'DeploymentBucketName' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [
                { 'Fn::Sub': `arn:aws:s3:::\${DeploymentBucketName}` },
                { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'DeploymentBucketName' }, '/*']] },
              ],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
    AuthRole: role('AuthRoleName'),
    UnauthRole: role('UnauthRoleName'),
  },
  Outputs: {
    Region: exported({ Ref: 'AWS::Region' }, 'Region'),
    StackName: exported({ Ref: 'AWS::StackName' }, 'StackName'),
    StackId: exported({ Ref: 'AWS::StackId' }, 'StackId'),
    DeploymentBucketName: exported({ Ref: 'DeploymentBucketName' }, 'DeploymentBucketName'),
    AuthRoleArn: { Value: { 'Fn::GetAtt': ['AuthRole', 'Arn'] } },
    UnauthRoleArn: { Value: { 'Fn::GetAtt': ['UnauthRole', 'Arn'] } },
    AuthRoleName: { Value: { Ref: 'AuthRole' } },
    UnauthRoleName: { Value: { Ref: 'UnauthRole' } },
  },
};

function role(nameParameter: string): object {
  return {
    Type: 'AWS::IAM::Role',
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
  };
}

function exported(value: object, name: string): object {
  return { Value: value, Export: { Name: { 'Fn::Sub': `\${AWS::StackName}-${name}` } } };
}

/** The input of CreateStack for a parent stack of this name. */
export function parentStack(name: string, bucketName = `${name}-deployment`) {
  return {
    StackName: name,
    TemplateBody: JSON.stringify(PARENT_TEMPLATE),
    Parameters: [
      { ParameterKey: 'DeploymentBucketName', ParameterValue: bucketName },
      { ParameterKey: 'AuthRoleName', ParameterValue: `${name}-authRole` },
      { ParameterKey: 'UnauthRoleName', ParameterValue: `${name}-unauthRole` },
    ],
    Capabilities: ['CAPABILITY_NAMED_IAM' as const, 'CAPABILITY_AUTO_EXPAND' as const],
  };
}
