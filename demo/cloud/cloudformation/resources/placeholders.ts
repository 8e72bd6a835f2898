import { newLetters } from '../../ids.ts';
import type { ResourceProvider } from './provider.ts';

/** The prefix of a placeholder's physical id, so that nobody takes it for a real resource. */
export const PLACEHOLDER_PREFIX = 'demo-placeholder-';

interface Placeholder {
  /** Seconds until it is complete, about as long as AWS takes. */
  seconds: number;
  attributes: readonly string[];
  /** Properties that cannot be changed in place. */
  replacedBy?: readonly string[];
}

/**
 * Types in the nested stacks of an Amplify project that have nothing behind them here: they take some time and have a physical
 * id that says what they are. GetAtt knows only these attributes.
 */
const PLACEHOLDERS: Record<string, Placeholder> = {
  'AWS::ApiGateway::Deployment': { seconds: 2, attributes: [] },
  'AWS::ApiGateway::RestApi': { seconds: 2, attributes: ['RootResourceId', 'RestApiId'] },
  'AWS::AppSync::ApiKey': { seconds: 2, attributes: ['ApiKey', 'ApiKeyId', 'Arn'] },
  'AWS::AppSync::DataSource': {
    seconds: 2,
    attributes: ['DataSourceArn', 'Name'],
    replacedBy: ['ApiId', 'Name'],
  },
  'AWS::AppSync::FunctionConfiguration': { seconds: 2, attributes: ['FunctionArn', 'FunctionId'] },
  'AWS::AppSync::GraphQLApi': { seconds: 3, attributes: ['ApiId', 'Arn', 'GraphQLUrl'] },
  'AWS::AppSync::GraphQLSchema': { seconds: 8, attributes: ['Id'] },
  'AWS::AppSync::Resolver': {
    seconds: 3,
    attributes: ['ResolverArn', 'FieldName', 'TypeName'],
    replacedBy: ['ApiId', 'FieldName', 'TypeName'],
  },
  'AWS::CloudFront::Distribution': { seconds: 180, attributes: ['DomainName', 'Id'] },
  'AWS::Cognito::IdentityPool': { seconds: 3, attributes: ['Name'] },
  'AWS::Cognito::IdentityPoolRoleAttachment': { seconds: 3, attributes: [] },
  'AWS::Cognito::UserPool': { seconds: 4, attributes: ['Arn', 'ProviderName', 'ProviderURL', 'UserPoolId'] },
  'AWS::Cognito::UserPoolClient': { seconds: 2, attributes: ['ClientId', 'ClientSecret', 'Name'] },
  'AWS::DynamoDB::Table': { seconds: 31, attributes: ['Arn', 'StreamArn'], replacedBy: ['TableName'] },
  'AWS::Lambda::Function': { seconds: 12, attributes: ['Arn'], replacedBy: ['FunctionName'] },
  'AWS::Lambda::LayerVersion': { seconds: 4, attributes: ['LayerVersionArn'] },
  'AWS::Lambda::Permission': { seconds: 3, attributes: [] },
  'AWS::Logs::LogGroup': { seconds: 2, attributes: ['Arn'], replacedBy: ['LogGroupName'] },
  'AWS::SNS::Topic': { seconds: 3, attributes: ['TopicArn', 'TopicName'], replacedBy: ['TopicName'] },
  // The function's answer: the secret of the app client, in templates of older Amplify CLIs.
  'Custom::LambdaCallout': { seconds: 4, attributes: ['appSecret'] },
};

/** The placeholders as providers. */
export const placeholderProviders: readonly ResourceProvider[] = Object.entries(PLACEHOLDERS).map(
  ([type, { seconds, attributes, replacedBy = [] }]): ResourceProvider => ({
    type,
    properties: 'any',
    required: [],
    attributes,
    replacedBy,
    seconds: { untilComplete: seconds, toRemove: Math.min(seconds, 5) / 2 },
    note: 'demo placeholder, nothing is behind it',
    create({ cloud, resource, moment }) {
      const physicalId = `${PLACEHOLDER_PREFIX}${resource.logicalId}-${newLetters(cloud.state, moment, 8)}`;
      const value = (name: string): string => `${physicalId}-${name}`;
      return { physicalId, attributes: Object.fromEntries(attributes.map((name) => [name, value(name)])) };
    },
    remove: () => undefined,
  }),
);
