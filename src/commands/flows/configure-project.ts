import { wireConfigureProject } from '../../app/actors/configure-project.ts';
import { sharedWith } from '../../app/actors/share/work.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import type { Options } from '../../app/command-line/options.ts';
import { asideFacts, driveConfigureProject, writtenLines } from '../../app/headless/configure-project.ts';
import {
  checkProjectAnswers,
  type ProjectFileAnswers,
} from '../../app/headless/configure-project-answers.ts';
import type { Report } from '../../app/headless/report.ts';
import { interruptible } from '../../app/headless-desktop.ts';
import { Problem } from '../../core/problem.ts';
import { count } from '../../core/text.ts';
import { inContext } from '../in-context.ts';

/** `configure project` without a screen, on the same machine as with one. @returns the exit code */
export async function run(given: ArgumentsOf<'configure project'>, version: string): Promise<number> {
  return inContext(given, version, async (appContext, report) => {
    return await changeProject(appContext, given, report, await givenAnswers(appContext, given, report));
  });
}

/**
 * Changes the project, as far as `--yes` and `--dry-run` permit.
 *
 * @param environment the one to switch this machine to, if requested
 * @returns the exit code
 */
export async function changeProject(
  appContext: AppContext,
  { options }: { readonly options: Pick<Options, 'yes' | 'dry-run'> },
  report: Report,
  answers: ProjectFileAnswers,
  environment?: string,
): Promise<number> {
  return interruptible(
    async (signal) => {
      const configured = await driveConfigureProject(wireConfigureProject(appContext), {
        folder: appContext.folder,
        answers,
        environment,
        confirmed: options.yes,
        dryRun: options['dry-run'],
        report,
        signal,
      });
      if (!configured) return 0;
      const { name, changes, files, plan, incomplete } = configured;
      const { folder } = appContext;
      const shared = await sharedWith(appContext, folder);
      const removed = plan.files.filter(({ change }) => change === 'remove').map(({ label }) => label);
      report.tell({
        type: 'result',
        ok: !incomplete,
        projectName: name,
        changes,
        files,
        removed: files.filter((label) => removed.includes(label)),
        ...asideFacts(plan),
        folder,
        sharedWith: shared,
      });
      report.print(
        [
          incomplete
            ? `▲ ${name} is set up here, but what is deployed could not be fetched`
            : `✔ ${name} is changed`,
          ...writtenLines(files, removed).map((line) => `  ${line}`),
        ].join('\n'),
      );
      if (shared.length > 0)
        report.say(
          `The backend is shared with ${count(shared.length, 'folder')}: \`amplify-tui share --yes\` updates them.`,
        );
      return incomplete ? 1 : 0;
    },
    () => 'Interrupted. Each file is whole; run the command again to finish what was started.',
  );
}

/** The answers of the file, the Amplify CLI's own flags and our own options; later ones win. */
async function givenAnswers(
  appContext: AppContext,
  { options, notUsed = [] }: ArgumentsOf<'configure project'>,
  report: Report,
): Promise<ProjectFileAnswers> {
  for (const text of notUsed) warn(report, text);
  const { answers: file, amplify, frontend, providers } = options;
  const fromFile = file
    ? checkProjectAnswers(
        await (await import('../../app/headless/answers-file.ts')).parseAnswersFile(file),
        file,
      )
    : {};
  return {
    ...fromFile,
    ...([amplify, frontend, providers].some((flag) => flag !== undefined)
      ? await flagAnswers({ amplify, frontend, providers }, report)
      : {}),
    ...(appContext.flags.environment === undefined ? {} : { environment: appContext.flags.environment }),
    ...(appContext.flags.profile ? { profile: appContext.flags.profile, useEnvironmentKeys: undefined } : {}),
  };
}

/** The Problem of keys for a project: they would be readable in a file beside it, and most tools do not find them there. */
function keysGiven(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'Access keys are not written into a project.',
    why: 'They would be in a file that other AWS tools do not know, and on a command line that others can see.',
    next: 'Save them as a profile with `amplify-tui configure --keys environment`, then name it with --profile.',
  });
}

async function flagAnswers(
  flags: Readonly<Record<'amplify' | 'frontend' | 'providers', string | undefined>>,
  report: Report,
): Promise<ProjectFileAnswers> {
  const { readAmplifyFlags } = await import('../../app/headless/amplify-flags.ts');
  const { answers, environment, keys, warnings } = readAmplifyFlags(flags, withoutRegion);
  if (keys) throw keysGiven();
  for (const text of warnings) warn(report, text);
  return { ...answers, ...(environment === undefined ? {} : { environment }) };
}

function warn(report: Report, text: string): void {
  report.say(`▲ ${text}`);
  report.tell({ type: 'warning', text });
}

/** Drops the region, which comes from the profile, and has to be the stack's. */
function withoutRegion(value: unknown, file: string): ProjectFileAnswers {
  const { region: _region, ...rest } = (value ?? {}) as { readonly region?: unknown };
  return checkProjectAnswers(rest, file);
}
