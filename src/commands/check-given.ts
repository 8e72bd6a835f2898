import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Arguments } from '../app/command-line/arguments.ts';
import type { OptionName, Options } from '../app/command-line/options.ts';
import { expectTheme } from '../app/command-line/theme-names.ts';
import { readPatience } from '../app/patience.ts';
import { withoutPassword } from '../core/address.ts';
import { oddCharacter, shownExactly } from '../core/odd-text.ts';
import { Problem } from '../core/problem.ts';
import { asciiDigits } from '../credentials/mfa-code.ts';
import { endpointFault, variableFaults } from '../credentials/variables.ts';
import { fileFault } from '../platform/file-faults.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { type RegionFault, regionAdvice, regionFaultOf } from '../regions/region-check.ts';

/** Asks the user about a value that is only unlikely; undefined without a user. */
export type AskAbout = ((question: string) => Promise<boolean>) | undefined;

/** The commands for which `--profile` may name a missing profile: one writes it, two report it or clean up after it. */
export const mayLackProfile: readonly string[] = ['configure', 'doctor', 'awscloudformation'];

/** Checks every option on its own before it is used. @throws Problem USAGE */
export function checkOptions({ command, options }: Arguments): void {
  for (const [name, value] of Object.entries(options) as [OptionName, Options[OptionName]][])
    if (typeof value === 'string') checks[name]?.(value, command);
}

/**
 * Checks the region, every variable, and that the profile of an option exists, for a command that calls AWS.
 *
 * @param ask asks the user about a region that is not in the list; absent without a user
 * @throws Problem USAGE for an option, ENVIRONMENT for a variable, PROFILE_UNKNOWN
 */
export async function checkForAws(given: Arguments, env: NodeJS.ProcessEnv, ask: AskAbout): Promise<void> {
  const { command, options } = given;
  if (options.region) await checkRegion(options.region, env, ask);
  // `doctor` reports variables itself.
  if (command !== 'doctor') {
    const [fault] = variableFaults(env, passedOver(given, env));
    if (fault) throw fault.problem;
  }
  for (const name of ['profile', 'with-profile'] as const) {
    const profile = options[name];
    if (profile === undefined || (name === 'profile' && mayLackProfile.includes(command))) continue;
    const { readProfiles } = await import('../profiles/store.ts');
    const list = readProfiles(env);
    if (profileNamed(list, profile)) continue;
    throw (await import('../credentials/unknown-profile.ts')).unknownProfile(list, profile, `--${name}`);
  }
}

const endpointVariables = /^AWS_(?:IGNORE_CONFIGURED_)?ENDPOINT_URL/;

/** The variables that an option overrides. */
function passedOver({ options }: Arguments, env: NodeJS.ProcessEnv): string[] {
  return [
    ...(options.region ? ['AWS_REGION', 'AWS_DEFAULT_REGION'] : env.AWS_REGION ? ['AWS_DEFAULT_REGION'] : []),
    ...(options.profile ? ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] : []),
    ...(options['endpoint-url'] ? Object.keys(env).filter((name) => endpointVariables.test(name)) : []),
  ];
}

async function checkRegion(value: string, env: NodeJS.ProcessEnv, ask: AskAbout): Promise<void> {
  const fault = regionFaultOf(value, env);
  if (!fault) return;
  if (fault.kind === 'unknown' && ask && (await ask(regionQuestion(value, fault)))) return;
  const advice = regionAdvice(fault, (id) => `--region ${id}`);
  throw usage(`--region ${shownExactly(value)} is not an AWS region.`, fault.why, advice);
}

function regionQuestion(value: string, { meant }: RegionFault): string {
  const guess = meant ? ` Did you mean ${meant}?` : '';
  return `▲ ${value} is not in the list of AWS regions.${guess} Use ${value} all the same? (y/N) `;
}

type Check = (value: string, command: string) => void;

const text =
  (name: OptionName): Check =>
  (value) => {
    const odd = oddCharacter(value);
    if (odd === undefined) return;
    throw usage(
      `--${name} ${shownExactly(value)} is not understood.`,
      `It has ${odd}, which was probably not meant.`,
      'Give it again without that.',
    );
  };

/** Files and folders are checked when they are opened; the working folder is checked here, because everything else depends on it. */
const checks: Readonly<Partial<Record<OptionName, Check>>> = {
  cwd: (value) => checkFolder(value),
  theme: (value) => void expectTheme(value),
  patience: (value) => void readPatience(value),
  'endpoint-url': (value) => {
    text('endpoint-url')(value, '');
    const fault = endpointFault(value, '--endpoint-url');
    if (fault) {
      const shown = shownExactly(withoutPassword(value));
      throw usage(`--endpoint-url ${shown} cannot be used.`, fault.why, fault.next);
    }
  },
  'mfa-code': (value, command) => {
    const digits = asciiDigits(value);
    const codes = command === 'assume-role' ? digits.split(',') : [digits];
    if (codes.every((code) => /^\d{6}$/.test(code)) && codes.length <= 3) return;
    const several = command === 'assume-role' ? ' Separate two or three of them with commas.' : '';
    throw usage(
      `--mfa-code is not ${several ? 'one to three codes of six digits' : 'six digits'}.`,
      `A code of an MFA device has six digits and nothing else.${several}`,
      'Give the code that the device shows now.',
    );
  },
  env: text('env'),
  policy: text('policy'),
  'create-user': text('create-user'),
};

function checkFolder(value: string): void {
  const folder = resolve(value);
  let about: ReturnType<typeof statSync>;
  try {
    about = statSync(folder, { throwIfNoEntry: false });
  } catch (thrown) {
    throw usage(
      `--cwd ${shownExactly(value)} cannot be used.`,
      fileFault(thrown),
      'Name an existing folder.',
    );
  }
  if (about?.isDirectory()) return;
  throw usage(
    about ? `--cwd ${shownExactly(value)} is not a folder.` : `There is no folder ${shownExactly(value)}.`,
    about ? 'A file has that path.' : `--cwd names it; from here that is ${shownExactly(folder)}.`,
    'Name an existing folder.',
  );
}

function usage(what: string, why: string, next: string): Problem {
  return new Problem({ code: 'USAGE', what, why, next });
}
