import { accountOf } from '../accounts.ts';
import { type JsonFields, seconds } from '../amplify/protocol.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { jsonActionName, readJsonAction } from '../json-protocol.ts';
import type { Principal } from '../principal.ts';
import type { RawRequest } from '../request.ts';
import type { ParameterState } from '../state.ts';

/** A call, with the parameters of its account and region. */
interface SsmCall {
  body: JsonFields;
  region: string;
  principal: Principal;
  stored: ParameterState[];
  now: number;
}

interface SsmAction {
  parameters: readonly string[];
  /** Changes `stored` in place. */
  run: (call: SsmCall) => JsonFields;
}

/** The maximum and default page size of GetParametersByPath. */
const PAGE = 10;

/** What the Amplify CLI calls in Parameter Store: it stores values of an environment under `/amplify/APP/ENVIRONMENT/`. */
const ACTIONS: Record<string, SsmAction> = {
  PutParameter: {
    parameters: ['Name', 'Value', 'Type', 'Overwrite'],
    run({ body, stored, now }) {
      const { Name, Value, Type = 'String', Overwrite } = body;
      if (typeof Name !== 'string' || typeof Value !== 'string') throw invalid('Name and Value');
      const old = stored.find(({ name }) => name === Name);
      if (old !== undefined && Overwrite !== true) {
        throw new ServiceError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const version = (old?.version ?? 0) + 1;
      const parameter = { name: Name, value: Value, type: String(Type), version, changedAt: now };
      if (old === undefined) stored.push(parameter);
      else Object.assign(old, parameter);
      return { Version: version, Tier: 'Standard' };
    },
  },
  GetParameters: {
    parameters: ['Names', 'WithDecryption'],
    run(call) {
      const names = namesOf(call);
      return {
        Parameters: call.stored.filter(({ name }) => names.includes(name)).map((one) => view(call, one)),
        InvalidParameters: names.filter((name) => call.stored.every((one) => one.name !== name)),
      };
    },
  },
  GetParametersByPath: {
    parameters: ['Path', 'Recursive', 'WithDecryption', 'MaxResults', 'NextToken'],
    run(call) {
      const { Path, Recursive, MaxResults = PAGE, NextToken } = call.body;
      if (typeof Path !== 'string') throw invalid('Path');
      const below = `${Path.replace(/\/$/, '')}/`;
      const found = call.stored
        .filter(({ name }) => name.startsWith(below))
        .filter(({ name }) => Recursive === true || !name.slice(below.length).includes('/'))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      const from = found.findIndex(({ name }) => NextToken === undefined || name === NextToken);
      const page = from === -1 ? [] : found.slice(from, from + Number(MaxResults));
      const next = found[from + page.length];
      return {
        Parameters: page.map((one) => view(call, one)),
        ...(page.length > 0 && next !== undefined && { NextToken: next.name }),
      };
    },
  },
  DeleteParameters: {
    parameters: ['Names'],
    run(call) {
      const names = namesOf(call);
      const gone = call.stored.filter(({ name }) => names.includes(name)).map(({ name }) => name);
      const left = call.stored.filter(({ name }) => !names.includes(name));
      call.stored.splice(0, Infinity, ...left);
      return { DeletedParameters: gone, InvalidParameters: names.filter((name) => !gone.includes(name)) };
    },
  },
};

export const SSM_ACTION_NAMES: readonly string[] = Object.keys(ACTIONS);

/** The action that a request of the JSON protocol names; empty if none. */
export function ssmActionName(request: RawRequest): string {
  return jsonActionName(request, 'AmazonSSM');
}

/** What a call does, and to which parameters. @throws NotImplemented by name */
export function readSsmCall(
  request: RawRequest,
  region: string,
  principal: Principal,
): { resource: string; run: (cloud: Cloud) => JsonFields } {
  const { action, body } = readJsonAction(request, ssmActionName(request), ACTIONS, 'ssm');
  const [first] = [body.Name, body.Path, Array.isArray(body.Names) ? body.Names[0] : undefined].filter(
    (one) => typeof one === 'string',
  );
  return {
    resource: arnOf(region, principal, String(first ?? '*')),
    run(cloud) {
      const account = accountOf(cloud.state, principal.accountId);
      account.parameters ??= [];
      const elsewhere = account.parameters.filter((one) => one.region !== region);
      const stored = account.parameters.filter((one) => one.region === region);
      const answer = action.run({ body, region, principal, stored, now: cloud.clock.now() });
      account.parameters = [...elsewhere, ...stored.map((one) => ({ ...one, region }))];
      cloud.changed();
      return answer;
    },
  };
}

function arnOf(region: string, { accountId }: Principal, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
}

function view({ region, principal }: SsmCall, { name, value, type, version, changedAt }: ParameterState) {
  return {
    Name: name,
    Type: type,
    Value: value,
    Version: version,
    LastModifiedDate: seconds(changedAt),
    ARN: arnOf(region, principal, name),
    DataType: 'text',
  };
}

function namesOf({ body: { Names } }: SsmCall): string[] {
  if (Array.isArray(Names) && Names.length > 0 && Names.length <= 10) return Names.map(String);
  throw invalid('Names');
}

function invalid(what: string): ServiceError {
  return new ServiceError(
    'ValidationException',
    `1 validation error detected: ${what} must be given as they are wanted`,
  );
}
