import { accountOf } from '../accounts.ts';
import { ServiceError } from '../errors.ts';
import { type QueryAction, requiredText } from '../query-protocol.ts';
import { pageOf } from './pages.ts';

/** What IAM says about an account as a whole. */
export const accountActions = {
  ListAccountAliases: {
    parameters: ['Marker', 'MaxItems'],
    run: (call, cloud) =>
      pageOf(call, 'AccountAliases', [accountOf(cloud.state, call.principal.accountId).alias]),
  },

  /** How many there are of what this cloud has, and the quotas that it holds. */
  GetAccountSummary: {
    parameters: [],
    run({ principal }, cloud) {
      const account = accountOf(cloud.state, principal.accountId);
      const { users, roles, policies = [], mfaDevices = [], globalTokenVersion = 1 } = account;
      const SummaryMap = new Map([
        ['AccessKeysPerUserQuota', 2],
        ['AttachedPoliciesPerRoleQuota', 10],
        ['AttachedPoliciesPerUserQuota', 10],
        ['GlobalEndpointTokenVersion', globalTokenVersion],
        ['MFADevices', mfaDevices.length],
        ['MFADevicesInUse', mfaDevices.filter(({ enabledAt }) => enabledAt !== undefined).length],
        ['Policies', policies.length],
        ['Roles', roles.length],
        ['Users', users.length],
      ]);
      return { SummaryMap };
    },
  },

  SetSecurityTokenServicePreferences: {
    parameters: ['GlobalEndpointTokenVersion'],
    run(call, cloud) {
      const version = requiredText(call, 'GlobalEndpointTokenVersion');
      if (version !== 'v1Token' && version !== 'v2Token') {
        throw new ServiceError(
          'ValidationError',
          `1 validation error detected: Value '${version}' at 'globalEndpointTokenVersion' failed to satisfy constraint: Member must satisfy enum value set: [v2Token, v1Token]`,
        );
      }
      const account = accountOf(cloud.state, call.principal.accountId);
      if (version === 'v2Token') account.globalTokenVersion = 2;
      else delete account.globalTokenVersion;
      cloud.changed();
      return undefined;
    },
  },
} satisfies Record<string, QueryAction>;
