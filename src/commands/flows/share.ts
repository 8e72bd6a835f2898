import { resolve } from 'node:path';
import { remember, sharedWith } from '../../app/actors/share/work.ts';
import { wireShare } from '../../app/actors/share.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import type { Report } from '../../app/headless/report.ts';
import { driveShare } from '../../app/headless/share.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { openProject } from '../../flows/configure-project/look.ts';
import { nameAmong } from '../../platform/real-path.ts';
import { inContext } from '../in-context.ts';

/**
 * `share TARGET`: shares the backend of the project with another frontend's folder; without TARGET updates every folder
 * that it is shared with.
 *
 * @returns the exit code: 1 if a folder could not be updated
 */
export async function run(given: ArgumentsOf<'share'>, version: string): Promise<number> {
  const { options, operands } = given;
  const target = operands[0] === undefined ? undefined : resolve(operands[0]);
  return inContext(given, version, async (appContext, report) => {
    if (options.forget) {
      const { root } = await openProject(appContext.folder);
      return await forgetTarget(appContext, root, target, report, options['dry-run'] === true);
    }
    const ok = await driveShare(wireShare(appContext), {
      folder: appContext.folder,
      target,
      confirmed: options.yes,
      dryRun: options['dry-run'],
      report,
    });
    return ok ? 0 : 1;
  });
}

async function forgetTarget(
  appContext: AppContext,
  source: string,
  target: string | undefined,
  report: Report,
  dryRun: boolean,
): Promise<number> {
  if (target === undefined) {
    throw new Problem({
      code: 'USAGE',
      what: 'Which folder to forget is missing.',
      why: 'There is no default for it.',
      next: 'Name it: `amplify-tui share TARGET --forget`.',
    });
  }
  const folder = plainText(target);
  const shared = await sharedWith(appContext, source);
  const isShared = shared.includes(await nameAmong(shared, target));
  if (!isShared) {
    // Not a failure: a script may repeat it. But a mistyped folder is still being updated.
    report.tell({ type: 'result', ok: true });
    report.print(`${folder} is not among the folders that share the backend; nothing was changed.`);
    for (const each of shared) report.print(`  ${plainText(each)}`);
  } else if (dryRun) {
    report.tell({ type: 'result', ok: true });
    report.print(`${folder} would not be updated any more; its files would stay`);
  } else {
    await remember(appContext, source, target, false);
    report.tell({ type: 'result', ok: true, forgotten: target });
    report.print(`✔ ${folder} is not updated any more; its files stay`);
  }
  return 0;
}
