import { asObject, type JsonObject, member, objectMember, setMember, textMember } from '../json-text.ts';
import {
  type Backend,
  type BackendResource,
  defaultAuthorization,
  hostedSignIn,
  inOrder,
  type SomeResources,
  signInDomain,
} from './backend.ts';
import { geoOf } from './geo.ts';
import { predictionsOf } from './predictions.ts';

/**
 * What each service contributes to aws-exports.js and to the amplifyconfiguration.json beside it. Keys and shapes are the
 * Amplify CLI's (amplify-frontend-javascript 3.x); Amplify's libraries read them. Undefined members are not written.
 */
const sections: readonly {
  readonly services: readonly string[];
  /** Every key that the section may set; all others are the user's own. */
  readonly keys: readonly string[];
  readonly of: (found: SomeResources, region: string) => JsonObject;
}[] = [
  {
    services: ['Cognito'],
    keys: [
      'aws_cognito_identity_pool_id',
      'aws_cognito_region',
      'aws_user_pools_id',
      'aws_user_pools_web_client_id',
      'oauth',
      'federationTarget',
      'aws_cognito_username_attributes',
      'aws_cognito_social_providers',
      'aws_cognito_signup_attributes',
      'aws_cognito_mfa_configuration',
      'aws_cognito_mfa_types',
      'aws_cognito_password_protection_settings',
      'aws_cognito_verification_mechanisms',
    ],
    of: ([auth], region) => cognito(auth, region),
  },
  {
    services: ['S3'],
    keys: ['aws_user_files_s3_bucket', 'aws_user_files_s3_bucket_region'],
    of: ([{ output }]) => ({
      aws_user_files_s3_bucket: member(output, 'BucketName'),
      aws_user_files_s3_bucket_region: member(output, 'Region'),
    }),
  },
  {
    services: ['AppSync'],
    keys: [
      'aws_appsync_graphqlEndpoint',
      'aws_appsync_region',
      'aws_appsync_authenticationType',
      'aws_appsync_apiKey',
    ],
    of: ([{ output }], region) => ({
      aws_appsync_graphqlEndpoint: member(output, 'GraphQLAPIEndpointOutput'),
      aws_appsync_region: region,
      aws_appsync_authenticationType: defaultAuthorization(output) ?? '',
      aws_appsync_apiKey: textMember(output, 'GraphQLAPIKeyOutput'),
    }),
  },
  {
    services: ['API Gateway', 'ElasticContainer'],
    keys: ['aws_cloud_logic_custom'],
    of: (apis, region) => ({
      aws_cloud_logic_custom: apis.flatMap(({ output }) => {
        const name = textMember(output, 'ApiName');
        const endpoint = textMember(output, 'RootUrl');
        return name && endpoint ? [{ name, endpoint, region }] : [];
      }),
    }),
  },
  {
    services: ['Pinpoint'],
    keys: ['aws_mobile_analytics_app_id', 'aws_mobile_analytics_app_region', 'Analytics', 'Notifications'],
    of: pinpoint,
  },
  {
    services: ['DynamoDB'],
    keys: ['aws_dynamodb_all_tables_region', 'aws_dynamodb_table_schemas'],
    of: (tables, region) => ({
      aws_dynamodb_all_tables_region: region,
      aws_dynamodb_table_schemas: tables.map(({ output }) => ({
        tableName: member(output, 'Name'),
        region: member(output, 'Region'),
      })),
    }),
  },
  {
    services: ['S3AndCloudFront'],
    keys: ['aws_content_delivery_bucket', 'aws_content_delivery_bucket_region', 'aws_content_delivery_url'],
    of: ([{ output }]) => ({
      aws_content_delivery_bucket: member(output, 'HostingBucketName'),
      aws_content_delivery_bucket_region: member(output, 'Region'),
      aws_content_delivery_url: textMember(output, 'CloudFrontSecureURL') ?? member(output, 'WebsiteURL'),
    }),
  },
  {
    services: ['Lex'],
    keys: ['aws_bots', 'aws_bots_config'],
    of: (bots) => ({
      aws_bots: 'enable',
      aws_bots_config: bots.map(({ output }) => ({
        name: member(output, 'BotName'),
        alias: '$LATEST',
        region: member(output, 'Region'),
      })),
    }),
  },
];

const reserved = new Set([
  'aws_project_region',
  'predictions',
  'geo',
  'aws_user_files_s3_dangerously_connect_to_http_endpoint_for_testing',
  'aws_appsync_dangerously_connect_to_http_endpoint_for_testing',
  ...sections.flatMap(({ keys }) => keys),
]);

/** Whether a top-level key of the configuration is Amplify's; all others are the user's own. */
export const isJavascriptKey = (key: string) => reserved.has(key);

/**
 * The configuration of a JavaScript app.
 *
 * @param current current contents of the app's file: keys that are not Amplify's are kept
 */
export function javascriptConfig(backend: Backend, current: JsonObject | undefined): JsonObject {
  const config: Record<string, unknown> = { aws_project_region: backend.region };
  for (const [{ of }, found] of inOrder(backend, sections)) {
    Object.assign(config, of(found, backend.region));
  }
  const predictions = predictionsOf(backend);
  if (predictions) config.predictions = predictions;
  const geo = geoOf(backend);
  if (geo) config.geo = { amazon_location_service: geo };
  for (const [key, value] of Object.entries(current ?? {})) {
    if (!reserved.has(key)) setMember(config, key, value);
  }
  return config;
}

function cognito({ record, output }: BackendResource, region: string): JsonObject {
  const hosted = hostedSignIn(output, region);
  const choices = objectMember(record, 'frontendAuthConfig');
  return {
    aws_cognito_identity_pool_id: member(output, 'IdentityPoolId'),
    aws_cognito_region: region,
    aws_user_pools_id: member(output, 'UserPoolId'),
    aws_user_pools_web_client_id: member(output, 'AppClientIDWeb'),
    oauth: {
      domain: signInDomain(output, region),
      scope: hosted?.scopes,
      redirectSignIn: hosted?.signIn,
      redirectSignOut: hosted?.signOut,
      responseType: hosted?.responseType,
    },
    federationTarget: federationTarget(output, hosted !== undefined),
    aws_cognito_username_attributes: member(choices, 'usernameAttributes'),
    aws_cognito_social_providers: member(choices, 'socialProviders'),
    aws_cognito_signup_attributes: member(choices, 'signupAttributes'),
    aws_cognito_mfa_configuration: member(choices, 'mfaConfiguration'),
    aws_cognito_mfa_types: member(choices, 'mfaTypes'),
    aws_cognito_password_protection_settings: member(choices, 'passwordProtectionSettings'),
    aws_cognito_verification_mechanisms: member(choices, 'verificationMechanisms'),
  };
}

/** Where users of other identity providers sign in: at the user pool, at the identity pool, or at both. */
function federationTarget(output: JsonObject, atUserPool: boolean): string | undefined {
  const clients = ['GoogleWebClient', 'FacebookWebClient', 'AmazonWebClient', 'AppleWebClient'];
  const atIdentityPool = clients.some((client) => textMember(output, client));
  if (atUserPool) return atIdentityPool ? 'COGNITO_USER_AND_IDENTITY_POOLS' : 'COGNITO_USER_POOLS';
  return atIdentityPool ? 'COGNITO_IDENTITY_POOLS' : undefined;
}

/** Pinpoint channels and their names in a JavaScript app. */
const channels = [
  ['APNS', 'Push'],
  ['FCM', 'Push'],
  ['InAppMessaging', 'InAppMessaging'],
  ['Email', 'Email'],
  ['SMS', 'SMS'],
] as const;

function pinpoint(resources: readonly BackendResource[]): JsonObject {
  const isNotifying = ({ output }: BackendResource) => channels.some(([key]) => Object.hasOwn(output, key));
  const analytics = resources.find((resource) => !isNotifying(resource));
  const appId = member(analytics?.output, 'Id');
  const region = member(analytics?.output, 'Region');
  const config: Record<string, unknown> = analytics
    ? {
        aws_mobile_analytics_app_id: appId,
        aws_mobile_analytics_app_region: region,
        Analytics: { AWSPinpoint: { appId, region } },
      }
    : {};
  const notifications = channels.flatMap(([key, name]) => {
    const source = resources.find(({ output }) => member(asObject(output[key]), 'Enabled') === true);
    if (!source) return [];
    const app = member(asObject(source.output[key]), 'ApplicationId');
    return [[name, { AWSPinpoint: { appId: app, region: member(source.output, 'Region') } }]];
  });
  if (notifications.length > 0) config.Notifications = Object.fromEntries(notifications);
  return config;
}
