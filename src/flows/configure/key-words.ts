import type { AccessKeyRecord } from '../../aws/iam/access-keys.ts';
import { ago, plainText } from '../../core/text.ts';

/** What people need to know about a key to choose one: `active, last used today (s3), made 3 months ago`. */
export function keyWords({ active, createdAt, lastUsed }: AccessKeyRecord, now: number): string {
  const used =
    lastUsed === undefined
      ? 'last use not known'
      : lastUsed === 'never'
        ? 'never used'
        : `last used ${ago(lastUsed.at, now)} (${lastUsed.service})`;
  const made = createdAt === undefined ? '' : `, made ${ago(createdAt, now)}`;
  return `${active ? 'active' : 'switched off'}, ${used}${made}`;
}

/** That the keys of a run that failed later are saved, and where; undefined if they are not. */
export function savedWords({
  answers,
  written = [],
}: {
  readonly answers?: { readonly profile: string; readonly way: string } | undefined;
  readonly written?: readonly string[] | undefined;
}): string | undefined {
  if (!answers || written.length === 0) return undefined;
  const what = answers.way === 'existing' ? 'The region is' : 'The keys are';
  return `${what} saved: profile ${plainText(answers.profile)} in ${written.map(plainText).join(' and ')}.`;
}
