import type { Principal } from './principal.ts';
import type { AccessKeyState, AccountState, CloudState, UserState } from './state.ts';

/** The policy of the demo's users: they may do everything in their own account. */
export const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** An account as the cloud announces it to whoever starts it, including keys: they work only in this cloud. */
export interface DemoAccount {
  id: string;
  name: string;
  alias: string;
  users: { name: string; arn: string; accessKeyId: string; secretAccessKey: string }[];
}

/**
 * The two accounts of every demo cloud. The keys have the shape of real ones, so that every check on the way
 * accepts them, and say in plain words that they are not.
 */
export function demoAccounts(now: number): AccountState[] {
  return [
    account('111122223333', 'Dev Corp', 'dev-corp', {
      name: 'amplify-dev',
      id: 'AIDADEMODEVCORPUSER2A',
      accessKeyId: 'AKIADEMODEVCORPKEY22',
      secret: 'DemoOnly/DevCorp/NotARealSecret',
    }),
    account('444455556666', 'Biz Corp', 'biz-corp', {
      name: 'amplify-admin',
      id: 'AIDADEMOBIZCORPUSER2A',
      accessKeyId: 'AKIADEMOBIZCORPKEY22',
      secret: 'DemoOnly/BizCorp/NotARealSecret',
    }),
  ];

  function account(
    id: string,
    name: string,
    alias: string,
    user: { name: string; id: string; accessKeyId: string; secret: string },
  ): AccountState {
    // AWS secrets have 40 characters.
    const key = {
      id: user.accessKeyId,
      secret: user.secret.padEnd(40, '+'),
      status: 'Active',
      createdAt: now,
    } as const;
    const arn = `arn:aws:iam::${id}:user/${user.name}`;
    const users = [
      {
        name: user.name,
        id: user.id,
        arn,
        path: '/',
        createdAt: now,
        keys: [key],
        attachedPolicies: [ADMINISTRATOR],
      },
    ];
    return { id, name, alias, users, roles: [] };
  }
}

/** The accounts with their users and keys, as announced. */
export function announcedAccounts(state: CloudState): DemoAccount[] {
  return state.accounts.map(({ id, name, alias, users }) => ({
    id,
    name,
    alias,
    users: users.flatMap((user) =>
      user.keys.map((key) => ({
        name: user.name,
        arn: user.arn,
        accessKeyId: key.id,
        secretAccessKey: key.secret,
      })),
    ),
  }));
}

/** The account with this id; every principal and every bucket belongs to one. */
export function accountOf(state: CloudState, accountId: string): AccountState {
  const account = state.accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new Error(`No account ${accountId} in the demo cloud`);
  return account;
}

/** The user and secret of an active access key, or undefined. */
export function findAccessKey(
  state: CloudState,
  accessKeyId: string,
  now: number,
): { principal: Principal; secret: string; key: AccessKeyState } | undefined {
  for (const account of state.accounts) {
    for (const user of account.users) {
      const key = user.keys.find(
        ({ id, status, knownFrom }) => id === accessKeyId && status === 'Active' && now >= (knownFrom ?? 0),
      );
      if (key !== undefined) return { principal: principalOf(account, user), secret: key.secret, key };
    }
  }
  return undefined;
}

/** A user as a principal. */
export function principalOf(account: AccountState, user: UserState): Principal {
  return { accountId: account.id, arn: user.arn, userId: user.id, userName: user.name };
}
