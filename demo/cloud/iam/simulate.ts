import { accountOf } from '../accounts.ts';
import { ServiceError } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { type QueryAction, type QueryCall, requiredText, textList } from '../query-protocol.ts';
import type { AccountState } from '../state.ts';
import { identityVerdicts, ownerOf } from './authorize.ts';
import { pageOf } from './pages.ts';
import type { Question } from './policy.ts';

/** SimulatePrincipalPolicy: what a user or role may do by its policies, boundary and organization; resource policies are not evaluated. */
export const simulatePrincipalPolicy: QueryAction = {
  parameters: ['PolicySourceArn', 'ActionNames', 'ResourceArns', 'ContextEntries', 'Marker', 'MaxItems'],
  resource: (call) => requiredText(call, 'PolicySourceArn'),
  run(call, cloud) {
    const source = requiredText(call, 'PolicySourceArn');
    const account = accountOf(cloud.state, call.principal.accountId);
    const principal = principalOf(account, source);
    const actions = textList(call, 'ActionNames');
    if (actions.length === 0) throw invalid('ActionNames must have at least one action.');
    const odd = actions.find((action) => !/^[a-z0-9-]+:\w+$/i.test(action));
    if (odd !== undefined) throw invalid(`Invalid Action ${odd}`);
    const resources = textList(call, 'ResourceArns');
    const context = contextOf(call, principal);
    const results = actions.flatMap((action) =>
      (resources.length === 0 ? ['*'] : resources).map((resource) =>
        decided(account, principal, { action, resource, context, principal }),
      ),
    );
    return pageOf(call, 'EvaluationResults', results);
  },
};

function decided(account: AccountState, principal: Principal, question: Question) {
  const { organization, identity, boundary } = identityVerdicts(account, principal, question);
  const verdicts = [organization, identity, boundary];
  const isLimited = ownerOf(account, principal)?.permissionsBoundary !== undefined;
  const decision = verdicts.includes('deny')
    ? 'explicitDeny'
    : verdicts.every((verdict) => verdict === 'allow')
      ? 'allowed'
      : 'implicitDeny';
  return {
    EvalActionName: question.action,
    EvalResourceName: question.resource,
    EvalDecision: decision,
    MatchedStatements: [],
    MissingContextValues: [],
    ...(account.serviceControlPolicies && {
      OrganizationsDecisionDetail: { AllowedByOrganizations: organization === 'allow' },
    }),
    ...(isLimited && {
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundary === 'allow' },
    }),
  };
}

function principalOf(account: AccountState, arn: string): Principal {
  const user = account.users.find((candidate) => candidate.arn === arn);
  if (user !== undefined) return { accountId: account.id, arn, userId: user.id, userName: user.name };
  const role = account.roles.find((candidate) => candidate.arn === arn);
  if (role !== undefined) return { accountId: account.id, arn, userId: role.id, userName: '', role: arn };
  if (!/^arn:aws:iam::\d{12}:(?:user|role|group)\/.+$/.test(arn)) throw invalid(`Invalid Entity Arn: ${arn}`);
  throw new ServiceError('NoSuchEntity', `The entity ${arn} cannot be found.`, 404);
}

function contextOf(call: QueryCall, { accountId, arn }: Principal): Question['context'] {
  const context = new Map<string, readonly string[]>([
    ['aws:principalaccount', [accountId]],
    ['aws:principalarn', [arn]],
  ]);
  const entries = call.parameters.ContextEntries;
  for (const entry of Array.isArray(entries) ? entries : []) {
    if (typeof entry !== 'object' || Array.isArray(entry))
      throw invalid('ContextEntries is no list of entries.');
    const { ContextKeyName: key, ContextKeyValues: values } = entry;
    if (typeof key === 'string') context.set(key.toLowerCase(), [values ?? []].flat().map(String));
  }
  return context;
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidInput', message);
}
