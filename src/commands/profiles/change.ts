import { wireProfiles } from '../../app/actors/profiles.ts';
import type { AppContext } from '../../app/app-context.ts';
import { askLine } from '../../app/ask-line.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import { driveProfileChange } from '../../app/headless/profile-change.ts';
import { createReport } from '../../app/headless/report.ts';
import { headlessDesktop, processStreams } from '../../app/headless-desktop.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { ProfileChange } from '../../profiles/profile-plan.ts';

const verbs = { set: 'write', rename: 'rename', remove: 'remove' } as const;

/**
 * `profiles remove P`, `profiles rename P NEW`, `profiles bridge P NEW`: shows the changes of the AWS files, asks,
 * writes.
 *
 * @returns the exit code: 0 also if the user declines
 */
export async function changeProfile(
  appContext: AppContext,
  change: ProfileChange,
  options: OptionsOf<'profiles'>,
): Promise<number> {
  await driveProfileChange(wireProfiles(appContext, headlessDesktop, false), {
    change,
    confirmed: options.yes,
    dryRun: options['dry-run'],
    confirm: () => confirmed(change, options),
    report: createReport(options.json, processStreams),
  });
  return 0;
}

/** @throws Problem ANSWERS_MISSING if nobody can be asked */
async function confirmed(change: ProfileChange, options: OptionsOf<'profiles'>): Promise<boolean> {
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY) {
    throw new Problem({
      code: 'ANSWERS_MISSING',
      what: `Whether to ${verbs[change.kind]} the profile ${plainText(change.name)} is not answered.`,
      why: 'There is no terminal to ask on.',
      next: 'Add --yes, or look first with --dry-run.',
    });
  }
  const answer = await askLine(`${capital(verbs[change.kind])} it? [y/N] `);
  return /^y(?:es)?$/i.test(answer.trim());
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
