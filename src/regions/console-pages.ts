import { partitionOfRegion } from './partitions.ts';

/** Addresses of the AWS console for creating a user and its access key by hand. */
export interface ConsolePages {
  readonly signUp: string;
  readonly signIn: string;
  /** Creates a user: name, then permissions. The address can no longer fill anything in. */
  readonly createUser: string;
  /** The page of the user on which its access key is created. */
  readonly createKey: string;
}

/**
 * The page of all IAM users in a region's partition, where a user can be found by access key id.
 *
 * @returns undefined when the console of the partition is not known
 */
export function usersPage(region: string): string | undefined {
  const { console: host } = partitionOfRegion(region);
  return host && `https://${host}/iam/home#/users`;
}

/**
 * The addresses for a region's partition.
 *
 * The link of 2018 (`/iam/home#/users$new?step=final&…`), which filled in the wizard, no longer works: the console dropped
 * that wizard, and creates the access key afterwards, on the user's own page.
 *
 * @returns undefined when the console of the partition is not known
 */
export function consolePages(region: string, userName: string): ConsolePages | undefined {
  const { id: partition, console: host } = partitionOfRegion(region);
  if (host === undefined) return undefined;
  const user = encodeURIComponent(userName);
  return {
    signUp:
      partition === 'aws-cn'
        ? 'https://www.amazonaws.cn/en/sign-up/'
        : 'https://portal.aws.amazon.com/billing/signup',
    signIn: `https://${host}/`,
    createUser: `https://${host}/iamv2/home#/users/create`,
    createKey: `https://${host}/iamv2/home#/users/details/${user}/create-access-key`,
  };
}

/** What to do on a page of the console, one step per text. @param userName safe to show */
export function consoleSteps(
  page: Exclude<keyof ConsolePages, 'signUp'>,
  userName: string,
): readonly string[] {
  switch (page) {
    case 'createUser':
      return [
        `User name: ${userName}, or another one. It needs no access to the console.`,
        'Permissions: "Attach policies directly", AdministratorAccess. (AdministratorAccess-Amplify allows only stacks named amplify-*.)',
        '"Create user".',
      ];
    case 'createKey':
      return [
        `That is the page of ${userName}. For another user: "Security credentials", then "Create access key".`,
        'Use case: "Command Line Interface (CLI)".',
        'Leave the page open, or download the .csv: the secret is shown only there and then.',
      ];
    case 'signIn':
      return ['Sign in as a user who may create users, or as the root user of a new account.'];
  }
}
