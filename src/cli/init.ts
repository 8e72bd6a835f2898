import type { AmplifyFlagAnswers } from '../headless/amplify-flags.ts';
import type { Answers } from '../headless/answers.ts';
import { driveInit } from '../headless/init.ts';
import { createReport, type Report } from '../headless/report.ts';
import type { UnfinishedWay } from '../headless/unfinished.ts';
import { isClone } from '../project/project.ts';
import { Problem } from '../values/problem.ts';
import type { Arguments } from './arguments.ts';
import { attachHere } from './farewell.ts';
import { headlessDesk, interruptible, processStreams } from './headless-desk.ts';
import { type House, openHouse } from './house.ts';
import { wireInit } from './init-actors.ts';
import { readPatience } from './patience.ts';

/** `init` without a screen, on the same machine as with one. @returns the exit code */
export async function initHeadless(given: Arguments, version: string): Promise<number> {
  const { options } = given;
  const text = (name: 'amplify' | 'frontend' | 'providers' | 'answers' | 'env') =>
    typeof options[name] === 'string' ? options[name] : undefined;
  const report = createReport(options.json === true, processStreams);
  const unfinished = unfinishedWay(options);
  const patience = readPatience(options.patience);
  // What reads answers is large and loaded only when there are some.
  const flags = await readFlags(text('amplify'), text('frontend'), text('providers'));
  const file = text('answers');
  const env = flags.keys ? withKeys(process.env, flags.keys) : process.env;
  const house = openHouse(given, version, env);
  const fromFile = file ? await (await import('../headless/answers-file.ts')).readAnswersFile(file) : {};
  const environment = text('env') ?? (fromFile.layout === 'documented' ? undefined : flags.environment);
  const warnings = [
    ...(flags.environment && !environment
      ? ['--amplify envName is left out: the documented layout has no environments.']
      : []),
    ...flags.warnings,
    ...(given.notUsed ?? []),
  ];
  for (const warning of warnings) {
    report.say(`▲ ${warning}`);
    report.tell({ type: 'warning', text: warning });
  }
  const answers: Answers = {
    ...fromFile,
    ...withoutUndefined(flags.answers),
    ...(environment === undefined ? {} : { layout: 'multi-env' as const, environment }),
    ...(house.flags.profile ? { profile: house.flags.profile, useEnvironmentKeys: undefined } : {}),
    ...(house.flags.region ? { region: house.flags.region } : {}),
  };
  try {
    if (!unfinished && (await isCloneHere(house.folder))) {
      report.say(
        'The project was cloned: this machine is set up for its backend; nothing is created in AWS.',
      );
      return await attach(house, given, report, answers);
    }
    return await interruptible(
      async (signal) => {
        const created = await driveInit(wireInit(house, headlessDesk, patience), {
          folder: house.folder,
          answers,
          confirmed: options.yes === true,
          dryRun: options['dry-run'] === true,
          unfinished,
          attach: (to) => attachHere(to, given),
          report,
          signal,
        });
        if (created) {
          const { stack, files, appMissing } = created;
          report.tell({
            type: 'result',
            ok: true,
            stackName: stack.stackName,
            stackId: stack.stackId,
            outputs: stack,
            ...(stack.appId ? { appId: stack.appId } : {}),
            ...(appMissing ? { appMissing } : {}),
            files,
            folder: house.folder,
          });
          report.print(
            [
              `✔ ${stack.stackName} is complete, ${files.length} files in ${house.folder}`,
              ...files.map((file) => `  ${file}`),
            ].join('\n'),
          );
          if (appMissing) report.say(`▲ ${appMissing}`);
          report.say(sharingAdvice(files));
        }
        return 0;
      },
      () => 'Interrupted.',
    );
  } finally {
    await house.close();
  }
}

/** Ties this machine to the backend that a clone has: nothing else of the project changes. */
async function attach(house: House, given: Arguments, report: Report, answers: Answers): Promise<number> {
  const { profile, useEnvironmentKeys, editor, environment } = answers;
  const { changeProject } = await import('./configure-project.ts');
  const known = withoutUndefined({ profile, useEnvironmentKeys, editor, environment });
  return changeProject(house, given, report, known, environment);
}

/** Whether a project is here that only this machine is not set up for. */
async function isCloneHere(folder: string): Promise<boolean> {
  const { findProject } = await import('../project/open.ts');
  const found = await findProject(folder);
  return found.kind === 'project' && isClone(found.project);
}

/** What of the project belongs into source control. */
function sharingAdvice(files: readonly string[]): string {
  return files.some((label) => label.endsWith('team-provider-info.json'))
    ? 'Commit amplify/ and .gitignore: other machines find the environment in team-provider-info.json.'
    : 'project-config.json holds paths of this machine: do not share it through source control.';
}

function unfinishedWay(options: Arguments['options']): UnfinishedWay | undefined {
  const ways = (['resume', 'clean-up', 'forget'] as const).filter((way) => options[way]);
  if (ways.length <= 1) return ways[0];
  throw new Problem({
    code: 'USAGE',
    what: `--${ways.join(' and --')} do not go together.`,
    why: 'Each is another answer to what shall become of an unfinished init.',
    next: 'Give one of them.',
  });
}

async function readFlags(
  amplify: string | undefined,
  frontend: string | undefined,
  providers: string | undefined,
): Promise<AmplifyFlagAnswers> {
  if (amplify === undefined && frontend === undefined && providers === undefined)
    return { answers: {}, warnings: [] };
  const { readAmplifyFlags } = await import('../headless/amplify-flags.ts');
  return readAmplifyFlags({ amplify, frontend, providers });
}

function withoutUndefined(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
}

/** Keys that a script gave on the command line, where the rest of the program looks for environment keys. */
function withKeys(env: NodeJS.ProcessEnv, keys: NonNullable<AmplifyFlagAnswers['keys']>): NodeJS.ProcessEnv {
  const { AWS_SESSION_TOKEN: _other, ...rest } = env;
  return {
    ...rest,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    ...(keys.sessionToken ? { AWS_SESSION_TOKEN: keys.sessionToken } : {}),
  };
}
