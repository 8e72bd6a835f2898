import { accountOf } from '../accounts.ts';
import { brokenRule } from '../errors.ts';
import { type QueryAction, requiredText } from '../query-protocol.ts';
import { pageOf } from './pages.ts';
import { versionsOf } from './policies.ts';

/** AWS's default quotas of an account. */
const QUOTAS = {
  AccessKeysPerUserQuota: 2,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
};

/** Always zero here: no account of this cloud has these. */
const NONE_HERE = {
  AccountAccessKeysPresent: 0,
  AccountMFAEnabled: 0,
  AccountSigningCertificatesPresent: 0,
  Groups: 0,
  InstanceProfiles: 0,
  Providers: 0,
  ServerCertificates: 0,
};

/** IAM's actions for an account as a whole. */
export const accountActions = {
  ListAccountAliases: {
    parameters: ['Marker', 'MaxItems'],
    run: (call, cloud) =>
      pageOf(call, 'AccountAliases', [accountOf(cloud.state, call.principal.accountId).alias]),
  },

  /** Counts what exists, with zero for what this cloud does not have, and the quotas. */
  GetAccountSummary: {
    parameters: [],
    run({ principal }, cloud) {
      const account = accountOf(cloud.state, principal.accountId);
      const { users, roles, policies = [], mfaDevices = [], globalTokenVersion = 1 } = account;
      const SummaryMap = new Map(
        Object.entries({
          ...QUOTAS,
          ...NONE_HERE,
          GlobalEndpointTokenVersion: globalTokenVersion,
          MFADevices: mfaDevices.length,
          MFADevicesInUse: mfaDevices.filter(({ enabledAt }) => enabledAt !== undefined).length,
          Policies: policies.length,
          PolicyVersionsInUse: policies.flatMap(versionsOf).length,
          Roles: roles.length,
          Users: users.length,
        }),
      );
      return { SummaryMap };
    },
  },

  SetSecurityTokenServicePreferences: {
    parameters: ['GlobalEndpointTokenVersion'],
    run(call, cloud) {
      const version = requiredText(call, 'GlobalEndpointTokenVersion');
      if (version !== 'v1Token' && version !== 'v2Token') {
        throw brokenRule(
          version,
          'globalEndpointTokenVersion',
          'Member must satisfy enum value set: [v2Token, v1Token]',
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
