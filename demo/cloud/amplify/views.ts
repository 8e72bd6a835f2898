import type { AmplifyAppState, BackendEnvironmentState } from '../state.ts';
import { type JsonFields, seconds } from './protocol.ts';

/** The ARN of an app. */
export function appArn({ region, accountId, id }: AmplifyAppState): string {
  return `arn:aws:amplify:${region}:${accountId}:apps/${id}`;
}

/** An app as every answer shows it. */
export function appView(app: AmplifyAppState): JsonFields {
  return {
    appId: app.id,
    appArn: appArn(app),
    name: app.name,
    description: app.description,
    repository: app.repository,
    platform: app.platform,
    createTime: seconds(app.createdAt),
    updateTime: seconds(app.updatedAt ?? app.createdAt),
    environmentVariables: Object.fromEntries(app.variables.map(({ key, value }) => [key, value])),
    defaultDomain: `${app.id}.amplifyapp.com`,
    enableBranchAutoBuild: false,
    enableBranchAutoDeletion: false,
    enableBasicAuth: false,
    tags: Object.fromEntries(app.tags.map(({ key, value }) => [key, value])),
  };
}

/** A backend environment as every answer shows it. */
export function environmentView(app: AmplifyAppState, environment: BackendEnvironmentState): JsonFields {
  return {
    backendEnvironmentArn: `${appArn(app)}/backendenvironments/${environment.name}`,
    environmentName: environment.name,
    stackName: environment.stackName,
    deploymentArtifacts: environment.deploymentArtifacts,
    createTime: seconds(environment.createdAt),
    updateTime: seconds(environment.createdAt),
  };
}
