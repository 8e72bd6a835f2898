import { ADMINISTRATOR } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { insertPolicy } from '../iam/policies.ts';
import { insertRole } from '../iam/roles.ts';
import { findUser } from '../iam/users.ts';
import type { AccountState } from '../state.ts';

/** The external id from Biz Corp that Dev Corp must give to assume the role. */
export const EXTERNAL_ID = 'dev-corp-inventory-7f3a';
/** Biz Corp's role and the developer's MFA device, as the demo's profile names them. */
export const ROLE_NAME = 'amplify-deploy';
export const DEVICE_NAME = 'dev';
/** The same seed in every demo, so that a phone can be set up for it. */
const SEED = 'DEMOONLYDEMOONLYDEMOONLYDEMOONLY';

/**
 * Two companies that work together, as in the documentation of the Amplify CLI: Biz Corp has a role for Dev Corp that requires
 * MFA and an external id, and Dev Corp's user has a device and may assume the role.
 */
export function prepareRoles({ state, clock }: Cloud): void {
  const [dev, biz] = state.accounts as [AccountState, AccountState];
  const moment = clock.now();
  const role = insertRole(state, biz, moment, {
    name: ROLE_NAME,
    path: '/',
    trust: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${dev.id}:root` },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'sts:ExternalId': EXTERNAL_ID },
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          },
        },
      ],
    }),
    description: 'Lets Dev Corp deploy the inventory app.',
    maxSessionSeconds: 3600,
    tags: [],
    inlinePolicies: [],
    attachedPolicyArns: [ADMINISTRATOR],
  });
  const policy = insertPolicy(dev, {
    name: 'assume-amplify-deploy',
    arn: `arn:aws:iam::${dev.id}:policy/assume-amplify-deploy`,
    id: 'ANPADEMOASSUMEAMPLIFY',
    createdAt: moment,
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role.arn }],
    }),
  });
  const user = findUser(dev, dev.users[0]?.name ?? '');
  user.attachedPolicies = [...(user.attachedPolicies ?? []), policy.arn];
  dev.mfaDevices = [
    {
      serial: `arn:aws:iam::${dev.id}:mfa/${DEVICE_NAME}`,
      seed: SEED,
      createdAt: moment,
      userName: user.name,
      enabledAt: moment,
    },
  ];
}
