import { accountOf } from '../accounts.ts';
import type { Authorize } from '../cloud.ts';
import type { Principal } from '../principal.ts';
import { findBucket } from '../s3/buckets.ts';
import type { AccountState, CloudState, UserState } from '../state.ts';
import { managedPolicy } from './managed-policies.ts';
import { ask, type Question, type Verdict } from './policy.ts';

/**
 * Decides by the policies that are there, as AWS does: an explicit deny wins; in one account the user's policies
 * (within the boundary) or the resource's policy must allow it, across accounts both. aws:SecureTransport is true,
 * although the demo cloud speaks HTTP: a bucket policy that asks for HTTPS must not lock everybody out.
 */
export function authorizeByPolicies(state: CloudState): Authorize {
  return (principal, action, resource, context) => {
    // Nobody can be kept from asking who they are.
    if (action === 'sts:GetCallerIdentity') return { allowed: true };
    const account = accountOf(state, principal.accountId);
    const user = account.users.find(({ name }) => name === principal.userName);
    const question: Question = {
      action,
      resource,
      principal,
      context: new Map<string, readonly string[]>([
        ...conditionKeys(principal, context.region, context.resourceAccount),
        ...(context.calledVia === undefined ? [] : [['aws:calledvia', [context.calledVia]] as const]),
      ]),
    };
    const identity = user === undefined ? 'none' : identityVerdict(account, user, question);
    const boundary = user === undefined ? 'allow' : boundaryVerdict(account, user, question);
    const foreign = context.resourceAccount !== principal.accountId;
    const ofResource = resourceVerdict(state, question, foreign);
    const no = (because: string): ReturnType<Authorize> => ({ allowed: false, because });
    if (identity === 'deny') return no('with an explicit deny in an identity-based policy');
    if (boundary === 'deny') return no('with an explicit deny in a permissions boundary');
    if (ofResource === 'deny') return no('with an explicit deny in a resource-based policy');
    if (foreign && ofResource === 'none')
      return no(`because no resource-based policy allows the ${action} action`);
    if (!foreign && ofResource === 'allow') return { allowed: true };
    if (identity === 'none') return no(`because no identity-based policy allows the ${action} action`);
    if (boundary === 'none') return no(`because no permissions boundary allows the ${action} action`);
    return { allowed: true };
  };
}

function conditionKeys(
  { accountId, arn, userId, userName }: Principal,
  region: string,
  resourceAccount: string,
): [string, string[]][] {
  return [
    ['aws:principalaccount', [accountId]],
    ['aws:principalarn', [arn]],
    ['aws:principaltype', ['User']],
    ['aws:requestedregion', [region]],
    ['aws:resourceaccount', [resourceAccount]],
    ['aws:securetransport', ['true']],
    ['aws:userid', [userId]],
    ['aws:username', [userName]],
  ];
}

function identityVerdict(account: AccountState, user: UserState, question: Question): Verdict {
  const attached = (user.attachedPolicies ?? []).flatMap((arn) => managedPolicy(account, arn) ?? []);
  const documents = [...(user.inlinePolicies ?? []), ...attached].map(({ document }) => document);
  return strongest(documents.map((document) => ask(document, question, 'for its owner')));
}

function boundaryVerdict(account: AccountState, user: UserState, question: Question): Verdict {
  if (user.permissionsBoundary === undefined) return 'allow';
  const boundary = managedPolicy(account, user.permissionsBoundary);
  return boundary === undefined ? 'none' : ask(boundary.document, question, 'for its owner');
}

/** To name the account lets its IAM policies decide: that opens it to another account, and does nothing at home. */
function resourceVerdict(state: CloudState, question: Question, foreign: boolean): Verdict {
  const name = /^arn:aws:s3:::([^/]+)/.exec(question.resource)?.[1];
  const policy = name === undefined ? undefined : findBucket(state, name)?.policy;
  if (policy === undefined) return 'none';
  const verdict = ask(policy, question, 'with principals');
  return verdict === 'allow' && !foreign ? ask(policy, question, 'with direct principals') : verdict;
}

function strongest(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('allow') ? 'allow' : 'none';
}
