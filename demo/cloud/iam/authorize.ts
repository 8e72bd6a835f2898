import { accountOf } from '../accounts.ts';
import type { Authorize } from '../cloud.ts';
import type { Principal } from '../principal.ts';
import { findBucket } from '../s3/buckets.ts';
import type { AccountState, CloudState, RoleState, UserState } from '../state.ts';
import { mfaConditions } from '../sts/mfa.ts';
import { managedPolicy } from './managed-policies.ts';
import { ask, type Naming, type Question, type Verdict } from './policy.ts';
import { findRoleByArn } from './roles.ts';

/**
 * Decides by the policies that are there, as AWS does: an explicit deny wins; in one account the user's policies
 * (within the boundary) or the resource's policy must allow it, across accounts both. aws:SecureTransport is true,
 * although the demo cloud speaks HTTP: a bucket policy that asks for HTTPS must not lock everybody out.
 */
export function authorizeByPolicies(seen: () => CloudState, moment: () => number): Authorize {
  return (principal, action, resource, context) => {
    // Nobody can be kept from asking who they are.
    if (action === 'sts:GetCallerIdentity') return { allowed: true };
    const state = seen();
    // A user whom IAM has just made is nobody here yet.
    const account = accountOf(state, principal.accountId);
    const limit = sessionLimit(principal, action);
    if (limit !== undefined) return { allowed: false, because: limit };
    const question: Question = {
      action,
      resource,
      principal,
      context: new Map<string, readonly string[]>([
        ...conditionKeys(principal, context.region, context.resourceAccount),
        ...sessionKeys(principal, moment()),
        ...(context.conditions ?? []),
        ...(context.calledVia === undefined ? [] : [['aws:calledvia', [context.calledVia]] as const]),
      ]),
    };
    const { organization, identity, boundary, session } = identityVerdicts(account, principal, question);
    const foreign = context.resourceAccount !== principal.accountId;
    const ofResource = resourceVerdict(
      state,
      question,
      foreign ? 'with principals' : 'with direct principals',
    );
    // A role can be assumed by whom its trust policy names, at home, too: to name the account is enough there.
    const trusted =
      !OF_TRUST.includes(action) || resourceVerdict(state, question, 'with principals') === 'allow';
    const no = (because: string): ReturnType<Authorize> => ({ allowed: false, because });
    if (organization === 'deny') return no('with an explicit deny in a service control policy');
    if (identity === 'deny') return no('with an explicit deny in an identity-based policy');
    if (boundary === 'deny') return no('with an explicit deny in a permissions boundary');
    if (session === 'deny') return no('with an explicit deny in a session policy');
    if (ofResource === 'deny') return no('with an explicit deny in a resource-based policy');
    if (organization === 'none') return no(`because no service control policy allows the ${action} action`);
    if (!trusted || (foreign && ofResource === 'none'))
      return no(`because no resource-based policy allows the ${action} action`);
    if (!foreign && ofResource === 'allow') {
      // Its policies limit a session, too, unless the resource's policy names the session itself.
      const isFree = session === 'allow' || resourceVerdict(state, question, 'as itself') === 'allow';
      return isFree ? { allowed: true } : no(`because no session policy allows the ${action} action`);
    }
    if (identity === 'none') return no(`because no identity-based policy allows the ${action} action`);
    if (boundary === 'none') return no(`because no permissions boundary allows the ${action} action`);
    if (session === 'none') return no(`because no session policy allows the ${action} action`);
    return { allowed: true };
  };
}

/** Whose policies count for a principal: the user's, or those of the role whose session it is; undefined if it is gone. */
export function ownerOf(
  { users, roles }: AccountState,
  { role, userName }: Principal,
): UserState | RoleState | undefined {
  return role === undefined
    ? users.find(({ name }) => name === userName)
    : roles.find(({ arn }) => arn === role);
}

/** What the policies of a principal, of its session and of its organization say. */
export function identityVerdicts(
  account: AccountState,
  principal: Principal,
  question: Question,
): Record<'organization' | 'identity' | 'boundary' | 'session', Verdict> {
  const owner = ownerOf(account, principal);
  return {
    organization: scpVerdict(account, question),
    identity: owner === undefined ? 'none' : identityVerdict(account, owner, question),
    boundary: owner === undefined ? 'allow' : boundaryVerdict(account, owner, question),
    session: sessionVerdict(principal, question),
  };
}

/** What a role's trust policy decides. */
const OF_TRUST = ['sts:AssumeRole', 'sts:TagSession'];

function conditionKeys(
  { accountId, arn, userId, userName, role, federated, session }: Principal,
  region: string,
  resourceAccount: string,
): [string, string[]][] {
  return [
    ['aws:principalaccount', [accountId]],
    ['aws:principalarn', [role ?? arn]],
    [
      'aws:principaltype',
      [federated === true ? 'FederatedUser' : role === undefined ? 'User' : 'AssumedRole'],
    ],
    ['aws:requestedregion', [region]],
    ['aws:resourceaccount', [resourceAccount]],
    ['aws:securetransport', ['true']],
    ['aws:userid', [userId]],
    ...(role === undefined && federated !== true ? [['aws:username', [userName]] as [string, string[]]] : []),
    ...(session?.tags ?? []).map(({ key, value }): [string, string[]] => [
      `aws:principaltag/${key.toLowerCase()}`,
      [value],
    ]),
  ];
}

/** What only temporary credentials have: the keys of a user know nothing of MFA, not even that there was none. */
function sessionKeys({ session }: Principal, now: number): [string, string[]][] {
  if (session === undefined) return [];
  const issued: [string, string[]] = ['aws:tokenissuetime', [new Date(session.issuedAt).toISOString()]];
  if (session.mfaAt === undefined) return [issued, ['aws:multifactorauthpresent', ['false']]];
  return [issued, ...mfaConditions(session.mfaAt, now)];
}

/** What the credentials of GetSessionToken and GetFederationToken may never do, whatever the policies allow. */
function sessionLimit({ session, role, federated }: Principal, action: string): string | undefined {
  if (session === undefined || role !== undefined) return undefined;
  if (federated === true)
    return /^(?:iam|sts):/.test(action) ? 'because credentials of a federated user cannot' : undefined;
  if (action.startsWith('iam:') && session.mfaAt === undefined) return 'because the session has no MFA';
  return action.startsWith('sts:') && action !== 'sts:AssumeRole' && action !== 'sts:GetSessionToken'
    ? 'because session credentials cannot'
    : undefined;
}

function identityVerdict(
  account: AccountState,
  { attachedPolicies = [], inlinePolicies = [] }: UserState | RoleState,
  question: Question,
): Verdict {
  const arns = attachedPolicies.map((policy) => (typeof policy === 'string' ? policy : policy.arn));
  const attached = arns.flatMap((arn) => managedPolicy(account, arn) ?? []);
  const documents = [...inlinePolicies, ...attached].map(({ document }) => document);
  return strongest(documents.map((document) => ask(document, question, 'for its owner')));
}

function boundaryVerdict(
  account: AccountState,
  { permissionsBoundary }: UserState | RoleState,
  question: Question,
): Verdict {
  if (permissionsBoundary === undefined) return 'allow';
  const boundary = managedPolicy(account, permissionsBoundary);
  return boundary === undefined ? 'none' : ask(boundary.document, question, 'for its owner');
}

/** What the policies of a session, all of them together, leave of what its owner may do. */
function sessionVerdict({ session }: Principal, question: Question): Verdict {
  if (session?.policies === undefined) return 'allow';
  return strongest(session.policies.map((document) => ask(document, question, 'for its owner')));
}

/** Each service control policy of the organization has to allow it; the account that has none is free. */
function scpVerdict({ serviceControlPolicies = [] }: AccountState, question: Question): Verdict {
  const verdicts = serviceControlPolicies.map((document) => ask(document, question, 'for its owner'));
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('none') ? 'none' : 'allow';
}

/** To name the account lets its IAM policies decide: that opens it to another account, and does nothing at home. */
function resourceVerdict(state: CloudState, question: Question, naming: Naming): Verdict {
  const name = /^arn:aws:s3:::([^/]+)/.exec(question.resource)?.[1];
  const policy = OF_TRUST.includes(question.action)
    ? findRoleByArn(state, question.resource)?.trust
    : name === undefined
      ? undefined
      : findBucket(state, name)?.policy;
  if (policy === undefined) return 'none';
  const verdict = ask(policy, question, 'with principals');
  return verdict === 'allow' ? ask(policy, question, naming) : verdict;
}

function strongest(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('allow') ? 'allow' : 'none';
}
