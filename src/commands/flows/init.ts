import { wireInit } from '../../app/actors/init.ts';
import { type AppContext, openAppContext } from '../../app/app-context.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import { isNotWaiting } from '../../app/command-line/not-waiting.ts';
import { attachHere } from '../../app/farewell.ts';
import type { AmplifyFlagAnswers } from '../../app/headless/amplify-flags.ts';
import type { Answers } from '../../app/headless/answers.ts';
import { driveInit } from '../../app/headless/init.ts';
import { createReport, type Report } from '../../app/headless/report.ts';
import type { UnfinishedWay } from '../../app/headless/unfinished.ts';
import { headlessDesktop, interruptible, processStreams } from '../../app/headless-desktop.ts';
import { readPatience } from '../../app/patience.ts';
import { Problem } from '../../core/problem.ts';
import { nextSteps, sharingAdvice } from '../../flows/init/next-steps.ts';
import { isClone } from '../../project/project.ts';

type Created = NonNullable<Awaited<ReturnType<typeof driveInit>>>;

/** `init` without a screen, on the same machine as with one. @returns the exit code */
export async function run(given: ArgumentsOf<'init'>, version: string): Promise<number> {
  const { options } = given;
  const report = createReport(options.json, processStreams);
  const unfinished = unfinishedWay(options);
  const noWait = isNotWaiting(options);
  const patience = readPatience(options.patience);
  const flags = await readFlags(options.amplify, options.frontend, options.providers);
  const env = flags.keys ? withKeys(process.env, flags.keys) : process.env;
  const appContext = openAppContext(given, version, env);
  const answers = await givenAnswers(appContext, given, flags, report);
  try {
    if (given.adds && answers.environment === undefined && !unfinished) throw environmentUnnamed();
    if (!unfinished && !given.adds && (await isCloneHere(appContext.folder, answers.environment))) {
      if (answers.environment === undefined) await expectEnvironments(appContext.folder);
      report.say(
        'The project was cloned: this machine is set up for its backend; nothing is created in AWS.',
      );
      return await attach(appContext, given, report, answers);
    }
    return await interruptible(
      async (signal) => {
        const created = await driveInit(wireInit(appContext, headlessDesktop, patience), {
          folder: appContext.folder,
          adds: given.adds,
          answers,
          confirmed: options.yes,
          dryRun: options['dry-run'],
          unfinished,
          noWait,
          attach: (to) => attachHere(to, given),
          report,
          signal,
        });
        if (created) tellCreated(created, appContext.folder, report);
        return 0;
      },
      () => 'Interrupted.',
    );
  } finally {
    await appContext.close();
  }
}

/** The answers of the file, the Amplify CLI's own flags and our own options; later ones win. */
async function givenAnswers(
  appContext: AppContext,
  { options, notUsed = [] }: ArgumentsOf<'init'>,
  flags: AmplifyFlagAnswers,
  report: Report,
): Promise<Answers> {
  const { answers: file } = options;
  const fromFile = file
    ? await (await import('../../app/headless/answers-file.ts')).readAnswersFile(file)
    : {};
  const environment = options.env ?? (fromFile.layout === 'documented' ? undefined : flags.environment);
  const warnings = [
    ...(flags.environment && !environment
      ? ['--amplify envName is left out: the classic layout has no environments.']
      : []),
    ...flags.warnings,
    ...notUsed,
  ];
  for (const warning of warnings) {
    report.say(`▲ ${warning}`);
    report.tell({ type: 'warning', text: warning });
  }
  return {
    ...fromFile,
    ...withoutUndefined(flags.answers),
    ...(environment === undefined ? {} : { layout: 'multi-env' as const, environment }),
    ...parametersAnswer(options['parameters-of']),
    ...(appContext.flags.profile ? { profile: appContext.flags.profile, useEnvironmentKeys: undefined } : {}),
    ...(appContext.flags.region ? { region: appContext.flags.region } : {}),
  };
}

function tellCreated(created: Created, folder: string, report: Report): void {
  const { stack, files, appMissing, plan } = created;
  const { layout, environment, notes } = plan;
  const next = nextSteps(layout, plan.backend !== undefined);
  report.tell({
    type: 'result',
    ok: true,
    stackName: stack.stackName,
    stackId: stack.stackId,
    outputs: stack,
    ...(stack.appId ? { appId: stack.appId } : {}),
    ...(appMissing ? { appMissing } : {}),
    files,
    folder,
    ...(layout === 'multi-env' ? { environment } : {}),
    notes,
    next,
  });
  report.print(
    [
      `✔ ${stack.stackName} is complete, ${files.length} files in ${folder}`,
      ...files.map((file) => `  ${file}`),
    ].join('\n'),
  );
  if (appMissing) report.say(`▲ ${appMissing}`);
  report.say(sharingAdvice(plan));
  report.say(['Next:', ...next.map(({ command, what }) => `  ${command.padEnd(32)}${what}`)].join('\n'));
}

/** Ties this machine to the backend of a clone: nothing else in the project changes. */
async function attach(
  appContext: AppContext,
  given: ArgumentsOf<'init'>,
  report: Report,
  answers: Answers,
): Promise<number> {
  const { profile, useEnvironmentKeys, editor, environment } = answers;
  const { changeProject } = await import('./configure-project.ts');
  const known = withoutUndefined({ profile, useEnvironmentKeys, editor, environment });
  return changeProject(appContext, given, report, known, environment);
}

/** Without a file that records where an environment is deployed, this machine cannot be tied to one. */
async function expectEnvironments(folder: string): Promise<void> {
  const { findProject } = await import('../../project/open.ts');
  const { recordedEnvironments } = await import('../../project/layouts/multi-env.ts');
  const found = await findProject(folder);
  if (found.kind !== 'project' || (await recordedEnvironments(found.project)).length > 0) return;
  throw new Problem({
    code: 'ANSWERS_MISSING',
    what: 'No file here says where an environment of this backend lives.',
    why: 'amplify/team-provider-info.json is missing or names none; whoever works with the backend has it.',
    next: 'Run `amplify-tui init --env NAME` to make an environment of your own, or get that file and run `amplify-tui init` again.',
  });
}

/** Whether the folder holds a project that only lacks the files of this machine, and no new environment was requested. */
async function isCloneHere(folder: string, environment: string | undefined): Promise<boolean> {
  const { findProject } = await import('../../project/open.ts');
  const found = await findProject(folder);
  if (found.kind !== 'project' || !isClone(found.project)) return false;
  const { recordedEnvironments } = await import('../../project/layouts/multi-env.ts');
  return environment === undefined || (await recordedEnvironments(found.project)).includes(environment);
}

/** `--parameters-of`: the name of an environment, or none. */
function parametersAnswer(given: string | undefined): Pick<Answers, 'parametersOf'> {
  return given === undefined ? {} : { parametersOf: given === 'none' ? false : given };
}

function environmentUnnamed(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'The new environment has no name.',
    why: '`env add NAME` makes the one that is named.',
    next: 'Run `amplify-tui env list` to see which names are taken.',
  });
}

function unfinishedWay(options: OptionsOf<'init'>): UnfinishedWay | undefined {
  const ways = (['resume', 'clean-up', 'forget'] as const).filter((way) => options[way]);
  if (ways.length <= 1) return ways[0];
  throw new Problem({
    code: 'USAGE',
    what: `--${ways.join(' and --')} do not go together.`,
    why: 'Each is another answer to what shall become of an unfinished init.',
    next: 'Give one of them.',
  });
}

/** Their parser is large and loaded only if there are some. */
async function readFlags(
  amplify: string | undefined,
  frontend: string | undefined,
  providers: string | undefined,
): Promise<AmplifyFlagAnswers> {
  if (amplify === undefined && frontend === undefined && providers === undefined)
    return { answers: {}, warnings: [] };
  const { readAmplifyFlags } = await import('../../app/headless/amplify-flags.ts');
  return readAmplifyFlags({ amplify, frontend, providers });
}

function withoutUndefined(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
}

/** Puts keys from a script's command line where the rest of the program looks for environment keys. */
function withKeys(env: NodeJS.ProcessEnv, keys: NonNullable<AmplifyFlagAnswers['keys']>): NodeJS.ProcessEnv {
  const { AWS_SESSION_TOKEN: _other, ...rest } = env;
  return {
    ...rest,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    ...(keys.sessionToken ? { AWS_SESSION_TOKEN: keys.sessionToken } : {}),
  };
}
