import type { Identity } from '../../core/plan.ts';
import { Problem } from '../../core/problem.ts';
import type { Report } from './report.ts';

/** Reports who acts where, before anything is written. */
export function tellIdentity(report: Report, { account, accountAlias, arn, region, access }: Identity): void {
  report.tell({ type: 'identity', account, accountAlias, arn, region, access });
  report.say(`as ${arn} in ${accountAlias ? `${accountAlias} ` : ''}${account}, ${region} (${access})`);
}

/** The Problem of an unconfirmed plan. @param what what --yes would do: `create it` */
export function notConfirmed(what: string): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'Nothing was written.',
    why: 'Without a terminal nobody can confirm the plan above.',
    next: `Add --yes to ${what}, or --dry-run to see the plan only.`,
  });
}
