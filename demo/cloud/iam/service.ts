import type { QueryAction, QueryService } from '../query-protocol.ts';
import { accountActions } from './account-actions.ts';
import { keyActions } from './key-actions.ts';
import { mfaActions } from './mfa-actions.ts';
import { policyActions } from './policy-actions.ts';
import { roleActions } from './role-actions.ts';
import { simulatePrincipalPolicy } from './simulate.ts';
import { userActions } from './user-actions.ts';

/** AWS Identity and Access Management, as far as this cloud has it. */
export const iam: QueryService = {
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  prefix: 'iam',
  actions: new Map<string, QueryAction>(
    Object.entries({
      SimulatePrincipalPolicy: simulatePrincipalPolicy,
      ...accountActions,
      ...userActions,
      ...keyActions,
      ...roleActions,
      ...policyActions,
      ...mfaActions,
    }),
  ),
};
