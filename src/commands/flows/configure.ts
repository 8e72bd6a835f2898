import type { ConfigureOutput } from '../../../machines/configure/types.ts';
import { wireConfigure } from '../../app/actors/configure.ts';
import type { Arguments, ArgumentsOf } from '../../app/command-line/arguments.ts';
import type { Options } from '../../app/command-line/options.ts';
import { driveConfigure } from '../../app/headless/configure.ts';
import type { Report } from '../../app/headless/report.ts';
import { headlessDesktop, interruptible } from '../../app/headless-desktop.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { accessName } from '../../credentials/access.ts';
import { givenAnswers } from '../configure-given.ts';
import { inContext } from '../in-context.ts';

type Configured = Extract<ConfigureOutput, { kind: 'configured' }>;

/** `configure` without a screen, on the same machine as with one. @returns the exit code */
export async function run(given: ArgumentsOf<'configure'>, version: string): Promise<number> {
  return inContext(given, version, async (appContext, report) => {
    const answers = given.options.resume ? {} : await givenAnswers(appContext, given.options, report);
    return await untilDone(
      given,
      (signal) =>
        driveConfigure(wireConfigure(appContext, headlessDesktop), {
          answers,
          deleteOld: false,
          ...switches(given),
          report,
          signal,
        }),
      report,
    );
  });
}

/** `profiles rotate PROFILE`: rotates the access key of a profile. @returns the exit code */
export async function rotateHeadless(given: ArgumentsOf<'profiles'>, version: string): Promise<number> {
  const name = given.operands[1];
  if (!name) {
    throw new Problem({
      code: 'USAGE',
      what: 'Which profile to rotate is missing.',
      why: 'There is no default for it.',
      next: 'Name it: `amplify-tui profiles rotate PROFILE`.',
    });
  }
  return inContext(given, version, async (appContext, report) => {
    return await untilDone(
      given,
      (signal) =>
        driveConfigure(wireConfigure(appContext, headlessDesktop), {
          answers: {},
          rotate: name,
          deleteOld: given.options['delete-old'],
          ...switches(given),
          report,
          signal,
        }),
      report,
    );
  });
}

function switches({ options }: { readonly options: Pick<Options, 'yes' | 'dry-run' | 'resume'> }) {
  return {
    confirmed: options.yes,
    dryRun: options['dry-run'],
    resume: options.resume,
  };
}

function untilDone(
  given: Pick<Arguments, 'command'>,
  drive: (signal: AbortSignal) => Promise<Configured | undefined>,
  report: Report,
): Promise<number> {
  return interruptible(
    async (signal) => {
      const configured = await drive(signal);
      if (configured) tellResult(configured, report);
      return 0;
    },
    () =>
      `Interrupted. If AWS has made a key that is in no file yet, \`amplify-tui ${given.command}\` finds it at the next start.`,
  );
}

function tellResult(configured: Configured, report: Report): void {
  const { way, profile, access, identity, files, accessKeyId, oldKey, also, kept } = configured;
  report.tell({
    type: 'result',
    ok: true,
    way,
    profile: access.kind === 'profile' ? profile : undefined,
    account: identity.account,
    arn: identity.arn,
    region: identity.region,
    files,
    accessKeyId,
    oldKey,
    also,
    kept,
  });
  const name = access.kind === 'profile' ? `profile ${plainText(profile)}` : accessName(access);
  const lines = [
    `✔ ${name} works: ${identity.arn} in ${identity.account}, ${identity.region}`,
    ...files.map((file) => `  ${plainText(file)}`),
    ...(also ? [`  the new key is in ${also.map(plainText).join(', ')}, too`] : []),
    ...(kept ? [`  a copy of the replaced keys: ${plainText(kept)}`] : []),
    ...(oldKey ? [`  the old key …${oldKey.id.slice(-4)} is ${oldKey.state}`] : []),
  ];
  report.print(lines.join('\n'));
}
