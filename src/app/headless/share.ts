import { given } from '../../../machines/kit/given.ts';
import type { shareMachine } from '../../../machines/share/machine.ts';
import type { LeftTarget, ShareContext } from '../../../machines/share/types.ts';
import { changeSigns } from '../../core/plan.ts';
import { Problem } from '../../core/problem.ts';
import { count, plainText } from '../../core/text.ts';
import { shownFile } from '../../flows/configure-project/shown.ts';
import {
  copyWords,
  type SharePlan,
  type ShareTarget,
  shareSize,
  targetNotes,
} from '../../flows/share/plan.ts';
import { drive, nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';
import { notConfirmed } from './review.ts';

export interface HeadlessShare {
  readonly folder: string;
  /** Absolute; absent for every folder that shares the backend. */
  readonly target?: string | undefined;
  /** `--yes`: without it nothing is confirmed or written. */
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  readonly report: Report;
}

/**
 * Answers the questions of `share` from the given input, on the same machine as the screen.
 *
 * @returns whether every folder could be updated
 * @throws Problem when it cannot be shared
 */
export async function driveShare(machine: typeof shareMachine, options: HeadlessShare): Promise<boolean> {
  const { folder, target, report } = options;
  let ok = true;
  await drive(
    machine,
    { folder, ...(target === undefined ? {} : { target }) },
    ({ context, value }, flow) => {
      switch (value) {
        case 'folder':
          if (target === undefined && context.targets.length === 0) throw nothingShared();
          flow.send({ type: 'NEXT' });
          return undefined;
        case 'review':
          ok = isWell(context, options);
          if (review(context, options) === 'stop') return 'stop';
          flow.send({ type: 'CONFIRM' });
          return undefined;
        case 'done':
          tellDone(context, report);
          flow.send({ type: 'CLOSE' });
          return undefined;
        default:
          nobodyAnswers(value);
      }
    },
  );
  return ok;
}

/** Whether nothing was skipped; a dry run that has shown what it would write always succeeds. */
function isWell({ planned }: ShareContext, { dryRun }: HeadlessShare): boolean {
  return planned?.left.length === 0 || (dryRun && planned !== undefined && shareSize(planned.plan) > 0);
}

function review(context: ShareContext, { confirmed, dryRun, report }: HeadlessShare): 'stop' | undefined {
  const { plan, left } = given(context, 'planned').planned;
  tellLeft(left, report);
  if (shareSize(plan) === 0) {
    report.tell({ type: 'result', ok: left.length === 0, written: [], ...asideFacts(plan) });
    tellAsides(plan, report);
    report.print('Everything is up to date.');
    return 'stop';
  }
  if (!confirmed || dryRun) {
    const targets = plan.targets.map((each) => ({ ...each, files: each.files.map(shownFile) }));
    report.tell({ type: 'plan', source: plan.source, targets });
    report.print(shareText(plan).join('\n'));
  }
  if (dryRun) {
    report.tell({ type: 'result', ok: true, dryRun: true });
    return 'stop';
  }
  if (!confirmed) throw notConfirmed('write them');
  tellAsides(plan, report);
  return undefined;
}

function tellDone({ planned, written = [] }: ShareContext, report: Report): void {
  if (!planned) return;
  report.tell({ type: 'result', ok: planned.left.length === 0, written, ...asideFacts(planned.plan) });
  report.print(written.map(({ root, files }) => `✔ ${plainText(root)}   ${count(files, 'file')}`).join('\n'));
}

function tellLeft(left: readonly LeftTarget[], report: Report): void {
  for (const { root, problem } of left) {
    report.tell({ type: 'left', root, problem });
    report.say(`▲ ${plainText(root)}: ${problem.what} ${problem.why}`);
  }
}

/** What a plan says about each folder besides its files, for a script; folders without anything are left out. */
function asideFacts({ targets }: SharePlan) {
  const told = targets.map(({ root, kept, values, notes, extra }) => ({ root, kept, values, notes, extra }));
  return {
    asides: told.filter((each) =>
      [each.kept, each.values, each.notes, each.extra].some((all) => all.length > 0),
    ),
  };
}

/** Says before anything is written what to know about each folder, even when the plan was confirmed unseen. */
function tellAsides({ targets }: SharePlan, report: Report): void {
  for (const target of targets) {
    const lines = asideLines(target);
    if (lines.length > 0) report.say([plainText(target.root), ...lines].join('\n'));
  }
}

function asideLines(target: ShareTarget): string[] {
  return [
    ...target.extra.map((label) => `    ${label}   only there, stays`),
    ...target.kept.map(({ label, why }) => `    ${label}   left: ${why}`),
    ...targetNotes(target).map((note) => `  ▲ ${note}`),
  ].map((line) => plainText(line));
}

function nothingShared(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'The backend is shared with no folder yet.',
    why: 'Without a folder, share updates those that it is shared with.',
    next: 'Name the folder of another frontend: `amplify-tui share ../mobile`.',
  });
}

/** A plan as text, safe to show: the files of each folder. */
function shareText({ targets }: SharePlan): string[] {
  return targets.flatMap((target) => {
    const { root, app, refresh, copies, files } = target;
    return [
      plainText(`${root}   ${app}${refresh ? ', has this backend already' : ''}`),
      ...(copies.length > 0 ? [`  backend   ${copyWords(copies)}`] : []),
      ...[...copies, ...files].map(({ label, change }) => plainText(`  ${changeSigns[change]} ${label}`)),
      ...asideLines(target),
    ];
  });
}
