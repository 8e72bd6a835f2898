import type { Cloud } from '../cloud.ts';
import { notImplemented } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { isObject } from '../records.ts';
import { queryPairs, type RawRequest } from '../request.ts';
import type { Tag } from '../tag.ts';
import {
  appsIn,
  findApp,
  findEnvironment,
  insertApp,
  insertEnvironment,
  type Place,
  removeApp,
  removeEnvironment,
} from './apps.ts';
import { badRequest, bodyOf, type JsonFields } from './protocol.ts';
import { appView, environmentView } from './views.ts';

/** A call to the Amplify service, with its path parsed. */
export interface AmplifyCall {
  request: RawRequest;
  region: string;
  principal: Principal;
  /** The parts of the path that are names, in order. */
  names: readonly string[];
}

interface AmplifyAction {
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  /** The parameters of the query or the members of the body that it understands; any other is refused by name. */
  parameters: readonly string[];
  /** What it acts on, after `arn:aws:amplify:REGION:ACCOUNT:`. */
  resource: (names: readonly string[]) => string;
  run: (call: AmplifyCall, cloud: Cloud) => JsonFields;
}

const APPS = /^\/apps\/?$/;
const APP = /^\/apps\/([^/]+)\/?$/;
const ENVIRONMENTS = /^\/apps\/([^/]+)\/backendenvironments\/?$/;
const ENVIRONMENT = /^\/apps\/([^/]+)\/backendenvironments\/([^/]+)\/?$/;
const BRANCHES = /^\/apps\/([^/]+)\/branches\/?$/;
const PAGING = ['nextToken', 'maxResults'];
const NAME_LENGTH = 255;

const resourceOfEnvironment = ([id, name]: readonly (string | undefined)[]) =>
  `apps/${id}/backendenvironments/${name}`;

const ACTIONS: Record<string, AmplifyAction> = {
  ListApps: {
    method: 'GET',
    path: APPS,
    parameters: PAGING,
    resource: () => 'apps/*',
    run: (call, { state }) => page(call, 'apps', appsIn(state, placeOf(call)).map(appView), 100),
  },
  GetApp: {
    method: 'GET',
    path: APP,
    parameters: [],
    resource: ([id]) => `apps/${id}`,
    run: (call, { state }) => ({ app: appView(findApp(state, placeOf(call), call.names[0] ?? '')) }),
  },
  CreateApp: {
    method: 'POST',
    path: APPS,
    parameters: ['name', 'description', 'repository', 'platform', 'environmentVariables', 'tags'],
    resource: () => 'apps/*',
    run(call, cloud) {
      const body = bodyOf(call.request);
      const description = optionalText(body, 'description', 1000);
      const repository = optionalText(body, 'repository', 1000);
      const app = insertApp(cloud.state, placeOf(call), cloud.clock.now(), {
        name: requiredName(body, 'name'),
        ...(description !== undefined && { description }),
        ...(repository !== undefined && { repository }),
        platform: optionalText(body, 'platform', 20) ?? 'WEB',
        variables: pairs(body, 'environmentVariables'),
        tags: pairs(body, 'tags'),
      });
      cloud.changed();
      return { app: appView(app) };
    },
  },
  UpdateApp: {
    method: 'POST',
    path: APP,
    parameters: ['name', 'description', 'environmentVariables'],
    resource: ([id]) => `apps/${id}`,
    run(call, cloud) {
      const app = findApp(cloud.state, placeOf(call), call.names[0] ?? '');
      const body = bodyOf(call.request);
      const description = optionalText(body, 'description', 1000);
      app.name = optionalText(body, 'name', NAME_LENGTH) ?? app.name;
      if (description !== undefined) app.description = description;
      // The variables are replaced as a whole; without any in the request, they stay.
      if (body.environmentVariables !== undefined) app.variables = pairs(body, 'environmentVariables');
      app.updatedAt = cloud.clock.now();
      cloud.changed();
      return { app: appView(app) };
    },
  },
  DeleteApp: {
    method: 'DELETE',
    path: APP,
    parameters: [],
    resource: ([id]) => `apps/${id}`,
    run(call, cloud) {
      const app = removeApp(cloud.state, placeOf(call), call.names[0] ?? '');
      cloud.changed();
      return { app: appView(app) };
    },
  },
  ListBackendEnvironments: {
    method: 'GET',
    path: ENVIRONMENTS,
    parameters: ['environmentName', ...PAGING],
    resource: ([id]) => `apps/${id}/backendenvironments/`,
    run(call, { state }) {
      const app = findApp(state, placeOf(call), call.names[0] ?? '');
      const wanted = new Map(queryPairs(call.request.query)).get('environmentName');
      const found = app.environments.filter(({ name }) => wanted === undefined || name === wanted);
      const views = found.map((environment) => environmentView(app, environment));
      return page(call, 'backendEnvironments', views, 50);
    },
  },
  /** Nothing is hosted here, so no app has one. */
  ListBranches: {
    method: 'GET',
    path: BRANCHES,
    parameters: PAGING,
    resource: ([id]) => `apps/${id}/branches/*`,
    run(call, { state }) {
      findApp(state, placeOf(call), call.names[0] ?? '');
      return page(call, 'branches', [], 50);
    },
  },
  GetBackendEnvironment: {
    method: 'GET',
    path: ENVIRONMENT,
    parameters: [],
    resource: resourceOfEnvironment,
    run(call, { state }) {
      const app = findApp(state, placeOf(call), call.names[0] ?? '');
      return { backendEnvironment: environmentView(app, findEnvironment(app, call.names[1] ?? '')) };
    },
  },
  DeleteBackendEnvironment: {
    method: 'DELETE',
    path: ENVIRONMENT,
    parameters: [],
    resource: resourceOfEnvironment,
    run(call, cloud) {
      const app = findApp(cloud.state, placeOf(call), call.names[0] ?? '');
      const environment = removeEnvironment(app, call.names[1] ?? '');
      cloud.changed();
      return { backendEnvironment: environmentView(app, environment) };
    },
  },
  CreateBackendEnvironment: {
    method: 'POST',
    path: ENVIRONMENTS,
    parameters: ['environmentName', 'stackName', 'deploymentArtifacts'],
    resource: ([id]) => `apps/${id}/backendenvironments/`,
    run(call, cloud) {
      const app = findApp(cloud.state, placeOf(call), call.names[0] ?? '');
      const body = bodyOf(call.request);
      const stackName = optionalText(body, 'stackName', NAME_LENGTH);
      const deploymentArtifacts = optionalText(body, 'deploymentArtifacts', 1000);
      const environment = {
        name: requiredName(body, 'environmentName'),
        createdAt: cloud.clock.now(),
        ...(stackName !== undefined && { stackName }),
        ...(deploymentArtifacts !== undefined && { deploymentArtifacts }),
      };
      insertEnvironment(app, environment);
      cloud.changed();
      return { backendEnvironment: environmentView(app, environment) };
    },
  },
};

/** The actions this cloud has, by name. */
export const AMPLIFY_ACTION_NAMES: readonly string[] = Object.keys(ACTIONS);

/** Finds the action of a request by method and path. It may be one that does not exist. */
export function amplifyActionName({ method, path }: RawRequest): string {
  const found = Object.entries(ACTIONS).find(
    ([, action]) => action.method === method && action.path.test(path),
  );
  return found?.[0] ?? `${method} ${path}`;
}

/** What a call is checked against and how it is carried out. @throws NotImplemented, by name, for unknown actions */
export function readAmplifyCall(
  request: RawRequest,
  region: string,
  principal: Principal,
): { resource: string; run: (cloud: Cloud) => JsonFields } {
  const name = amplifyActionName(request);
  const action = ACTIONS[name];
  if (action === undefined) throw notImplemented(`Amplify ${name}`);
  const names = (action.path.exec(request.path) ?? []).slice(1).map(decodeURIComponent);
  const call = { request, region, principal, names };
  return {
    resource: `arn:aws:amplify:${region}:${principal.accountId}:${action.resource(names)}`,
    run(cloud) {
      refuseUnknown(name, action, request);
      return action.run(call, cloud);
    },
  };
}

/** Refuses parameters by name that this cloud does not know: ignoring one could change the outcome. */
function refuseUnknown(name: string, { method, parameters }: AmplifyAction, request: RawRequest): void {
  const sent =
    method !== 'POST' ? queryPairs(request.query).map(([key]) => key) : Object.keys(bodyOf(request));
  const unknown = sent.find((key) => !parameters.includes(key));
  if (unknown !== undefined) throw notImplemented(`the parameter ${unknown} of ${name}`);
}

function placeOf({ region, principal }: AmplifyCall): Place {
  return { region, accountId: principal.accountId };
}

/** One page under its name, and a token for the next one if there is more. */
function page(call: AmplifyCall, name: string, entries: JsonFields[], most: number): JsonFields {
  const query = new Map(queryPairs(call.request.query));
  const start = query.get('nextToken') ?? '0';
  const size = query.get('maxResults') ?? String(most);
  if (!/^\d{1,9}$/.test(start)) throw badRequest('The nextToken is invalid.');
  if (!/^\d{1,9}$/.test(size) || Number(size) > most) {
    throw badRequest(`1 validation error detected: maxResults must be from 0 to ${most}.`);
  }
  const end = Number(start) + (Number(size) || most);
  const more = end < entries.length;
  return { [name]: entries.slice(Number(start), end), ...(more && { nextToken: String(end) }) };
}

function requiredName(body: JsonFields, member: string): string {
  const name = optionalText(body, member, NAME_LENGTH);
  if (name !== undefined) return name;
  throw badRequest(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

function optionalText(body: JsonFields, member: string, longest: number): string | undefined {
  const value = body[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value !== '' && value.length <= longest) return value;
  throw badRequest(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length from 1 to ${longest}`,
  );
}

/** An object of texts as a list of pairs, since any text can be a name. */
function pairs(body: JsonFields, member: string): Tag[] {
  const value = body[member] ?? {};
  if (!isObject(value)) throw badRequest(`The ${member} must be an object.`);
  return Object.entries(value).map(([key, text]) => {
    if (typeof text !== 'string') throw badRequest(`The ${member} must be texts.`);
    return { key, value: text };
  });
}
