import { asObject, type JsonObject, member, textMember } from '../json-text.ts';
import { type Backend, type BackendResource, defaultAuthorization, ofService } from './backend.ts';
import { mapItems, namedItems } from './geo.ts';
import type { NativeApp } from './native-aws.ts';

/** What a category contributes to amplifyconfiguration.json: its plug-ins; undefined if the backend has nothing for it. */
type Plugins = (backend: Backend, app: NativeApp, aws: JsonObject) => JsonObject | undefined;

/** In the order of the Amplify CLI's file. */
const categories: readonly (readonly [string, Plugins, (readonly NativeApp[])?])[] = [
  ['analytics', analytics],
  ['notifications', notifications],
  ['api', api],
  ['auth', auth],
  ['predictions', predictions, ['ios', 'android']],
  ['storage', storage],
  ['geo', geo, ['ios', 'android']],
];

/**
 * The contents of amplifyconfiguration.json, and of amplifyconfiguration.dart. Shapes are the Amplify CLI's
 * (amplify-frontend-android, -ios and -flutter).
 *
 * @param aws contents of awsconfiguration.json, which the auth plug-in includes whole
 */
export function amplifyConfiguration(backend: Backend, app: NativeApp, aws: JsonObject): JsonObject {
  const config: Record<string, unknown> = { UserAgent: 'aws-amplify-cli/2.0', Version: '1.0' };
  for (const [category, pluginsOf, apps] of categories) {
    if (apps && !apps.includes(app)) continue;
    const plugins = pluginsOf(backend, app, aws);
    if (plugins) config[category] = { plugins };
  }
  return config;
}

function analytics(backend: Backend): JsonObject | undefined {
  const [resource] = inCategory(backend, 'analytics');
  if (!resource) return undefined;
  const region = member(resource.output, 'Region');
  return {
    awsPinpointAnalyticsPlugin: {
      pinpointAnalytics: { appId: member(resource.output, 'Id'), region },
      pinpointTargeting: { region },
    },
  };
}

/** Pinpoint channels; iOS gets pushes through APNS, Android through FCM. */
const channels: readonly (readonly [string, string, (readonly NativeApp[])?])[] = [
  ['SMS', 'awsPinpointSmsNotificationsPlugin'],
  ['EMAIL', 'awsPinpointEmailNotificationsPlugin'],
  ['APNS', 'awsPinpointPushNotificationsPlugin', ['ios', 'flutter']],
  ['FCM', 'awsPinpointPushNotificationsPlugin', ['android', 'flutter']],
  ['InAppMessaging', 'awsPinpointInAppMessagingNotificationsPlugin'],
];

function notifications(backend: Backend, app: NativeApp): JsonObject | undefined {
  const [resource] = inCategory(backend, 'notifications');
  const plugins = channels.flatMap(([channel, plugin, apps]) => {
    const state = asObject(member(resource?.output, channel));
    if (member(state, 'Enabled') !== true || (apps && !apps.includes(app))) return [];
    return [[plugin, { appId: member(state, 'ApplicationId'), region: member(resource?.output, 'Region') }]];
  });
  return plugins.length > 0 ? Object.fromEntries(plugins) : undefined;
}

function api(backend: Backend): JsonObject | undefined {
  const apis = inCategory(backend, 'api').flatMap((resource) => {
    const settings = apiSettings(resource, backend.region);
    return settings ? [[resource.name, settings]] : [];
  });
  return apis.length > 0 ? { awsAPIPlugin: Object.fromEntries(apis) } : undefined;
}

function apiSettings({ service, record, output }: BackendResource, region: string): JsonObject | undefined {
  const rest = (authorizationType: string) => ({
    endpointType: 'REST',
    endpoint: member(output, 'RootUrl'),
    region,
    authorizationType,
  });
  switch (service) {
    case 'AppSync':
      return {
        endpointType: 'GraphQL',
        endpoint: member(output, 'GraphQLAPIEndpointOutput'),
        region,
        authorizationType: defaultAuthorization(output),
        apiKey: textMember(output, 'GraphQLAPIKeyOutput'),
      };
    case 'API Gateway':
      return rest(textMember(record, 'authorizationType') ?? 'AWS_IAM');
    case 'ElasticContainer':
      if (textMember(record, 'apiType') !== 'REST') return undefined;
      return rest(member(record, 'restrictAccess') ? 'AMAZON_COGNITO_USER_POOLS' : 'AWS_IAM');
    default:
      return undefined;
  }
}

function auth(backend: Backend, _: NativeApp, aws: JsonObject): JsonObject | undefined {
  return inCategory(backend, 'auth').length > 0 ? { awsCognitoAuthPlugin: aws } : undefined;
}

const predictionGroups = ['identify', 'interpret', 'convert', 'infer'] as const;

function predictions(backend: Backend): JsonObject | undefined {
  const resources = inCategory(backend, 'predictions');
  if (resources.length === 0) return undefined;
  const plugin: Record<string, unknown> = { defaultRegion: backend.region };
  for (const { record, output } of resources) {
    const group = predictionGroups.find((name) => textMember(record, `${name}Type`));
    if (!group) continue;
    const type = textMember(record, `${group}Type`) ?? '';
    plugin[group] = { ...asObject(plugin[group]), [type]: { ...output, defaultNetworkPolicy: 'auto' } };
  }
  return { awsPredictionsPlugin: plugin };
}

function storage(backend: Backend): JsonObject | undefined {
  const resources = inCategory(backend, 'storage');
  const plugins = resources.flatMap(({ service, output }) => {
    if (service === 'S3') {
      const bucket = { bucket: member(output, 'BucketName'), region: member(output, 'Region') };
      return [['awsS3StoragePlugin', { ...bucket, defaultAccessLevel: 'guest' }]];
    }
    if (service !== 'DynamoDB') return [];
    const settings = Object.entries(output).map(([key, value]) => [uncapitalised(key), value]);
    return [['awsDynamoDbStoragePlugin', Object.fromEntries(settings)]];
  });
  return plugins.length > 0 ? Object.fromEntries(plugins) : undefined;
}

function geo(backend: Backend): JsonObject | undefined {
  const maps = ofService(backend, 'Map');
  const indices = ofService(backend, 'PlaceIndex');
  if (inCategory(backend, 'geo').length === 0) return undefined;
  const regions = [...maps, ...indices].flatMap(({ output }) => textMember(output, 'Region') ?? []);
  return {
    awsLocationGeoPlugin: {
      region: regions.at(-1) ?? backend.region,
      ...(maps.length > 0 && { maps: mapItems(maps) }),
      ...(indices.length > 0 && { searchIndices: namedItems(indices) }),
    },
  };
}

function inCategory(backend: Backend, category: string): BackendResource[] {
  return backend.resources.filter((resource) => resource.category === category);
}

function uncapitalised(key: string): string {
  return `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
}
