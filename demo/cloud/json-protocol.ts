import { bodyOf, type JsonFields } from './amplify/protocol.ts';
import { notImplemented } from './errors.ts';
import { header, type RawRequest } from './request.ts';

/** The action in `x-amz-target` of a request of AWS's JSON protocol; empty if it names none of this service. */
export function jsonActionName(request: RawRequest, service: string): string {
  const [named, name = '', ...more] = (header(request, 'x-amz-target') ?? '').split('.');
  return named === service && more.length === 0 && /^\w{1,100}$/.test(name) ? name : '';
}

/**
 * The action of this name, and the body of the call.
 *
 * @param prefix of the service in IAM's names of actions (`ssm`)
 * @throws NotImplemented, by name, for an unknown action or parameter
 */
export function readJsonAction<Action extends { readonly parameters: readonly string[] }>(
  request: RawRequest,
  name: string,
  actions: Readonly<Record<string, Action>>,
  prefix: string,
): { action: Action; body: JsonFields } {
  const action = actions[name];
  if (action === undefined) throw notImplemented(`${prefix}:${name}`);
  const body = bodyOf(request);
  const unknown = Object.keys(body).find((member) => !action.parameters.includes(member));
  if (unknown !== undefined) throw notImplemented(`the parameter ${unknown} of ${name}`);
  return { action, body };
}
