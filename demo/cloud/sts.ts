import type { QueryService } from './query-protocol.ts';

/** AWS Security Token Service: who am I. */
export const sts: QueryService = {
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  prefix: 'sts',
  actions: new Map([
    [
      'GetCallerIdentity',
      {
        parameters: [],
        run: ({ principal }) => ({
          Arn: principal.arn,
          UserId: principal.userId,
          Account: principal.accountId,
        }),
      },
    ],
  ]),
};
