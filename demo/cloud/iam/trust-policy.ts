import { ServiceError } from '../errors.ts';
import { isObject, own } from '../records.ts';
import type { CloudState } from '../state.ts';

/**
 * Checks a role's trust policy as IAM does when it is saved: its form, and that its principals exist, but not its meaning.
 * @throws MalformedPolicyDocument
 */
export function checkTrustPolicy(text: string, state: CloudState): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  if (!isObject(policy)) throw malformed('Syntax errors in policy.');
  const version = policy.Version;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed('Syntax errors in policy.');
  }
  const statement = policy.Statement;
  const list = Array.isArray(statement) ? statement : [statement];
  if (list.length === 0) throw malformed('Syntax errors in policy.');
  for (const item of list) {
    if (!isObject(item)) throw malformed('Missing required field Statement');
    if (item.Effect !== 'Allow' && item.Effect !== 'Deny') throw malformed('Missing required field Effect');
    if (item.Resource !== undefined) throw malformed('Has prohibited field Resource');
    if (item.Principal === undefined && item.NotPrincipal === undefined) {
      throw malformed('Missing required field Principal');
    }
    const actions = Array.isArray(item.Action) ? item.Action : [item.Action];
    for (const action of actions) {
      if (action === undefined) throw malformed('Missing required field Action');
      if (typeof action !== 'string' || !/^sts:/i.test(action)) {
        throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
      }
    }
    checkPrincipal(item.Principal ?? item.NotPrincipal, state);
  }
}

/** IAM turns the principals of a trust policy into ids when it saves them, so all of them have to exist. */
function checkPrincipal(principal: unknown, state: CloudState): void {
  if (principal === '*') return;
  if (!isObject(principal)) throw malformed('Syntax error in policy.');
  for (const [kind, value] of Object.entries(principal)) {
    const isKnown = own(PRINCIPALS, kind);
    if (isKnown === undefined) throw malformed('Syntax error in policy.');
    for (const name of Array.isArray(value) ? value : [value]) {
      if (typeof name === 'string' && isKnown(name, state)) continue;
      throw malformed(
        `Invalid principal in policy: "${kind === 'AWS' ? kind : kind.toUpperCase()}":"${name}"`,
      );
    }
  }
}

const PRINCIPALS: Readonly<Record<string, (name: string, state: CloudState) => boolean>> = {
  AWS(name, { accounts }) {
    if (name === '*') return true;
    if (/^\d{12}$/.test(name)) return accounts.some(({ id }) => id === name);
    const [, service, accountId, resource = ''] = /^arn:aws:(iam|sts)::(\d{12}):(.+)$/.exec(name) ?? [];
    const account = accounts.find(({ id }) => id === accountId);
    if (account === undefined) return false;
    if (service === 'iam') {
      return resource === 'root' || [...account.users, ...account.roles].some(({ arn }) => arn === name);
    }
    const [kind, ofRole, session, ...rest] = resource.split('/');
    if (session === undefined || rest.length > 0 || !/^[\w+=,.@-]{2,64}$/.test(session)) return false;
    return kind === 'assumed-role' && account.roles.some((role) => role.name === ofRole);
  },
  Service: (name) => /^[\w.-]+\.amazonaws\.com$/.test(name),
  Federated: (name) =>
    /^(?:arn:aws:iam::\d{12}:(?:saml|oidc)-provider\/.+|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.test(name),
};

/** Whether a name under `AWS` of a principal exists: an account, a user, a role or a session of one. */
export function isSomebody(name: string, state: CloudState): boolean {
  return PRINCIPALS.AWS?.(name, state) === true;
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message);
}
