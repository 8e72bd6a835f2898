import type { Cloud } from './cloud.ts';
import { notImplemented, ServiceError } from './errors.ts';
import type { Principal } from './principal.ts';
import { header, queryPairs, type RawRequest, type Reply } from './request.ts';
import { element, elements, type XmlValue } from './xml.ts';

/** A parameter of a Query request: text, a list, or a structure. */
type QueryValue = string | QueryValue[] | { [member: string]: QueryValue };

/** A Query call with its parameters parsed. */
export interface QueryCall {
  action: string;
  region: string;
  principal: Principal;
  /** True at the global endpoint of STS. */
  isGlobal: boolean;
  parameters: { [member: string]: QueryValue };
  /** When an MFA code was given with this call; set once it was checked. */
  mfaAt?: number;
}

/** One action of a Query service. */
export interface QueryAction {
  /** The parameters it knows. Others are refused by name, because ignoring one could change the outcome. */
  parameters: readonly string[];
  /** The ARN it acts on; `*` if absent. */
  resource?: (call: QueryCall, cloud: Cloud) => string;
  /** Its own condition keys, in lower case, with their values; may throw for what cannot be evaluated. */
  conditions?: (call: QueryCall, cloud: Cloud) => [string, string[]][];
  /** Carries it out. Returns undefined if the answer has no result. */
  run: (call: QueryCall, cloud: Cloud) => { [name: string]: XmlValue } | undefined;
}

/** A service of the Query protocol. */
export interface QueryService {
  /** The API version that clients send, and the XML namespace of answers. */
  version: string;
  namespace: string;
  /** The service's prefix in the names of actions, as in policies. */
  prefix: string;
  actions: ReadonlyMap<string, QueryAction>;
}

/** Parses the form body of a Query request. @throws AWS's errors for another protocol or a malformed form */
export function readQueryBody(request: RawRequest): {
  action: string;
  version: string;
  parameters: QueryCall['parameters'];
} {
  const contentType = header(request, 'content-type') ?? 'none';
  const protocol = header(request, 'smithy-protocol') ?? header(request, 'x-amz-target');
  if (protocol !== undefined || !/^application\/x-www-form-urlencoded(;|$)/i.test(contentType)) {
    throw new ServiceError(
      'UnsupportedProtocol',
      `The demo cloud speaks the AWS Query protocol (a form body); this request has the content type ${contentType}${
        protocol === undefined ? '' : ` and the protocol ${protocol}`
      }.`,
      415,
    );
  }
  const tree: Tree = new Map();
  for (const [name, value] of formPairs(request.body.toString('utf8'))) place(tree, name.split('.'), value);
  const parameters = parameterOf(tree);
  if (typeof parameters === 'string' || Array.isArray(parameters)) throw malformedForm();
  const { Action: action, Version: version, ...rest } = parameters;
  if (typeof action !== 'string' || action === '') {
    throw new ServiceError('MissingAction', 'The request is missing an action or a required parameter.');
  }
  return { action, version: typeof version === 'string' ? version : '', parameters: rest };
}

function formPairs(body: string): [string, string][] {
  try {
    return queryPairs(body.replaceAll('+', '%20'));
  } catch {
    throw malformedForm();
  }
}

type Tree = Map<string, Tree | string>;

function place(tree: Tree, path: string[], value: string): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    tree.set(head, value);
    return;
  }
  const existing = tree.get(head);
  const branch: Tree = existing instanceof Map ? existing : new Map();
  tree.set(head, branch);
  place(branch, rest, value);
}

function parameterOf(tree: Tree | string): QueryValue {
  if (typeof tree === 'string') return tree;
  const members = tree.get('member');
  if (tree.size === 1 && members instanceof Map) {
    return [...members].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => parameterOf(item));
  }
  return Object.fromEntries([...tree].map(([name, item]) => [name, parameterOf(item)]));
}

function malformedForm(): ServiceError {
  return new ServiceError('MalformedQueryString', 'The form body cannot be read.', 404);
}

/** Finds the action. @throws InvalidAction if it is unknown, NotImplemented for an unknown parameter, both by name */
export function findAction(service: QueryService, version: string, call: QueryCall): QueryAction {
  const action = service.actions.get(call.action);
  if (version !== service.version || action === undefined) {
    throw new ServiceError(
      'InvalidAction',
      `Could not find operation ${call.action} for version ${version || 'NO_VERSION_SPECIFIED'} in the demo cloud.`,
    );
  }
  const unknown = Object.keys(call.parameters).find((name) => !action.parameters.includes(name));
  if (unknown !== undefined) throw notImplemented(`the parameter ${unknown} of ${call.action}`);
  return action;
}

/** The answer of a successful action. */
export function queryReply(
  service: QueryService,
  action: string,
  result: { [name: string]: XmlValue } | undefined,
  requestId: string,
): Reply {
  const body = [
    result === undefined ? '' : `<${action}Result>${elements(result, 'member')}</${action}Result>`,
    element('ResponseMetadata', { RequestId: requestId }),
  ].join('');
  return xmlReply(200, `<${action}Response xmlns="${service.namespace}">${body}</${action}Response>`);
}

/** The answer of a failed call. */
export function queryErrorReply(namespace: string, error: ServiceError, requestId: string): Reply {
  const body = elements({
    Error: { Type: error.status >= 500 ? 'Receiver' : 'Sender', Code: error.code, Message: error.message },
    RequestId: requestId,
  });
  return xmlReply(error.status, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
}

function xmlReply(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** A text parameter, or undefined. Empty text counts as absent, as on AWS. */
export function textParameter(call: QueryCall, name: string): string | undefined {
  const value = call.parameters[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw malformedForm();
  return value;
}

/** A required text parameter. */
export function requiredText(call: QueryCall, name: string): string {
  const value = textParameter(call, name);
  if (value !== undefined) return value;
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  throw new ServiceError(
    'ValidationError',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A boolean parameter; false if absent. */
export function flagParameter(call: QueryCall, name: string): boolean {
  const value = textParameter(call, name);
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new ServiceError('MalformedInput', `${name} must be true or false.`);
}

/** A whole number, or undefined. */
export function numberParameter(call: QueryCall, name: string): number | undefined {
  const value = textParameter(call, name);
  if (value === undefined) return undefined;
  if (!/^-?\d{1,9}$/.test(value)) throw new ServiceError('MalformedInput', `${name} must be a whole number.`);
  return Number(value);
}

/** A list of texts; empty if it is absent or was sent empty. */
export function textList(call: QueryCall, name: string): string[] {
  return listParameter(call, name).map((item) => {
    if (typeof item !== 'string') throw malformedForm();
    return item;
  });
}

/** A list of structures whose members are texts. */
export function structureList(call: QueryCall, name: string): Record<string, string>[] {
  return listParameter(call, name).map((item) => {
    if (typeof item === 'string' || Array.isArray(item)) throw malformedForm();
    const fields: [string, string][] = Object.entries(item).map(([member, value]) => {
      if (typeof value !== 'string') throw malformedForm();
      return [member, value];
    });
    return Object.fromEntries(fields);
  });
}

function listParameter(call: QueryCall, name: string): QueryValue[] {
  const value = call.parameters[name];
  if (value === undefined || value === '') return [];
  if (!Array.isArray(value)) throw malformedForm();
  return value;
}
