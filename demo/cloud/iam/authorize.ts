import { accountOf } from '../accounts.ts';
import type { Authorize } from '../cloud.ts';
import type { Principal } from '../principal.ts';
import { findBucket } from '../s3/buckets.ts';
import type { AccountState, CloudState, RoleState, UserState } from '../state.ts';
import { mfaConditions } from '../sts/mfa.ts';
import { managedPolicy } from './managed-policies.ts';
import { ask, type Question, type Verdict } from './policy.ts';
import { findRoleByArn } from './roles.ts';

/**
 * Decides by the policies that are there, as AWS does: an explicit deny wins; in one account the user's policies
 * (within the boundary) or the resource's policy must allow it, across accounts both. aws:SecureTransport is true,
 * although the demo cloud speaks HTTP: a bucket policy that asks for HTTPS must not lock everybody out.
 */
export function authorizeByPolicies(state: CloudState, moment: () => number): Authorize {
  return (principal, action, resource, context) => {
    // Nobody can be kept from asking who they are.
    if (action === 'sts:GetCallerIdentity') return { allowed: true };
    const account = accountOf(state, principal.accountId);
    const owner =
      principal.role === undefined
        ? account.users.find(({ name }) => name === principal.userName)
        : account.roles.find(({ arn }) => arn === principal.role);
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
    const identity = owner === undefined ? 'none' : identityVerdict(account, owner, question);
    const boundary = owner === undefined ? 'allow' : boundaryVerdict(account, owner, question);
    const foreign = context.resourceAccount !== principal.accountId;
    const ofResource = resourceVerdict(state, question, foreign);
    // A role can be assumed by whom its trust policy names, at home, too: to name the account is enough there.
    const trusted = action !== ASSUME || resourceVerdict(state, question, true) === 'allow';
    const no = (because: string): ReturnType<Authorize> => ({ allowed: false, because });
    if (identity === 'deny') return no('with an explicit deny in an identity-based policy');
    if (boundary === 'deny') return no('with an explicit deny in a permissions boundary');
    if (ofResource === 'deny') return no('with an explicit deny in a resource-based policy');
    if (!trusted || (foreign && ofResource === 'none'))
      return no(`because no resource-based policy allows the ${action} action`);
    if (!foreign && ofResource === 'allow') return { allowed: true };
    if (identity === 'none') return no(`because no identity-based policy allows the ${action} action`);
    if (boundary === 'none') return no(`because no permissions boundary allows the ${action} action`);
    return { allowed: true };
  };
}

const ASSUME = 'sts:AssumeRole';

function conditionKeys(
  { accountId, arn, userId, userName, role }: Principal,
  region: string,
  resourceAccount: string,
): [string, string[]][] {
  return [
    ['aws:principalaccount', [accountId]],
    ['aws:principalarn', [role ?? arn]],
    ['aws:principaltype', [role === undefined ? 'User' : 'AssumedRole']],
    ['aws:requestedregion', [region]],
    ['aws:resourceaccount', [resourceAccount]],
    ['aws:securetransport', ['true']],
    ['aws:userid', [userId]],
    ...(role === undefined ? [['aws:username', [userName]] as [string, string[]]] : []),
  ];
}

/** What only temporary credentials have: the keys of a user know nothing of MFA, not even that there was none. */
function sessionKeys({ session }: Principal, now: number): [string, string[]][] {
  if (session === undefined) return [];
  const issued: [string, string[]] = ['aws:tokenissuetime', [new Date(session.issuedAt).toISOString()]];
  if (session.mfaAt === undefined) return [issued, ['aws:multifactorauthpresent', ['false']]];
  return [issued, ...mfaConditions(session.mfaAt, now)];
}

/** What GetSessionToken's credentials may never do, whatever the policies allow. */
function sessionLimit({ session, role }: Principal, action: string): string | undefined {
  if (session === undefined || role !== undefined) return undefined;
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

/** To name the account lets its IAM policies decide: that opens it to another account, and does nothing at home. */
function resourceVerdict(state: CloudState, question: Question, foreign: boolean): Verdict {
  const name = /^arn:aws:s3:::([^/]+)/.exec(question.resource)?.[1];
  const policy =
    question.action === ASSUME
      ? findRoleByArn(state, question.resource)?.trust
      : name === undefined
        ? undefined
        : findBucket(state, name)?.policy;
  if (policy === undefined) return 'none';
  const verdict = ask(policy, question, 'with principals');
  return verdict === 'allow' && !foreign ? ask(policy, question, 'with direct principals') : verdict;
}

function strongest(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('allow') ? 'allow' : 'none';
}
