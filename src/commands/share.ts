import { resolve } from 'node:path';
import type { LeftTarget } from '../../machines/share/types.ts';
import { carryOutSharing, planSharing, remember, sharedWith } from '../app/actors/share/work.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { createReport, type Report } from '../app/headless/report.ts';
import { notConfirmed } from '../app/headless/review.ts';
import { processStreams } from '../app/headless-desk.ts';
import { type House, openHouse } from '../app/house.ts';
import { Problem } from '../core/problem.ts';
import { count, plainText } from '../core/text.ts';
import { openProject } from '../flows/configure-project/look.ts';
import { shownFile } from '../flows/configure-project/shown.ts';
import { copyWords, type SharePlan, type ShareTarget, shareSize, targetNotes } from '../flows/share/plan.ts';

/**
 * `share TARGET`: shares the backend of the project with another frontend's folder; without TARGET brings every folder
 * up to date that it is shared with.
 *
 * @returns the exit code: 1 when a folder could not be brought up to date
 */
export async function shareHeadless(given: Arguments, version: string): Promise<number> {
  const { options, operands } = given;
  const house = openHouse(given, version);
  const report = createReport(options.json === true, processStreams);
  try {
    const project = await openProject(house.folder);
    const target = operands[0] === undefined ? undefined : resolve(operands[0]);
    if (options.forget) return await forgetTarget(house, project.root, target, report);
    if (target === undefined && (await sharedWith(house, project.root)).length === 0) throw nothingShared();
    const { plan, left } = await planSharing(house, project, target);
    tellLeft(left, report);
    if (shareSize(plan) === 0) {
      if (target !== undefined) await remember(house, project.root, target, true);
      report.tell({ type: 'result', ok: left.length === 0, written: [], ...asideFacts(plan) });
      tellAsides(plan, report);
      report.print('Everything is up to date.');
      return left.length === 0 ? 0 : 1;
    }
    if (!options.yes || options['dry-run']) {
      const targets = plan.targets.map((each) => ({ ...each, files: each.files.map(shownFile) }));
      report.tell({ type: 'plan', source: plan.source, targets });
      report.print(shareText(plan).join('\n'));
    }
    if (options['dry-run']) {
      report.tell({ type: 'result', ok: true, dryRun: true });
      return 0;
    }
    if (!options.yes) throw notConfirmed('write them');
    tellAsides(plan, report);
    const written = await carryOutSharing(house, plan);
    report.tell({ type: 'result', ok: left.length === 0, written, ...asideFacts(plan) });
    report.print(
      written.map(({ root, files }) => `✔ ${plainText(root)}   ${count(files, 'file')}`).join('\n'),
    );
    return left.length === 0 ? 0 : 1;
  } finally {
    await house.close();
  }
}

async function forgetTarget(
  house: House,
  source: string,
  target: string | undefined,
  report: Report,
): Promise<number> {
  if (target === undefined) {
    throw new Problem({
      code: 'USAGE',
      what: 'Which folder to forget is missing.',
      why: 'There is no default for it.',
      next: 'Name it: `amplify-tui share TARGET --forget`.',
    });
  }
  await remember(house, source, target, false);
  report.tell({ type: 'result', ok: true, forgotten: target });
  report.print(`✔ ${plainText(target)} is not brought up to date any more; its files stay`);
  return 0;
}

function tellLeft(left: readonly LeftTarget[], report: Report): void {
  for (const { root, problem } of left) {
    report.tell({ type: 'left', root, problem });
    report.say(`▲ ${plainText(root)}: ${problem.what} ${problem.why}`);
  }
}

/** What is said of each folder beside its files, for a script; folders of which nothing is said are left out. */
function asideFacts({ targets }: SharePlan) {
  const told = targets.map(({ root, kept, values, notes, extra }) => ({ root, kept, values, notes, extra }));
  return {
    asides: told.filter((each) =>
      [each.kept, each.values, each.notes, each.extra].some((all) => all.length > 0),
    ),
  };
}

/** What should be known of each folder, before anything is written: also where the plan was confirmed unseen. */
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
    why: 'Without a folder, share brings those up to date that it is shared with.',
    next: 'Name the folder of another frontend: `amplify-tui share ../mobile`.',
  });
}

const signs = { create: '+', update: '~', remove: '-' } as const;

/** A plan as text, safe to show: the files of each folder. */
function shareText({ targets }: SharePlan): string[] {
  return targets.flatMap((target) => {
    const { root, app, refresh, copies, files } = target;
    return [
      plainText(`${root}   ${app}${refresh ? ', has this backend already' : ''}`),
      ...(copies.length > 0 ? [`  backend   ${copyWords(copies)}`] : []),
      ...[...copies, ...files].map(({ label, change }) => plainText(`  ${signs[change]} ${label}`)),
      ...asideLines(target),
    ];
  });
}
