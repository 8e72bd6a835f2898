import { followRename } from '../../app/actors/profiles/names.ts';
import { askLine } from '../../app/ask-line.ts';
import type { Arguments } from '../../app/command-line/arguments.ts';
import { createReport, type Report } from '../../app/headless/report.ts';
import { processStreams } from '../../app/headless-desk.ts';
import type { House } from '../../app/house.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { planProfileChange, writeProfileChange } from '../../profiles/change.ts';
import { staysInAws } from '../../profiles/edit/ended-keys.ts';
import type { ProfileChange, ProfilePlan } from '../../profiles/profile-plan.ts';

const verbs = { set: 'write', rename: 'rename', remove: 'remove' } as const;
const signs = { same: ' ', add: '+', remove: '-', gap: ' ' } as const;

/**
 * `profiles remove P`, `profiles rename P NEW`, `profiles bridge P NEW`: shows what changes in the AWS files, asks, writes.
 *
 * @returns the exit code: 0 also when the person says no
 */
export async function changeProfile(
  house: House,
  change: ProfileChange,
  options: Arguments['options'],
): Promise<number> {
  const report = createReport(options.json === true, processStreams);
  let plan = await planProfileChange(house.env, change);
  for (;;) {
    show(plan, report);
    if (options['dry-run']) return tellEnd(report, change, plan);
    if (plan.files.length === 0) return tellEnd(report, change, plan);
    if (!(await confirmed(change, options))) {
      report.print('Nothing was written.');
      return tellEnd(report, change, plan);
    }
    const outcome = await writeProfileChange(house.env, plan);
    if (outcome.kind === 'written') {
      if (change.kind === 'rename') await followRename(house, change);
      report.print(outcome.files.map((file) => `✔ ${plainText(file)}`).join('\n'));
      if (outcome.kept) report.print(`  a copy of the access key: ${plainText(outcome.kept)}`);
      for (const text of stays(plan)) report.print(`▲ ${text}`);
      return tellEnd(report, change, plan, outcome);
    }
    if (options.yes) throw changedMeanwhile();
    report.say('The files were changed by another program meanwhile. Now it would be:');
    plan = outcome.plan;
  }
}

function show({ change, files }: ProfilePlan, report: Report): void {
  report.tell({ type: 'plan', change, files });
  for (const { label, diff, warnings } of files) {
    report.print(`${label}`);
    for (const { kind, text } of diff)
      report.print(`  ${signs[kind]} ${kind === 'gap' ? '…' : text}`.trimEnd());
    for (const warning of warnings) report.say(`▲ ${warning}`);
  }
  if (files.length === 0) report.print('Both files say this already.');
}

function tellEnd(
  report: Report,
  change: ProfileChange,
  plan: ProfilePlan,
  done?: { readonly files: readonly string[]; readonly kept?: string },
): number {
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
  return 0;
}

/** What a removed profile leaves in AWS. */
function stays({ change, ended = [] }: ProfilePlan): string[] {
  return change.kind === 'remove' ? staysInAws(ended) : [];
}

/** @throws Problem ANSWERS_MISSING where nobody can be asked */
async function confirmed(change: ProfileChange, options: Arguments['options']): Promise<boolean> {
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY) {
    throw new Problem({
      code: 'ANSWERS_MISSING',
      what: `Whether to ${verbs[change.kind]} the profile ${plainText(change.name)} is not answered.`,
      why: 'Nobody can be asked here.',
      next: 'Add --yes, or look first with --dry-run.',
    });
  }
  const answer = await askLine(`${capital(verbs[change.kind])} it? [y/N] `);
  return /^y(?:es)?$/i.test(answer.trim());
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function changedMeanwhile(): Problem {
  return new Problem({
    code: 'FILE_UNWRITABLE',
    what: 'The AWS files were changed by another program in the same moment.',
    why: 'What would be written now is not what was shown, so nothing was written.',
    next: 'Run the command again.',
  });
}
