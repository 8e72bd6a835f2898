import type { HandlerPaths } from '../../../../src/project/handlers.ts';
import type { ProjectSettings, ProjectStack } from '../../../../src/project/project.ts';

export const sampleStack: ProjectStack = {
  region: 'us-east-1',
  stackName: 'test890-20181006145850',
  stackId: 'arn:aws:cloudformation:us-east-1:132393967379:stack/test890-20181006145850/fe8b16d0',
  deploymentBucketName: 'test890-20181006145850-deployment',
  authRoleArn: 'arn:aws:iam::132393967379:role/test890-20181006145850-authRole',
  authRoleName: 'test890-20181006145850-authRole',
  unauthRoleArn: 'arn:aws:iam::132393967379:role/test890-20181006145850-unauthRole',
  unauthRoleName: 'test890-20181006145850-unauthRole',
};

export const sampleHandlers: HandlerPaths = {
  frontend: '/opt/amplify-frontend',
  provider: '/opt/amplify-provider-awscloudformation',
  source: 'amplify-cli',
};

export const sampleSettings: ProjectSettings = {
  name: 'test890',
  editor: 'sublime',
  app: 'javascript',
  framework: 'none',
  javascript: {
    sourceDir: 'src',
    distributionDir: 'dist',
    buildCommand: 'npm run-script build',
    startCommand: 'npm run-script start',
  },
};

/** The record of the stack in every amplify-meta.json. */
export const sampleRecord = {
  AuthRoleName: sampleStack.authRoleName,
  UnauthRoleArn: sampleStack.unauthRoleArn,
  AuthRoleArn: sampleStack.authRoleArn,
  Region: sampleStack.region,
  DeploymentBucketName: sampleStack.deploymentBucketName,
  UnauthRoleName: sampleStack.unauthRoleName,
  StackName: sampleStack.stackName,
  StackId: sampleStack.stackId,
};

export const sampleMeta = { providers: { awscloudformation: sampleRecord } };
