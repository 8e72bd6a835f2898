import type { AppContext } from '../app/app-context.ts';
import type { OptionsOf } from '../app/command-line/commands.ts';
import type { ConfigureFileAnswers } from '../app/headless/configure-answers.ts';
import type { Report } from '../app/headless/report.ts';
import { findAccess } from '../app/local-state.ts';
import { Problem } from '../core/problem.ts';
import { Secret } from '../core/secret.ts';
import { environmentKeys } from '../credentials/environment.ts';
import type { ConfigureAnswers } from '../flows/configure/answers.ts';
import { noKeys, type TypedKeys } from '../flows/configure/keys.ts';
import { looksLikeCsvPath, readKeysCsv } from '../flows/configure/keys-csv.ts';
import { pastedKeys } from '../flows/configure/pasted-keys.ts';
import { policyOf } from '../flows/configure/policies.ts';
import { expandTilde } from '../platform/paths.ts';

/**
 * A script's answers: from the command line, else the answers file, else the environment. Keys are never on the command
 * line, where every user of the machine can read them; `--keys` says where they are.
 *
 * @throws Problem USAGE, ANSWERS_MISSING, ANSWERS_UNREADABLE, FILE_UNREADABLE, FILE_MALFORMED
 */
export async function givenAnswers(
  appContext: AppContext,
  options: OptionsOf<'configure'>,
  report: Report,
): Promise<Partial<ConfigureAnswers>> {
  const file = options.answers ? await readAnswers(options.answers) : {};
  const createUser = options['create-user'] ?? file.createUser;
  const region = appContext.flags.region ?? file.region;
  const named = appContext.flags.profile ?? file.profile;
  const profile = named ?? 'default';
  const common = { profile, ...(region ? { region } : {}) };
  const policy = options.policy ?? file.policy;
  if (createUser !== undefined) {
    const withProfile = options['with-profile'] ?? file.withProfile;
    const access =
      withProfile !== undefined
        ? ({ kind: 'profile', name: withProfile } as const)
        : (await defaultAdministrator(appContext))?.choice;
    // Without a name the flow suggests a free one.
    return {
      ...(named === undefined ? {} : { profile: named }),
      ...(region ? { region } : {}),
      way: 'create',
      userName: createUser,
      ...(access ? { access } : {}),
      ...(policy ? { policy: policyOf(policy) } : {}),
    };
  }
  if (policy ?? options['with-profile']) {
    throw new Problem({
      code: 'USAGE',
      what: '--policy and --with-profile belong to --create-user.',
      why: 'Only a user that is created gets a policy, and only that needs a profile that may create it.',
      next: 'Add --create-user NAME, or leave them out.',
    });
  }
  const keys = await givenKeys(appContext, options.keys, file, report);
  if (keys) return { ...common, way: 'console', keys: { ...noKeys, ...keys } };
  return { ...common, way: 'existing', access: { kind: 'profile', name: profile } };
}

/** The default access for creating the user: not `--profile`, which is the one to write. */
function defaultAdministrator(appContext: AppContext) {
  const { profile: _written, ...flags } = appContext.flags;
  return findAccess({ ...appContext, flags }, appContext.profiles(), { kind: 'none' });
}

async function readAnswers(file: string): Promise<ConfigureFileAnswers> {
  const [{ parseAnswersFile }, { checkConfigureAnswers }] = await Promise.all([
    import('../app/headless/answers-file.ts'),
    import('../app/headless/configure-answers.ts'),
  ]);
  return checkConfigureAnswers(await parseAnswersFile(file), file);
}

async function givenKeys(
  appContext: AppContext,
  from: string | undefined,
  file: ConfigureFileAnswers,
  report: Report,
): Promise<Partial<TypedKeys> | undefined> {
  if (from === 'stdin' || from === '-') return keysFromInput(await readInput());
  if (from !== undefined && from !== 'environment') {
    if (looksLikeCsvPath(from)) return readKeysCsv(expandTilde(from, appContext.env));
    throw new Problem({
      code: 'USAGE',
      what: '--keys does not say where the keys are.',
      why: 'It takes environment, stdin, or the path of a .csv of the console; never a key itself.',
      next: 'Put the keys into the environment or into a file, and name that.',
    });
  }
  if (from === undefined && file.keysFile) return readKeysCsv(expandTilde(file.keysFile, appContext.env));
  if (from === undefined && (file.accessKeyId || file.secretAccessKey)) {
    return {
      accessKeyId: file.accessKeyId ?? '',
      secretAccessKey: new Secret(file.secretAccessKey ?? ''),
      sessionToken: new Secret(file.sessionToken ?? ''),
    };
  }
  const environment = environmentKeys(appContext.env);
  if (environment.kind === 'keys') {
    if (from === undefined) report.say('Saving the keys of the environment.');
    return environment.credentials;
  }
  if (from === undefined && environment.kind === 'none') return undefined;
  throw new Problem({
    code: 'ACCESS_NONE',
    what: 'There are no AWS keys in the environment.',
    why:
      environment.kind === 'broken'
        ? environment.why
        : 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.',
    next: 'Set both, or say with --keys where they are.',
  });
}

function keysFromInput(input: string): Partial<TypedKeys> {
  const keys = pastedKeys(input);
  if (keys) return keys;
  throw new Problem({
    code: 'ANSWERS_MISSING',
    what: 'Standard input does not hold an access key with its secret.',
    why: 'It may be the two values with white space between, lines of ~/.aws/credentials, JSON of the AWS CLI, or the .csv.',
    next: 'Check what is piped in.',
  });
}

/** Everything on standard input, at most 64 KiB: a key with its token is a few hundred characters. */
async function readInput(): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin) {
    parts.push(Buffer.from(part));
    length += parts.at(-1)?.length ?? 0;
    if (length > 64 * 1024) break;
  }
  return Buffer.concat(parts).toString('utf8');
}
