import { accountOf } from '../accounts.ts';
import { ServiceError } from '../errors.ts';
import { numberParameter, type QueryAction } from '../query-protocol.ts';
import { checkDuration, credentialsView } from './assume-role.ts';
import { sessionReach } from './endpoints.ts';
import { checkMfa } from './mfa.ts';
import { newSession } from './sessions.ts';

/** Seconds. */
const USUAL = 43_200;
const LONGEST = 129_600;

/** GetSessionToken: temporary credentials of the calling user, with or without an MFA code. */
export const getSessionToken: QueryAction = {
  parameters: ['DurationSeconds', 'SerialNumber', 'TokenCode'],
  run(call, cloud) {
    const { principal } = call;
    if (principal.session !== undefined) {
      throw new ServiceError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
    }
    const seconds = numberParameter(call, 'DurationSeconds') ?? USUAL;
    checkDuration(seconds, LONGEST);
    const mfaAt = checkMfa(call, cloud);
    const about = mfaAt === undefined ? {} : { mfaAt };
    const reach = sessionReach(accountOf(cloud.state, principal.accountId), call);
    const session = newSession(cloud.state, cloud.clock.now(), principal, seconds, about, reach);
    cloud.changed();
    return { Credentials: credentialsView(session) };
  },
};
