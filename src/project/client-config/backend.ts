import { asObject, type JsonObject, member, objectMember, textMember } from '../json-text.ts';
import { providerRecord } from '../layouts/records.ts';

/** One deployed resource of a backend, as amplify-meta.json records it. */
export interface BackendResource {
  /** `auth`, `api`, `storage`, ... */
  readonly category: string;
  readonly name: string;
  /** `Cognito`, `AppSync`, `API Gateway`, `S3`, ... */
  readonly service: string;
  /** The whole record. */
  readonly record: JsonObject;
  /** The outputs of its stack. */
  readonly output: JsonObject;
}

/** What the app's configuration files are made from. */
export interface Backend {
  /** The region of the parent stack. */
  readonly region: string;
  /** In the order of amplify-meta.json. */
  readonly resources: readonly BackendResource[];
}

/**
 * The deployed part of a backend. As in the Amplify CLI, a resource counts once it has been pushed and has outputs; the
 * channels of `notifications` belong to a resource of another category and are never pushed themselves.
 *
 * @param meta amplify-meta.json
 * @param region of the parent stack, used when the file does not name it
 */
export function readBackend(meta: JsonObject | undefined, region: string): Backend {
  const resources: BackendResource[] = [];
  for (const [category, names] of Object.entries(meta ?? {})) {
    if (category === 'providers') continue;
    for (const [name, value] of Object.entries(asObject(names) ?? {})) {
      const record = asObject(value);
      const output = objectMember(record, 'output');
      if (!record || !output) continue;
      if (member(record, 'lastPushTimeStamp') === undefined && category !== 'notifications') continue;
      resources.push({ category, name, service: textMember(record, 'service') ?? '', record, output });
    }
  }
  return { region: textMember(providerRecord(meta), 'Region') ?? region, resources };
}

/** The resources of one service, in their order. */
export function ofService(backend: Backend, ...services: readonly string[]): BackendResource[] {
  return backend.resources.filter(({ service }) => services.includes(service));
}

export type SomeResources = readonly [BackendResource, ...BackendResource[]];

/**
 * The sections of a configuration file that the backend has resources for, each with its resources, in the order in which
 * the backend lists them: the Amplify CLI's order, so that its files and ours are identical.
 */
export function inOrder<Section extends { readonly services: readonly string[] }>(
  backend: Backend,
  sections: readonly Section[],
): [Section, SomeResources][] {
  const present = sections.flatMap((section): [Section, SomeResources][] => {
    const [first, ...rest] = ofService(backend, ...section.services);
    return first ? [[section, [first, ...rest]]] : [];
  });
  const place = ([, [first]]: [Section, SomeResources]) => backend.resources.indexOf(first);
  return present.sort((one, other) => place(one) - place(other));
}

/** The default authorization of an AppSync API, or its only one. */
export function defaultAuthorization(output: JsonObject): string | undefined {
  const chosen = objectMember(objectMember(output, 'authConfig'), 'defaultAuthentication');
  return textMember(output, 'securityType') ?? textMember(chosen, 'authenticationType');
}

/** The additional authorization types of an AppSync API. */
export function furtherAuthorizations(output: JsonObject): string[] {
  const list = member(objectMember(output, 'authConfig'), 'additionalAuthenticationProviders');
  const ways = Array.isArray(list) ? list : [];
  return ways.flatMap((way) => textMember(asObject(way), 'authenticationType') ?? []);
}

/** The hosted sign-in page of a user pool. */
export interface HostedSignIn {
  readonly domain: string | undefined;
  readonly scopes: unknown;
  /** Addresses joined by commas. */
  readonly signIn: string;
  readonly signOut: string;
  /** `code` or `token`. */
  readonly responseType: string | undefined;
}

/** The hosted sign-in page that a Cognito resource's outputs describe; undefined if it has none. */
export function hostedSignIn(output: JsonObject, region: string): HostedSignIn | undefined {
  const text = textMember(output, 'OAuthMetadata');
  const oauth = text === undefined ? undefined : asObject(parsed(text));
  if (!oauth) return undefined;
  const flow = texts(member(oauth, 'AllowedOAuthFlows'))[0];
  return {
    domain: signInDomain(output, region),
    scopes: member(oauth, 'AllowedOAuthScopes'),
    signIn: texts(member(oauth, 'CallbackURLs')).join(','),
    signOut: texts(member(oauth, 'LogoutURLs')).join(','),
    responseType: flow === 'implicit' ? 'token' : flow,
  };
}

/** The domain of a user pool's hosted pages; undefined if it has none. */
export function signInDomain(output: JsonObject, region: string): string | undefined {
  const prefix = textMember(output, 'HostedUIDomain');
  return prefix && `${prefix}.auth.${region}.amazoncognito.com`;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
