import { accountOf } from '../accounts.ts';
import { brokenRule, ServiceError } from '../errors.ts';
import { type QueryAction, type QueryCall, requiredText } from '../query-protocol.ts';
import type { CloudState, UserState } from '../state.ts';
import { pageOf } from './pages.ts';
import { changeUser, userArn, userOf } from './user-actions.ts';
import { findKey, insertAccessKey } from './users.ts';

/** The user of the caller's account who has the key that a call names. */
function ownerOf(state: CloudState, call: QueryCall): UserState | undefined {
  const id = requiredText(call, 'AccessKeyId');
  const { users } = accountOf(state, call.principal.accountId);
  return users.find(({ keys }) => keys.some((key) => key.id === id));
}

/** IAM's actions for access keys. */
export const keyActions: Record<string, QueryAction> = {
  CreateAccessKey: {
    parameters: ['UserName'],
    resource: userArn,
    run(call, cloud) {
      const user = userOf(call, cloud);
      const key = insertAccessKey(cloud.state, user, cloud.clock.now(), cloud.speed);
      cloud.changed();
      return {
        AccessKey: {
          UserName: user.name,
          AccessKeyId: key.id,
          Status: key.status,
          SecretAccessKey: key.secret,
          CreateDate: new Date(key.createdAt),
        },
      };
    },
  },
  UpdateAccessKey: changeUser(['AccessKeyId', 'Status'], (user, call) => {
    const status = requiredText(call, 'Status');
    if (status !== 'Active' && status !== 'Inactive') {
      throw brokenRule(status, 'status', 'Member must satisfy enum value set: [Active, Inactive]');
    }
    findKey(user, requiredText(call, 'AccessKeyId')).status = status;
  }),
  DeleteAccessKey: changeUser(['AccessKeyId'], (user, call) => {
    user.keys.splice(user.keys.indexOf(findKey(user, requiredText(call, 'AccessKeyId'))), 1);
  }),
  ListAccessKeys: {
    parameters: ['UserName', 'Marker', 'MaxItems'],
    resource: userArn,
    run(call, cloud) {
      const user = userOf(call, cloud);
      const keys = user.keys.map((key) => ({
        UserName: user.name,
        AccessKeyId: key.id,
        Status: key.status,
        CreateDate: new Date(key.createdAt),
      }));
      return pageOf(call, 'AccessKeyMetadata', keys);
    },
  },
  GetAccessKeyLastUsed: {
    parameters: ['AccessKeyId'],
    resource: (call, cloud) =>
      ownerOf(cloud.state, call)?.arn ?? `arn:aws:iam::${call.principal.accountId}:user/*`,
    run(call, cloud) {
      const user = ownerOf(cloud.state, call);
      // IAM's answer is the same for a key of somebody else and one that does not exist.
      if (user === undefined) {
        throw new ServiceError(
          'AccessDenied',
          `User: ${call.principal.arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${requiredText(call, 'AccessKeyId')}`,
          403,
        );
      }
      const { lastUsed } = findKey(user, requiredText(call, 'AccessKeyId'));
      return {
        UserName: user.name,
        AccessKeyLastUsed: {
          LastUsedDate: lastUsed === undefined ? undefined : new Date(lastUsed.time),
          ServiceName: lastUsed?.service ?? 'N/A',
          Region: lastUsed?.region ?? 'N/A',
        },
      };
    },
  },
};
