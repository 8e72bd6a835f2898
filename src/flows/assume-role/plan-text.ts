import { markedRow } from '../../core/line-diff.ts';
import { plainText } from '../../core/text.ts';
import type { AssumePlan } from './plan.ts';

/** The plan as lines of text: the account, each call, what exists already, the role's permissions, the files. */
export function assumePlanText({ identity, calls, there, words, files, roleWork }: AssumePlan): string[] {
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : [];
  const note = roleWork?.note;
  const widest = Math.max(0, ...calls.map(({ service, action }) => service.length + 1 + action.length));
  return [
    ...section(
      'WHO',
      identity
        ? [
            identity.arn,
            `account ${identity.account}${identity.accountAlias ? ` · ${identity.accountAlias}` : ''}`,
          ]
        : [],
    ),
    ...section(
      'IN AWS',
      calls.map(
        ({ service, action, target, purpose }) =>
          `${`${service} ${action}`.padEnd(widest)}   ${target}   ${purpose}`,
      ),
    ),
    ...section('ALREADY THERE', there),
    ...section('THE ROLE', words),
    ...section(
      'HAND OVER',
      note
        ? [
            `role ARN       ${note.roleArn}`,
            `external id    ${note.externalId === '' ? 'none' : note.externalId}`,
            `MFA            ${note.mfaRequired ? 'required' : 'not required'}`,
            ...(roleWork?.noteFiles ?? []).map(
              ({ path, there: isThere }) => `${path}   ${isThere ? 'replaced' : 'new file'}`,
            ),
          ]
        : [],
    ),
    ...files.flatMap(({ label, change, diff, warnings }) =>
      section(`${label}   ${change === 'create' ? 'new file' : 'changed'}`, [
        ...diff.map((row) => markedRow(row).trimEnd()),
        ...warnings.map((warning) => `▲ ${warning}`),
      ]),
    ),
  ]
    .slice(1)
    .map((line) => plainText(line));
}
