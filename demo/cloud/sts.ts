import type { QueryAction, QueryService } from './query-protocol.ts';
import { assumeRole } from './sts/assume-role.ts';
import { getFederationToken } from './sts/federation-token.ts';
import { getSessionToken } from './sts/session-token.ts';

const getCallerIdentity: QueryAction = {
  parameters: [],
  run: ({ principal }) => ({
    Arn: principal.arn,
    UserId: principal.userId,
    Account: principal.accountId,
  }),
};

/** AWS Security Token Service: the caller's identity, and sessions of roles and users. */
export const sts: QueryService = {
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  prefix: 'sts',
  actions: new Map<string, QueryAction>(
    Object.entries({
      GetCallerIdentity: getCallerIdentity,
      AssumeRole: assumeRole,
      GetFederationToken: getFederationToken,
      GetSessionToken: getSessionToken,
    }),
  ),
};
