import { findUser } from '../iam/users.ts';
import type { Principal } from '../principal.ts';
import type { CloudState } from '../state.ts';

/** What many companies forbid their developers: everything is allowed except making roles. */
const NO_ROLES = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*' },
  ],
};

/** Sets a permissions boundary on a user: a managed policy of the account. */
export function setPermissionsBoundary(state: CloudState, { accountId, userName }: Principal): void {
  const account = state.accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new Error(`No account ${accountId} in the demo cloud`);
  const arn = `arn:aws:iam::${accountId}:policy/developer-boundary`;
  account.policies = [
    ...(account.policies ?? []),
    { name: 'developer-boundary', arn, document: JSON.stringify(NO_ROLES) },
  ];
  findUser(account, userName).permissionsBoundary = arn;
}
