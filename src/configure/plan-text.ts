import { kindWords } from '../profiles/kinds.ts';
import type { ConfigurePlan } from './plan.ts';

const signs = { same: ' ', add: '+', remove: '-', gap: ' ' } as const;

/** The plan as lines of text: who, each call, both files with their masked diffs. */
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
    ...(takenOut.length > 0 ? [`  taken out: ${takenOut.join(', ')}`] : []),
    ...(files.length === 0 ? ['  both files say this already'] : []),
    ...files.flatMap(({ label, change, diff, warnings }) => [
      '',
      `  ${label}   ${change === 'create' ? 'new file' : 'changed'}`,
      ...diff.map(({ kind, text }) => `  ${signs[kind]} ${kind === 'gap' ? '…' : text}`.trimEnd()),
      ...warnings.map((warning) => `  ▲ ${warning}`),
    ]),
  ];
}

/** What happens to a profile that is there already. */
export function replacedWords({ replaces }: ConfigurePlan): string {
  if (!replaces) return ' (new)';
  return ` (there already: ${kindWords[replaces.kind]})`;
}
