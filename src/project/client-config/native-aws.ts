import { asObject, type JsonObject, member, objectMember, setMember, textMember } from '../json-text.ts';
import {
  type Backend,
  type BackendResource,
  defaultAuthorization,
  furtherAuthorizations,
  hostedSignIn,
  inOrder,
  type SomeResources,
} from './backend.ts';

/** The apps that are not written in JavaScript. */
export type NativeApp = 'android' | 'ios' | 'flutter';

/** What services contribute to awsconfiguration.json, each under keys of Amplify's own. */
const sections: readonly {
  readonly services: readonly string[];
  readonly keys: readonly string[];
  readonly of: (found: SomeResources, region: string, app: NativeApp) => JsonObject;
}[] = [
  {
    services: ['Cognito'],
    keys: ['Auth', 'CredentialsProvider', 'CognitoUserPool', 'GoogleSignIn', 'FacebookSignIn'],
    of: cognito,
  },
  {
    services: ['S3'],
    keys: ['S3TransferUtility'],
    of: ([{ output }]) => ({
      S3TransferUtility: {
        Default: { Bucket: member(output, 'BucketName'), Region: member(output, 'Region') },
      },
    }),
  },
  {
    services: ['Pinpoint'],
    keys: ['PinpointAnalytics', 'PinpointTargeting'],
    of: ([{ output }]) => ({
      PinpointAnalytics: { Default: { AppId: member(output, 'Id'), Region: member(output, 'Region') } },
      PinpointTargeting: { Default: { Region: member(output, 'Region') } },
    }),
  },
  {
    services: ['DynamoDB'],
    keys: ['DynamoDBObjectMapper'],
    of: (_, region) => ({ DynamoDBObjectMapper: { Default: { Region: region } } }),
  },
  { services: ['AppSync'], keys: ['AppSync'], of: ([api], region) => ({ AppSync: appSync(api, region) }) },
  {
    services: ['Lex'],
    keys: ['Lex'],
    of: (bots) => ({
      Lex: Object.fromEntries(
        bots.map(({ output }) => {
          const name = textMember(output, 'BotName') ?? '';
          return [name, { Name: name, Alias: '$LATEST', Region: member(output, 'Region') }];
        }),
      ),
    }),
  },
];

const reserved = new Set([
  'UserAgent',
  'Version',
  'IdentityManager',
  ...sections.flatMap(({ keys }) => keys),
]);

/** Whether a top-level key of awsconfiguration.json is Amplify's; all others are the user's own. */
export const isAwsKey = (key: string) => reserved.has(key);

/**
 * The contents of awsconfiguration.json, and of the auth plug-in in amplifyconfiguration.json. Shapes are the Amplify
 * CLI's (amplify-frontend-android and -ios).
 *
 * @param current current contents of the app's file: keys that are not Amplify's are kept
 */
export function awsConfiguration(
  backend: Backend,
  app: NativeApp,
  current: JsonObject | undefined,
): JsonObject {
  const config: Record<string, unknown> = {
    UserAgent: app === 'ios' ? 'aws-amplify/cli' : 'aws-amplify-cli/0.1.0',
    Version: '0.1.0',
    IdentityManager: { Default: {} },
  };
  for (const [{ of }, found] of inOrder(backend, sections)) {
    Object.assign(config, of(found, backend.region, app));
  }
  for (const [key, value] of Object.entries(current ?? {})) {
    if (!reserved.has(key)) setMember(config, key, value);
  }
  return config;
}

function cognito(found: SomeResources, region: string, app: NativeApp): JsonObject {
  const [{ record, output }] = found;
  const config: Record<string, unknown> = {};
  const identityPool = textMember(output, 'IdentityPoolId');
  if (identityPool) {
    config.CredentialsProvider = {
      CognitoIdentity: { Default: { PoolId: identityPool, Region: region } },
    };
  }
  const client = {
    AppClientId: member(output, 'AppClientID'),
    AppClientSecret: textMember(output, 'AppClientSecret'),
  };
  const userPool = textMember(output, 'UserPoolId');
  if (userPool) config.CognitoUserPool = { Default: { PoolId: userPool, ...client, Region: region } };
  Object.assign(config, socialSignIn(output, app));
  const hosted = hostedSignIn(output, region);
  const oauth = hosted && {
    WebDomain: hosted.domain,
    ...client,
    SignInRedirectURI: hosted.signIn,
    SignOutRedirectURI: hosted.signOut,
    Scopes: hosted.scopes,
  };
  const custom = found.some((resource) => Boolean(member(resource.record, 'customAuth')));
  config.Auth = {
    Default: {
      ...(oauth && { OAuth: oauth }),
      authenticationFlowType: custom ? 'CUSTOM_AUTH' : 'USER_SRP_AUTH',
      ...objectMember(record, 'frontendAuthConfig'),
    },
  };
  return config;
}

function socialSignIn(output: JsonObject, app: NativeApp): JsonObject {
  const web = textMember(output, 'GoogleWebClient');
  const ios = app === 'ios' ? textMember(output, 'GoogleIOSClient') : undefined;
  const facebook = textMember(output, 'FacebookWebClient');
  return {
    ...((web || ios) && {
      GoogleSignIn: {
        Permissions: 'email,profile,openid',
        'ClientId-WebApp': web,
        'ClientId-iOS': ios,
      },
    }),
    ...(facebook && { FacebookSignIn: { AppId: facebook, Permissions: 'public_profile' } }),
  };
}

function appSync({ name, output }: BackendResource, projectRegion: string): JsonObject {
  const entry = (mode: string) => [
    `${name}_${mode}`,
    {
      ApiUrl: member(output, 'GraphQLAPIEndpointOutput'),
      Region: textMember(output, 'region') ?? projectRegion,
      AuthMode: mode,
      ApiKey: mode === 'API_KEY' ? member(output, 'GraphQLAPIKeyOutput') : undefined,
      ClientDatabasePrefix: `${name}_${mode}`,
    },
  ];
  const [, first] = entry(defaultAuthorization(output) ?? '');
  return { Default: first, ...asObject(Object.fromEntries(furtherAuthorizations(output).map(entry))) };
}
