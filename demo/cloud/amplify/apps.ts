import { ServiceError } from '../errors.ts';
import { newLetters } from '../ids.ts';
import type { AmplifyAppState, BackendEnvironmentState, CloudState } from '../state.ts';
import { badRequest } from './protocol.ts';

/** AWS's limit for an account in a region, unless it is raised. */
const APPS = 25;
const ENVIRONMENTS_PER_APP = 10;

/** Where apps are. Those of another account or region are not found. */
export interface Place {
  accountId: string;
  region: string;
}

/** The apps of an account in a region, oldest first. */
export function appsIn(state: CloudState, { accountId, region }: Place): AmplifyAppState[] {
  return (state.apps ?? []).filter((app) => app.accountId === accountId && app.region === region);
}

/** The app with this id. @throws NotFoundException */
export function findApp(state: CloudState, place: Place, id: string): AmplifyAppState {
  const app = appsIn(state, place).find((candidate) => candidate.id === id);
  if (app !== undefined) return app;
  throw new ServiceError('NotFoundException', `App ${id} not found.`, 404);
}

/** Makes an app; two may have the same name. @throws LimitExceededException */
export function insertApp(
  state: CloudState,
  place: Place,
  moment: number,
  draft: Pick<AmplifyAppState, 'name' | 'description' | 'repository' | 'platform' | 'variables' | 'tags'>,
): AmplifyAppState {
  if (appsIn(state, place).length >= APPS) {
    throw new ServiceError(
      'LimitExceededException',
      'You have reached the maximum number of apps in this account.',
      429,
    );
  }
  const app: AmplifyAppState = {
    ...draft,
    ...place,
    id: `d${newLetters(state, moment, 13).toLowerCase()}`,
    createdAt: moment,
    environments: [],
  };
  state.apps = [...(state.apps ?? []), app];
  return app;
}

/** Removes an app with its environments. @throws NotFoundException */
export function removeApp(state: CloudState, place: Place, id: string): AmplifyAppState {
  const app = findApp(state, place, id);
  state.apps = (state.apps ?? []).filter((candidate) => candidate !== app);
  return app;
}

/** The backend environment of this name. @throws NotFoundException */
export function findEnvironment(app: AmplifyAppState, name: string): BackendEnvironmentState {
  const environment = app.environments.find((candidate) => candidate.name === name);
  if (environment !== undefined) return environment;
  throw new ServiceError('NotFoundException', `BackendEnvironment ${name} does not exist.`, 404);
}

/** Removes a backend environment from its app. @throws NotFoundException */
export function removeEnvironment(app: AmplifyAppState, name: string): BackendEnvironmentState {
  const environment = findEnvironment(app, name);
  app.environments = app.environments.filter((candidate) => candidate !== environment);
  return environment;
}

/** Makes a backend environment. @throws BadRequestException if it exists, or LimitExceededException */
export function insertEnvironment(app: AmplifyAppState, environment: BackendEnvironmentState): void {
  if (app.environments.some(({ name }) => name === environment.name)) {
    throw badRequest(`BackendEnvironment ${environment.name} already exists.`);
  }
  if (app.environments.length >= ENVIRONMENTS_PER_APP) {
    throw new ServiceError(
      'LimitExceededException',
      'You have reached the maximum number of backend environments in this app.',
      429,
    );
  }
  app.environments.push(environment);
}
