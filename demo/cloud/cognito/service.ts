import type { JsonFields } from '../amplify/protocol.ts';
import type { Cloud } from '../cloud.ts';
import { PLACEHOLDER_PREFIX } from '../cloudformation/resources/placeholders.ts';
import type { ResourceState } from '../cloudformation/stack-state.ts';
import { ServiceError } from '../errors.ts';
import { jsonActionName, readJsonAction } from '../json-protocol.ts';
import type { Principal } from '../principal.ts';
import type { RawRequest } from '../request.ts';

interface CognitoCall {
  region: string;
  principal: Principal;
  body: JsonFields;
}

interface CognitoAction {
  parameters: readonly string[];
  run: (call: CognitoCall, cloud: Cloud) => JsonFields;
}

/** What the Amplify CLI calls when it pushes a backend with auth; the pools are placeholders in stacks. */
const ACTIONS: Record<string, CognitoAction> = {
  DescribeUserPool: {
    parameters: ['UserPoolId'],
    run(call, cloud) {
      const id = textOf(call.body, 'UserPoolId');
      const pool = poolIn(cloud, call, id);
      const { UserPoolName: Name = pool.logicalId, UserPoolTags = {}, ...properties } = pool.properties ?? {};
      return {
        UserPool: {
          LambdaConfig: {},
          SchemaAttributes: [],
          ...properties,
          Id: id,
          Name,
          UserPoolTags,
          Arn: arnOf(call, id),
        },
      };
    },
  },
  DescribeUserPoolClient: {
    parameters: ['UserPoolId', 'ClientId'],
    run(call, cloud) {
      const [UserPoolId, ClientId] = [textOf(call.body, 'UserPoolId'), textOf(call.body, 'ClientId')];
      poolIn(cloud, call, UserPoolId);
      const client = resourcesIn(cloud, call).find(
        ({ type, physicalId, properties }) =>
          type === 'AWS::Cognito::UserPoolClient' &&
          physicalId === ClientId &&
          properties?.UserPoolId === UserPoolId,
      );
      if (client === undefined) throw missing(`User pool client ${ClientId} does not exist.`);
      const { GenerateSecret, ...properties } = client.properties ?? {};
      const hasSecret = GenerateSecret === true || GenerateSecret === 'true';
      return {
        UserPoolClient: {
          ClientName: client.logicalId,
          ...properties,
          UserPoolId,
          ClientId,
          ...(hasSecret && { ClientSecret: `${PLACEHOLDER_PREFIX}secret` }),
        },
      };
    },
  },
};

export const COGNITO_ACTION_NAMES: readonly string[] = Object.keys(ACTIONS);

/** The action that a request of the JSON protocol names; empty if none. */
export function cognitoActionName(request: RawRequest): string {
  return jsonActionName(request, 'AWSCognitoIdentityProviderService');
}

/** What a call does, and to which pool. @throws NotImplemented by name */
export function readCognitoCall(
  request: RawRequest,
  region: string,
  principal: Principal,
): { resource: string; run: (cloud: Cloud) => JsonFields } {
  const { action, body } = readJsonAction(request, cognitoActionName(request), ACTIONS, 'cognito-idp');
  const call = { region, principal, body };
  return { resource: arnOf(call, textOf(body, 'UserPoolId')), run: (cloud) => action.run(call, cloud) };
}

function arnOf({ region, principal }: CognitoCall, id: string): string {
  return `arn:aws:cognito-idp:${region}:${principal.accountId}:userpool/${id}`;
}

function resourcesIn({ state }: Cloud, { region, principal }: CognitoCall): ResourceState[] {
  return state.stacks
    .filter((stack) => stack.accountId === principal.accountId && stack.region === region)
    .flatMap(({ resources }) => resources)
    .filter(({ phase }) => phase !== 'gone');
}

function poolIn(cloud: Cloud, call: CognitoCall, id: string): ResourceState {
  const pool = resourcesIn(cloud, call).find(
    ({ type, physicalId }) => type === 'AWS::Cognito::UserPool' && physicalId === id,
  );
  if (pool === undefined) throw missing(`User pool ${id} does not exist.`);
  return pool;
}

function textOf(body: JsonFields, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ServiceError(
    'InvalidParameterException',
    `1 validation error detected: ${name} must not be null`,
  );
}

function missing(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}
