import { accountOf } from '../accounts.ts';
import type { QueryAction, QueryService } from '../query-protocol.ts';
import { keyActions } from './key-actions.ts';
import { mfaActions } from './mfa-actions.ts';
import { pageOf } from './pages.ts';
import { policyActions } from './policy-actions.ts';
import { roleActions } from './role-actions.ts';
import { simulatePrincipalPolicy } from './simulate.ts';
import { userActions } from './user-actions.ts';

const listAccountAliases: QueryAction = {
  parameters: ['Marker', 'MaxItems'],
  run: (call, cloud) =>
    pageOf(call, 'AccountAliases', [accountOf(cloud.state, call.principal.accountId).alias]),
};

/** AWS Identity and Access Management: what this cloud has of it. */
export const iam: QueryService = {
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  prefix: 'iam',
  actions: new Map<string, QueryAction>(
    Object.entries({
      ListAccountAliases: listAccountAliases,
      SimulatePrincipalPolicy: simulatePrincipalPolicy,
      ...userActions,
      ...keyActions,
      ...roleActions,
      ...policyActions,
      ...mfaActions,
    }),
  ),
};
