import { accountOf } from '../accounts.ts';
import { ServiceError } from '../errors.ts';
import { type QueryAction, type QueryCall, requiredText, textParameter } from '../query-protocol.ts';
import type { XmlValue } from '../xml.ts';
import { managedPolicy } from './managed-policies.ts';
import { deletePolicy, insertPolicy } from './policies.ts';

function newPolicyArn(call: QueryCall): string {
  const path = textParameter(call, 'Path') ?? '/';
  return `arn:aws:iam::${call.principal.accountId}:policy${path}${textParameter(call, 'PolicyName') ?? '*'}`;
}

function policyView(name: string, arn: string): { [name: string]: XmlValue } {
  return { PolicyName: name, Arn: arn, DefaultVersionId: 'v1', IsAttachable: true };
}

/** What IAM does with managed policies. Each has one version here. */
export const policyActions: Record<string, QueryAction> = {
  CreatePolicy: {
    parameters: ['PolicyName', 'PolicyDocument', 'Path', 'Description'],
    resource: newPolicyArn,
    run(call, cloud) {
      const account = accountOf(cloud.state, call.principal.accountId);
      const policy = insertPolicy(account, {
        name: requiredText(call, 'PolicyName'),
        arn: newPolicyArn(call),
        document: requiredText(call, 'PolicyDocument'),
      });
      cloud.changed();
      return { Policy: policyView(policy.name, policy.arn) };
    },
  },
  GetPolicy: {
    parameters: ['PolicyArn'],
    resource: (call) => requiredText(call, 'PolicyArn'),
    run(call, cloud) {
      const arn = requiredText(call, 'PolicyArn');
      const policy = managedPolicy(accountOf(cloud.state, call.principal.accountId), arn);
      if (policy === undefined) throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
      return { Policy: policyView(policy.name, arn) };
    },
  },
  DeletePolicy: {
    parameters: ['PolicyArn'],
    resource: (call) => requiredText(call, 'PolicyArn'),
    run(call, cloud) {
      deletePolicy(accountOf(cloud.state, call.principal.accountId), requiredText(call, 'PolicyArn'));
      cloud.changed();
      return undefined;
    },
  },
};
