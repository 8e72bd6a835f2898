import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../values/problem.ts';
import { type Answers, checkAnswers } from './answers.ts';

/** The Amplify CLI's own headless flags, as scripts give them: JSON, or its relaxed relatives. */
export interface AmplifyFlags {
  readonly amplify?: string | undefined;
  readonly frontend?: string | undefined;
  readonly providers?: string | undefined;
}

/** What the flags say, in our words. */
export interface AmplifyFlagAnswers<T = Answers> {
  readonly answers: T;
  /** `envName`: only the layout with environments has any. */
  readonly environment?: string;
  /** Keys that a script passes on the command line: used, never stored and never passed on. */
  readonly keys?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly warnings: readonly string[];
}

const amplifySchema = z.object({
  projectName: z.string().optional(),
  defaultEditor: z.string().optional(),
  envName: z.string().optional(),
});

const frontendSchema = z.object({
  frontend: z.string().optional(),
  type: z.string().optional(),
  framework: z.string().optional(),
  config: z
    .object({
      SourceDir: z.string().optional(),
      DistributionDir: z.string().optional(),
      BuildCommand: z.string().optional(),
      StartCommand: z.string().optional(),
      ResDir: z.string().optional(),
    })
    .optional(),
});

const providerSchema = z.object({
  configLevel: z.string().optional(),
  useProfile: z.boolean().optional(),
  profileName: z.string().optional(),
  accessKeyId: z.string().optional(),
  secretAccessKey: z.string().optional(),
  sessionToken: z.string().optional(),
  region: z.string().optional(),
});

/** The names under which scripts give the one provider there is. */
const providerNames = ['awscloudformation', 'aws', 'cloudformation', 'cfn', 'awscfn'];

/** Editor ids of later Amplify CLIs, as the documented ones. */
const editorAliases: Readonly<Record<string, string>> = {
  vscode: 'code',
  intellij: 'idea14ce',
  'Visual Studio Code': 'code',
};

/**
 * Reads `--amplify`, `--frontend` and `--providers`.
 *
 * @param check what the answers have to be; those of `init` when absent
 * @throws Problem USAGE when one is not an object, ANSWERS_MISSING when a value is not known
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
  const frontend = read('--frontend', flags.frontend, frontendSchema);
  const provider = readProvider(flags.providers);
  const warnings: string[] = [];
  const { accessKeyId, secretAccessKey, sessionToken } = provider ?? {};
  const keys =
    provider?.useProfile === false && accessKeyId && secretAccessKey
      ? { accessKeyId, secretAccessKey }
      : undefined;
  if (keys) warnings.push('Keys on the command line can be seen by other programs. Use a profile instead.');
  const answers = {
    projectName: amplify?.projectName,
    editor: amplify?.defaultEditor
      ? (editorAliases[amplify.defaultEditor] ?? amplify.defaultEditor)
      : undefined,
    app: frontend?.frontend ?? frontend?.type,
    framework: frontend?.framework,
    sourceDir: frontend?.config?.SourceDir,
    distributionDir: frontend?.config?.DistributionDir,
    buildCommand: frontend?.config?.BuildCommand,
    startCommand: frontend?.config?.StartCommand,
    resDir: frontend?.config?.ResDir,
    profile: provider?.useProfile === false ? undefined : provider?.profileName,
    useEnvironmentKeys: keys || provider?.configLevel === 'general' ? true : undefined,
    region: provider?.region,
  };
  return {
    answers: check(JSON.parse(JSON.stringify(answers)), 'the Amplify CLI flags'),
    ...(amplify?.envName ? { environment: amplify.envName } : {}),
    ...(keys ? { keys: { ...keys, ...(sessionToken ? { sessionToken } : {}) } } : {}),
    warnings,
  };
}

function readProvider(text: string | undefined) {
  const providers = read('--providers', text, z.record(z.string(), z.unknown()));
  const name = providerNames.find((candidate) => providers?.[candidate] !== undefined);
  if (!providers) return undefined;
  if (!name) throw usage('--providers', 'it names no provider; the one there is is awscloudformation');
  const result = providerSchema.safeParse(providers[name]);
  if (!result.success)
    throw usage('--providers', 'the settings of the provider are not an object of strings');
  return result.data;
}

function read<T>(flag: string, text: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw usage(flag, 'it is not JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0] ?? { path: [], message: 'it is not an object' };
  throw usage(flag, `${path.join('.') || 'the value'}: ${message}`);
}

function usage(flag: string, why: string): Problem {
  return new Problem({
    code: 'USAGE',
    what: `${flag} is not understood.`,
    why: `It takes one JSON object; ${why}.`,
    next: 'Quote the whole object for your shell, or use --answers FILE instead.',
  });
}
