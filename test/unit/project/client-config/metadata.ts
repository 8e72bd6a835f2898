import type { JsonObject } from '../../../../src/project/json-text.ts';

const pushed = { providerPlugin: 'awscloudformation', lastPushTimeStamp: '2024-05-06T07:08:09.101Z' };

/** amplify-meta.json of a project with every category, in the forms that the Amplify CLI writes. */
export const everyCategory: JsonObject = {
  providers: {
    awscloudformation: {
      AuthRoleName: 'amplify-inventory-dev-a1b2c-authRole',
      Region: 'eu-west-1',
      StackName: 'amplify-inventory-dev-a1b2c',
    },
  },
  auth: {
    inventoryauth: {
      ...pushed,
      service: 'Cognito',
      output: {
        UserPoolId: 'eu-west-1_AbCdEfGhI',
        AppClientIDWeb: '1webclientid',
        AppClientID: '2nativeclientid',
        IdentityPoolId: 'eu-west-1:11111111-2222-3333-4444-555555555555',
        HostedUIDomain: 'inventory-dev',
        OAuthMetadata: JSON.stringify({
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['email', 'openid'],
          CallbackURLs: ['https://shop.example/', 'http://localhost:3000/'],
          LogoutURLs: ['https://shop.example/out/'],
          UserPoolClient: '1webclientid',
        }),
        GoogleWebClient: 'google-web',
        GoogleIOSClient: 'google-ios',
        FacebookWebClient: '123456',
      },
      frontendAuthConfig: {
        socialProviders: ['GOOGLE', 'FACEBOOK'],
        usernameAttributes: ['EMAIL'],
        signupAttributes: ['EMAIL'],
        passwordProtectionSettings: {
          passwordPolicyMinLength: 8,
          passwordPolicyCharacters: ['REQUIRES_SYMBOLS'],
        },
        mfaConfiguration: 'OFF',
        mfaTypes: ['SMS'],
        verificationMechanisms: ['EMAIL'],
      },
    },
  },
  api: {
    shop: {
      ...pushed,
      service: 'AppSync',
      output: {
        authConfig: {
          defaultAuthentication: { authenticationType: 'AMAZON_COGNITO_USER_POOLS' },
          additionalAuthenticationProviders: [{ authenticationType: 'API_KEY' }],
        },
        GraphQLAPIIdOutput: 'abcdef',
        GraphQLAPIEndpointOutput: 'https://abcdef.appsync-api.eu-west-1.amazonaws.com/graphql',
        GraphQLAPIKeyOutput: 'da2-examplekey',
      },
    },
    orders: {
      ...pushed,
      service: 'API Gateway',
      output: {
        ApiName: 'orders',
        RootUrl: 'https://x1.execute-api.eu-west-1.amazonaws.com/dev',
        ApiId: 'x1',
      },
    },
    jobs: {
      ...pushed,
      service: 'ElasticContainer',
      apiType: 'REST',
      restrictAccess: true,
      output: { ApiName: 'jobs', RootUrl: 'https://x2.execute-api.eu-west-1.amazonaws.com' },
    },
  },
  storage: {
    uploads: {
      ...pushed,
      service: 'S3',
      output: { BucketName: 'inventoryuploads-dev', Region: 'eu-west-1' },
    },
    parts: {
      ...pushed,
      service: 'DynamoDB',
      output: { Name: 'parts-dev', Region: 'eu-west-1', PartitionKeyName: 'id', PartitionKeyType: 'S' },
    },
  },
  analytics: {
    counts: {
      ...pushed,
      service: 'Pinpoint',
      output: { Id: 'pinpointid', Region: 'eu-west-1', appName: 'counts' },
    },
  },
  notifications: {
    counts: {
      service: 'Pinpoint',
      output: {
        Id: 'pinpointid',
        Region: 'eu-west-1',
        InAppMessaging: { Enabled: true, ApplicationId: 'pinpointid' },
        APNS: { Enabled: true, ApplicationId: 'pinpointid' },
        FCM: { Enabled: false, ApplicationId: 'pinpointid' },
      },
    },
  },
  interactions: {
    helper: { ...pushed, service: 'Lex', output: { BotName: 'Helper_dev', Region: 'eu-west-1' } },
  },
  hosting: {
    S3AndCloudFront: {
      ...pushed,
      service: 'S3AndCloudFront',
      output: {
        HostingBucketName: 'shop-hosting',
        Region: 'eu-west-1',
        WebsiteURL: 'http://shop-hosting.s3-website-eu-west-1.amazonaws.com',
        CloudFrontSecureURL: 'https://d1.cloudfront.net',
      },
    },
  },
  predictions: {
    translate1: {
      ...pushed,
      service: 'Translate',
      convertType: 'translateText',
      output: { region: 'eu-west-1', sourceLang: 'en', targetLang: 'de' },
    },
    labels1: {
      ...pushed,
      service: 'Rekognition',
      identifyType: 'identifyLabels',
      output: { region: 'eu-west-1', type: 'LABELS' },
    },
  },
  geo: {
    map1: {
      ...pushed,
      service: 'Map',
      isDefault: true,
      output: { Name: 'map1-dev', Style: 'VectorEsriStreets', Region: 'eu-west-1' },
    },
    index1: {
      ...pushed,
      service: 'PlaceIndex',
      isDefault: true,
      output: { Name: 'index1-dev', Region: 'eu-west-1' },
    },
  },
  function: {
    resize: { ...pushed, service: 'Lambda', output: { Name: 'resize-dev', Region: 'eu-west-1' } },
    notpushed: { service: 'Lambda', providerPlugin: 'awscloudformation' },
  },
};
