import { accountOf } from '../accounts.ts';
import { brokenRule, ServiceError } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { numberParameter, type QueryAction, requiredText } from '../query-protocol.ts';
import { checkDuration, credentialsView } from './assume-role.ts';
import { sessionReach } from './endpoints.ts';
import { SESSION_PARAMETERS, sessionOptions } from './session-options.ts';
import { newSession } from './sessions.ts';

/** Seconds. */
const USUAL = 43_200;
const LONGEST = 129_600;

/** GetFederationToken: credentials for somebody else whom the user vouches for, limited by the policies of the call. */
export const getFederationToken: QueryAction = {
  parameters: [
    'Name',
    'DurationSeconds',
    ...SESSION_PARAMETERS.filter((name) => name !== 'TransitiveTagKeys'),
  ],
  resource: (call) => `arn:aws:sts::${call.principal.accountId}:federated-user/${requiredText(call, 'Name')}`,
  run(call, cloud) {
    const { principal } = call;
    if (principal.session !== undefined) {
      throw new ServiceError('AccessDenied', 'Cannot call GetFederationToken with session credentials', 403);
    }
    const name = requiredText(call, 'Name');
    if (!/^[\w+=,.@-]{1,32}$/.test(name)) {
      throw brokenRule(name, 'name', 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
    }
    const seconds = numberParameter(call, 'DurationSeconds') ?? USUAL;
    checkDuration(seconds, LONGEST);
    const { accountId } = principal;
    const account = accountOf(cloud.state, accountId);
    const { policies = [], tags, packed = 0 } = sessionOptions(call, account);
    const federated: Principal = {
      accountId,
      arn: `arn:aws:sts::${accountId}:federated-user/${name}`,
      userId: `${accountId}:${name}`,
      userName: principal.userName,
      federated: true,
    };
    // Without a policy, only resource policies that name the session itself allow anything.
    const about = { policies, tags };
    const reach = sessionReach(account, call);
    const session = newSession(cloud.state, cloud.clock.now(), federated, seconds, about, reach);
    cloud.changed();
    return {
      Credentials: credentialsView(session),
      FederatedUser: { FederatedUserId: federated.userId, Arn: federated.arn },
      PackedPolicySize: packed,
    };
  },
};
