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
 * Decides by the existing policies, as AWS does: an explicit deny wins. Within one account, the user's policies (within the
 * boundary) or the resource's policy must allow it; across accounts, both must. aws:SecureTransport is true although the demo
 * cloud uses HTTP: a bucket policy that requires HTTPS must not lock everybody out.
 */
export function authorizeByPolicies(seen: () => CloudState, moment: () => number): Authorize {
  return (principal, action, resource, context) => {
    // Nobody can be forbidden to ask who they are.
    if (action === 'sts:GetCallerIdentity') return { allowed: true };
    const state = seen();
    // The services do not know a user yet whom IAM has just made.
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
    // A role can be assumed by whomever its trust policy names; naming the account is enough, also within it.
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
      // Its own policies limit a session, too, unless the resource's policy names the session itself.
      const isFree = session === 'allow' || resourceVerdict(state, question, 'as itself') === 'allow';
      return isFree ? { allowed: true } : no(`because no session policy allows the ${action} action`);
    }
    if (identity === 'none') return no(`because no identity-based policy allows the ${action} action`);
    if (boundary === 'none') return no(`because no permissions boundary allows the ${action} action`);
    if (session === 'none') return no(`because no session policy allows the ${action} action`);
    return { allowed: true };
  };
}

/** Whose policies apply to a principal: the user, or the role of the session; undefined if it no longer exists. */
export function ownerOf(
  { users, roles }: AccountState,
  { role, userName }: Principal,
): UserState | RoleState | undefined {
  return role === undefined
    ? users.find(({ name }) => name === userName)
    : roles.find(({ arn }) => arn === role);
}

/** The verdicts of the policies of a principal, its session and its organization. */
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

/** Actions that a role's trust policy decides. */
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

/** Condition keys of temporary credentials only: those of a user have no MFA keys at all, not even to say there was none. */
function sessionKeys({ session }: Principal, now: number): [string, string[]][] {
  if (session === undefined) return [];
  const issued: [string, string[]] = ['aws:tokenissuetime', [new Date(session.issuedAt).toISOString()]];
  if (session.mfaAt === undefined) return [issued, ['aws:multifactorauthpresent', ['false']]];
  return [issued, ...mfaConditions(session.mfaAt, now)];
}

/** What credentials of GetSessionToken and GetFederationToken may never do, whatever the policies allow. */
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

/** The verdict of a session's policies, which limit what its owner may do. */
function sessionVerdict({ session }: Principal, question: Question): Verdict {
  if (session?.policies === undefined) return 'allow';
  return strongest(session.policies.map((document) => ask(document, question, 'for its owner')));
}

/** Every service control policy of the organization has to allow it; an account without any is not limited. */
function scpVerdict({ serviceControlPolicies = [] }: AccountState, question: Question): Verdict {
  const verdicts = serviceControlPolicies.map((document) => ask(document, question, 'for its owner'));
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('none') ? 'none' : 'allow';
}

/** The verdict of a resource's policy. Naming an account leaves it to that account's IAM policies, so it counts only for others. */
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
