import { markedRow } from '../../core/line-diff.ts';
import { plainText } from '../../core/text.ts';
import { kindWords } from '../../profiles/kinds.ts';
import { accountChangeText } from './account-change.ts';
import type { ConfigurePlan } from './plan.ts';

/** The plan as lines of text: the account, each call, both files with their masked diffs. */
export function configurePlanText(plan: ConfigurePlan): string[] {
  const { identity, calls, files, profile } = plan;
  const takenOut = plan.replaces?.removed ?? [];
  const { account, accountAlias, arn, region } = identity;
  const callLines = calls.map(
    ({ service, action, target, purpose }) => `  ${service} ${action}   ${target}   ${purpose}`,
  );
  return [
    'WHO',
    `  ${arn}`,
    `  account ${[account, accountAlias].filter(Boolean).join(' · ')} · ${region}`,
    ...(callLines.length > 0 ? ['', 'IN AWS', ...callLines] : []),
    '',
    'ON THIS MACHINE',
    `  profile ${profile}${replacedWords(plan)}`,
    ...keyWarnings(plan).map((text) => `  ▲ ${text}`),
    ...(takenOut.length > 0 ? [`  taken out: ${takenOut.join(', ')}`] : []),
    ...(files.length === 0 ? ['  both files already say this'] : []),
    ...files.flatMap(({ label, change, diff, warnings }) => [
      '',
      `  ${label}   ${change === 'create' ? 'new file' : 'changed'}`,
      ...diff.map((row) => `  ${markedRow(row)}`.trimEnd()),
      ...warnings.map((warning) => `  ▲ ${warning}`),
    ]),
  ];
}

/** What people have to know about replaced keys, in full sentences. */
export function keyWarnings({ account, also = [], keepsCopyIn, profile }: ConfigurePlan): string[] {
  return [
    ...(account ? [accountChangeText(profile, account)] : []),
    ...(keepsCopyIn
      ? [`The keys of ${plainText(profile)} are replaced. A copy is kept in ${keepsCopyIn}.`]
      : []),
    ...(also.length > 0
      ? [
          `The same key is in ${also.map(plainText).join(', ')}: replaced there as well, or it would stop working.`,
        ]
      : []),
  ];
}

/** What happens to an existing profile. */
export function replacedWords({ replaces }: ConfigurePlan): string {
  if (!replaces) return ' (new)';
  return ` (there already: ${kindWords[replaces.kind]})`;
}
