import { given } from '../../../machines/kit/given.ts';
import type { profilesMachine } from '../../../machines/profiles/machine.ts';
import type { WrittenChange } from '../../../machines/profiles/types.ts';
import { markedRow } from '../../core/line-diff.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { staysInAws } from '../../profiles/edit/ended-keys.ts';
import type { ProfileChange, ProfilePlan } from '../../profiles/profile-plan.ts';
import { drive, nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';

export interface HeadlessProfileChange {
  readonly change: ProfileChange;
  /** `--yes`: a plan that has changed meanwhile is not shown again. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  /** Whether to write what was shown. @throws Problem ANSWERS_MISSING when nobody can be asked */
  readonly confirm: () => Promise<boolean>;
  readonly report: Report;
}

/**
 * Shows a change to a profile, asks, and writes it, on the same machine as the screen.
 *
 * @throws Problem when it cannot be written
 */
export async function driveProfileChange(
  machine: typeof profilesMachine,
  { change, confirmed, dryRun, confirm, report }: HeadlessProfileChange,
): Promise<void> {
  let shown: ProfilePlan | undefined;
  await drive(machine, { change }, async ({ context, value }, flow) => {
    if (value === 'review' || value === 'changed') {
      const { plan } = given(context, 'plan');
      if (value === 'changed') {
        if (confirmed) throw changedMeanwhile();
        report.say('The files were changed by another program meanwhile. Now it would be:');
      }
      shown = plan;
      show(plan, report);
      if (!dryRun && plan.files.length > 0) {
        if (await confirm()) {
          flow.send({ type: 'CONFIRM' });
          return undefined;
        }
        report.print('Nothing was written.');
      }
      tellEnd(report, plan);
      return 'stop';
    }
    const { done } = context;
    if (value !== 'list' || !shown || !done) nobodyAnswers(value);
    report.print(done.files.map((file) => `✔ ${plainText(file)}`).join('\n'));
    if (done.kept) report.print(`  a copy of the access key: ${plainText(done.kept)}`);
    for (const text of stays(shown)) report.print(`▲ ${text}`);
    tellEnd(report, shown, done);
    return 'stop';
  });
}

function show({ change, files }: ProfilePlan, report: Report): void {
  report.tell({ type: 'plan', change, files });
  for (const { label, diff, warnings } of files) {
    report.print(`${label}`);
    for (const row of diff) report.print(`  ${markedRow(row)}`.trimEnd());
    for (const warning of warnings) report.say(`▲ ${warning}`);
  }
  if (files.length === 0) report.print('Both files already say this.');
}

function tellEnd(report: Report, plan: ProfilePlan, done?: WrittenChange): void {
  const { change } = plan;
  report.tell({
    type: 'result',
    ok: true,
    change: change.kind,
    profile: change.name,
    ...(change.kind === 'rename' ? { to: change.to } : {}),
    files: plan.files.map(({ path }) => path),
    written: done?.files ?? [],
    kept: done?.kept,
    ...(stays(plan).length > 0 ? { staysInAws: stays(plan) } : {}),
  });
}

/** What a removed profile leaves in AWS. */
function stays({ change, ended = [] }: ProfilePlan): string[] {
  return change.kind === 'remove' ? staysInAws(ended) : [];
}

function changedMeanwhile(): Problem {
  return new Problem({
    code: 'FILE_UNWRITABLE',
    what: 'The AWS files were changed by another program at the same time.',
    why: 'What would be written now is not what was shown, so nothing was written.',
    next: 'Run the command again.',
  });
}
