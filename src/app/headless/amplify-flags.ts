import * as z from 'zod';
import { asRecord } from '../../core/json-values.ts';
import { ownMember } from '../../core/own-member.ts';
import type { Problem } from '../../core/problem.ts';
import { type Answers, checkAnswers } from './answers.ts';
import { amplifyFlags } from './answers-problem.ts';
import { type FlagName, flagProblem, readFlagJson } from './flag-json.ts';
import { schemaFault } from './schema-words.ts';

/** The Amplify CLI's own headless flags as JSON texts, as scripts give them. */
export interface AmplifyFlags {
  readonly amplify?: string | undefined;
  readonly frontend?: string | undefined;
  readonly providers?: string | undefined;
}

/** The flags as answers of ours. */
export interface AmplifyFlagAnswers<T = Answers> {
  readonly answers: T;
  /** `envName`: only for the layout with environments. */
  readonly environment?: string;
  /** Keys that a script gives on the command line: used, but never stored or passed on. */
  readonly keys?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** What was accepted but is not used, or should be done differently; one sentence each. */
  readonly warnings: readonly string[];
}

const text = z.string().min(1).optional();

/** The Amplify CLI has a member `appId`, which we do not use. */
const amplifySchema = z.strictObject({ projectName: text, defaultEditor: text, envName: text, appId: text });

/** The Amplify CLI has a member `ServerlessContainers`, which we do not use. */
const frontendSchema = z.strictObject({
  frontend: text,
  type: text,
  framework: text,
  config: z
    .strictObject({
      SourceDir: text,
      DistributionDir: text,
      BuildCommand: text,
      StartCommand: text,
      ResDir: text,
      ServerlessContainers: z.boolean().optional(),
    })
    .optional(),
});

const providerSchema = z.strictObject({
  configLevel: z.enum(['project', 'general']).optional(),
  useProfile: z.boolean().optional(),
  profileName: text,
  accessKeyId: text,
  secretAccessKey: text,
  sessionToken: text,
  region: text,
});

type Provider = z.infer<typeof providerSchema>;

/** The names that scripts use for the only provider. */
const providerNames = ['awscloudformation', 'aws', 'cloudformation', 'cfn', 'awscfn'];

/** Editor ids of later Amplify CLIs, with the documented ones. */
const editorAliases: Readonly<Record<string, string>> = {
  vscode: 'code',
  intellij: 'idea14ce',
  'Visual Studio Code': 'code',
};

/**
 * Reads `--amplify`, `--frontend` and `--providers`. Nothing in them is ignored silently: a member that the Amplify CLI has and
 * we do not use is a warning, any other is refused.
 *
 * @param check checks the answers; by default as those of `init`
 * @throws Problem USAGE when one is not such an object, ANSWERS_MISSING for an unknown value
 */
export function readAmplifyFlags(flags: AmplifyFlags): AmplifyFlagAnswers;
export function readAmplifyFlags<T>(
  flags: AmplifyFlags,
  check: (value: unknown, file: string) => T,
): AmplifyFlagAnswers<T>;
export function readAmplifyFlags(
  flags: AmplifyFlags,
  check: (value: unknown, file: string) => unknown = checkAnswers,
): AmplifyFlagAnswers<unknown> {
  const amplify = read('--amplify', flags.amplify, amplifySchema);
  const frontend = readFrontend(flags.frontend);
  const provider = readProvider(flags.providers);
  const { accessKeyId, secretAccessKey, sessionToken } = provider ?? {};
  const keys = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  const answers = {
    projectName: amplify?.projectName,
    editor: amplify?.defaultEditor
      ? (ownMember(editorAliases, amplify.defaultEditor) ?? amplify.defaultEditor)
      : undefined,
    app: frontend?.frontend ?? frontend?.type,
    framework: frontend?.framework,
    sourceDir: frontend?.config?.SourceDir,
    distributionDir: frontend?.config?.DistributionDir,
    buildCommand: frontend?.config?.BuildCommand,
    startCommand: frontend?.config?.StartCommand,
    resDir: frontend?.config?.ResDir,
    profile: provider?.profileName,
    useEnvironmentKeys: keys || provider?.configLevel === 'general' ? true : undefined,
    region: provider?.region,
  };
  return {
    answers: check(JSON.parse(JSON.stringify(answers)), amplifyFlags),
    ...(amplify?.envName ? { environment: amplify.envName } : {}),
    ...(keys ? { keys: { ...keys, ...(sessionToken ? { sessionToken } : {}) } } : {}),
    warnings: [
      ...(amplify?.appId === undefined
        ? []
        : ['--amplify appId is not used here: no Amplify app is taken over.']),
      ...(frontend?.config?.ServerlessContainers === undefined
        ? []
        : ['--frontend config.ServerlessContainers is not used here.']),
      ...(keys ? ['Keys on the command line can be seen by other programs. Use a profile instead.'] : []),
    ],
  };
}

function readFrontend(given: string | undefined) {
  const frontend = read('--frontend', given, frontendSchema);
  if (frontend?.frontend && frontend.type && frontend.frontend !== frontend.type)
    throw flagProblem('--frontend', given ?? '', 'frontend and type name different kinds of app');
  return frontend;
}

function readProvider(given: string | undefined): Provider | undefined {
  if (given === undefined) return undefined;
  const refuse = (why: string): Problem => flagProblem('--providers', given, why);
  const providers = read('--providers', given, z.record(z.string(), z.unknown()));
  const names = Object.keys(providers ?? {});
  const [name = '', ...more] = names;
  if (!providerNames.includes(name) || more.length > 0) {
    const why =
      more.length > 0 ? 'more than one provider is named' : `there is no provider ${JSON.stringify(name)}`;
    throw refuse(`${why}; the one there is is awscloudformation`);
  }
  const provider = checked('--providers', given, providers?.[name], providerSchema, name);
  const { configLevel, useProfile, profileName, accessKeyId, secretAccessKey, sessionToken } = provider;
  const hasKeys = accessKeyId !== undefined || secretAccessKey !== undefined || sessionToken !== undefined;
  if (hasKeys && useProfile !== false) throw refuse(`keys count only with ${name}.useProfile false`);
  if (hasKeys && !(accessKeyId && secretAccessKey))
    throw refuse(`${name}.${accessKeyId ? 'secretAccessKey' : 'accessKeyId'} is missing`);
  if (useProfile === false && profileName)
    throw refuse(`${name}.profileName and useProfile false exclude each other`);
  if (useProfile === false && !hasKeys && configLevel !== 'general')
    throw refuse(`${name}.accessKeyId and secretAccessKey are missing, which useProfile false asks for`);
  if (configLevel === 'general' && (profileName || hasKeys))
    throw refuse(`${name}.configLevel general takes neither a profile nor keys`);
  return provider;
}

function read<T>(flag: FlagName, given: string | undefined, schema: z.ZodType<T>): T | undefined {
  return given === undefined ? undefined : checked(flag, given, readFlagJson(flag, given), schema);
}

/** The value, checked by the schema. @param inside the member that the value belongs to */
function checked<T>(flag: FlagName, given: string, value: unknown, schema: z.ZodType<T>, inside?: string): T {
  const object = asRecord(value);
  if (object && Object.keys(object).length === 0)
    throw flagProblem(flag, given, `${inside ?? 'the object'} is empty, so it says nothing`);
  const result = schema.safeParse(value);
  if (result.success) return emptyMember(result.data, flag, given);
  const [issue] = result.error.issues;
  const path = [...(inside ? [inside] : []), ...(issue?.path ?? [])].join('.');
  if (issue?.code === 'unrecognized_keys')
    throw flagProblem(
      flag,
      given,
      `${[path, issue.keys[0]].filter(Boolean).join('.')} is not a member that it has`,
    );
  throw flagProblem(flag, given, `${path || 'the value'} ${schemaFault(issue, value)}`);
}

/** An empty `config` is as meaningless as an empty flag. */
function emptyMember<T>(value: T, flag: FlagName, given: string): T {
  for (const [name, part] of Object.entries(value as object))
    if (typeof part === 'object' && part !== null && Object.keys(part).length === 0 && flag === '--frontend')
      throw flagProblem(flag, given, `${name} is empty, so it says nothing`);
  return value;
}
