import type { Account } from './account.mjs';
export function cleanUp(
  account: Account,
  noted: readonly { kind: string; name: string }[],
  tag: string,
  accountId: string,
  options?: { pause?: number; say?: (line: string) => void },
): Promise<string[]>;
