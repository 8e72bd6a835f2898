import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { findRoleByArn } from '../iam/roles.ts';
import type { Principal } from '../principal.ts';
import {
  numberParameter,
  type QueryAction,
  type QueryCall,
  requiredText,
  textParameter,
} from '../query-protocol.ts';
import type { SessionState } from '../state.ts';
import type { Tag } from '../tag.ts';
import { sessionReach } from './endpoints.ts';
import { checkMfa, mfaConditions } from './mfa.ts';
import { SESSION_PARAMETERS, sessionOptions } from './session-options.ts';
import { newSession } from './sessions.ts';

/** Seconds: the default length of a role's session, and the maximum when one role assumes another. */
const HOUR = 3600;
const SHORTEST = 900;

/** Temporary credentials as in every answer of STS. */
export function credentialsView({ accessKeyId, secret, token, expiresAt }: SessionState) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secret,
    SessionToken: token,
    Expiration: new Date(expiresAt),
  };
}

/** Throws ValidationError for an invalid session length. */
export function checkDuration(seconds: number, longest: number): void {
  if (seconds >= SHORTEST && seconds <= longest) return;
  const rule =
    seconds < SHORTEST ? `greater than or equal to ${SHORTEST}` : `less than or equal to ${longest}`;
  throw invalid(`Value '${seconds}' at 'durationSeconds'`, `Member must have value ${rule}`);
}

function invalid(what: string, rule: string): ServiceError {
  return new ServiceError(
    'ValidationError',
    `1 validation error detected: ${what} failed to satisfy constraint: ${rule}`,
  );
}

/** Checks the name of a session: first its length, then its characters. */
function checkSessionName(call: QueryCall): void {
  const name = textParameter(call, 'RoleSessionName');
  if (name === undefined) return;
  const what = `Value '${name}' at 'roleSessionName'`;
  if (name.length > 64) throw invalid(what, 'Member must have length less than or equal to 64');
  if (name.length < 2) throw invalid(what, 'Member must have length greater than or equal to 2');
  checkText(
    call,
    'RoleSessionName',
    /^[\w+=,.@-]+$/,
    'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
  );
}

function checkText(call: QueryCall, name: string, pattern: RegExp, rule: string): void {
  const text = textParameter(call, name);
  if (text === undefined || pattern.test(text)) return;
  throw invalid(`Value '${text}' at '${name.charAt(0).toLowerCase()}${name.slice(1)}'`, rule);
}

function checkRoleArn(arn: string): void {
  if (arn.length < 20) {
    throw invalid(`Value '${arn}' at 'roleArn'`, 'Member must have length greater than or equal to 20');
  }
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(arn))
    throw new ServiceError('ValidationError', `${arn} is invalid`);
}

/** AssumeRole, with everything that a trust policy can require. */
export const assumeRole: QueryAction = {
  parameters: [
    'RoleArn',
    'RoleSessionName',
    'DurationSeconds',
    'ExternalId',
    'SerialNumber',
    'TokenCode',
    ...SESSION_PARAMETERS,
  ],
  resource: (call) => requiredText(call, 'RoleArn'),
  conditions(call, cloud) {
    checkSessionName(call);
    checkText(
      call,
      'ExternalId',
      /^[\w+=,.@:/-]{2,1224}$/,
      'Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*',
    );
    checkText(call, 'TokenCode', /^\d{6}$/, 'Member must satisfy regular expression pattern: [\\d]*');
    requiredText(call, 'RoleSessionName');
    checkRoleArn(requiredText(call, 'RoleArn'));
    checkDuration(numberParameter(call, 'DurationSeconds') ?? HOUR, 12 * HOUR);
    const role = findRoleByArn(cloud.state, requiredText(call, 'RoleArn'));
    const ofRole = role && accountOf(cloud.state, role.arn.split(':')[4] ?? '');
    const { tags } = sessionOptions(call, ofRole ?? accountOf(cloud.state, call.principal.accountId));
    const mfaAt = checkMfa(call, cloud);
    if (mfaAt !== undefined) call.mfaAt = mfaAt;
    const externalId = textParameter(call, 'ExternalId');
    return [
      ...(mfaAt === undefined ? [] : mfaConditions(mfaAt, cloud.clock.now())),
      ...(externalId === undefined ? [] : [['sts:externalid', [externalId]] as [string, string[]]]),
      ...requestTagKeys(tags),
    ];
  },
  run(call, cloud) {
    const { principal } = call;
    const arn = requiredText(call, 'RoleArn');
    const role = findRoleByArn(cloud.state, arn);
    // Permission was checked before; a role that does not exist has no trust policy to give it.
    if (role === undefined) throw notAllowed(principal, arn);
    const seconds = numberParameter(call, 'DurationSeconds') ?? HOUR;
    if (seconds > role.maxSessionSeconds) {
      throw new ServiceError(
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      );
    }
    if (principal.role !== undefined && seconds > HOUR) {
      throw new ServiceError(
        'ValidationError',
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      );
    }
    const name = requiredText(call, 'RoleSessionName');
    const accountId = role.arn.split(':')[4] ?? '';
    const account = accountOf(cloud.state, accountId);
    const { tags, packed, ...limits } = sessionOptions(call, account);
    const reach = sessionReach(account, call);
    if (tags.length > 0) requireTagging(call, cloud, arn, accountId, tags);
    const assumed: Principal = {
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${name}`,
      userId: `${role.id}:${name}`,
      userName: '',
      role: role.arn,
    };
    const mfaAt = call.mfaAt ?? principal.session?.mfaAt;
    const handedOn = (principal.session?.tags ?? []).filter(({ key }) =>
      principal.session?.transitive?.includes(key),
    );
    if (tags.some(({ key }) => handedOn.some((tag) => tag.key.toLowerCase() === key.toLowerCase()))) {
      throw new ServiceError(
        'InvalidParameterValue',
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      );
    }
    const about = {
      ...(mfaAt !== undefined && { mfaAt }),
      ...(principal.role !== undefined && { isChained: true }),
      ...limits,
      tags: [...tags, ...handedOn],
    };
    const session = newSession(cloud.state, cloud.clock.now(), assumed, seconds, about, reach);
    cloud.changed();
    return {
      Credentials: credentialsView(session),
      AssumedRoleUser: { AssumedRoleId: assumed.userId, Arn: assumed.arn },
      PackedPolicySize: packed,
    };
  },
};

function requestTagKeys(tags: readonly Tag[]): [string, string[]][] {
  if (tags.length === 0) return [];
  return [
    ['aws:tagkeys', tags.map(({ key }) => key)],
    ...tags.map(({ key, value }): [string, string[]] => [`aws:requesttag/${key.toLowerCase()}`, [value]]),
  ];
}

/** Passing tags needs a permission of its own, which the role's trust policy has to give, too. */
function requireTagging(
  { principal, region }: QueryCall,
  cloud: Cloud,
  arn: string,
  resourceAccount: string,
  tags: readonly Tag[],
): void {
  const conditions = requestTagKeys(tags);
  const context = { region, resourceAccount, conditions };
  if (cloud.authorize(principal, 'sts:TagSession', arn, context).allowed) return;
  throw new ServiceError(
    'AccessDenied',
    `User: ${principal.arn} is not authorized to perform: sts:TagSession on resource: ${arn}`,
    403,
  );
}

function notAllowed(principal: Principal, arn: string): ServiceError {
  return new ServiceError(
    'AccessDenied',
    `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    403,
  );
}
