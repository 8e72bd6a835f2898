import * as z from 'zod';
import { problemCodes } from '../../core/problem.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';

/**
 * The members that scripts may rely on, by the type of the line. A line may have others, and later versions add more, so a line
 * with unknown members is valid; listed members stay (docs/stability.md).
 */
const text = z.string();
const texts = z.array(z.string());
const flag = z.boolean();
const file = z.looseObject({ label: text });
const problem = z.looseObject({
  code: z.enum(Object.keys(problemCodes) as [string, ...string[]]),
  what: text,
  why: text,
  next: text,
});

const members = {
  identity: { account: text, arn: text, region: text, access: text, accountAlias: text.optional() },
  unfinished: { step: text, stackName: text.optional(), kind: text.optional(), profile: text.optional() },
  warning: { text },
  plan: {
    files: z.array(file).optional(),
    calls: z.array(z.unknown()).optional(),
    notes: texts.optional(),
    stackName: text.optional(),
    targets: z.array(z.looseObject({ root: text, files: z.array(file) })).optional(),
  },
  notes: { notes: texts },
  step: { step: text, stackName: text.optional() },
  event: {
    logicalId: text,
    resourceType: text,
    status: text,
    stackName: text,
    at: z.number().describe('Milliseconds since 1970.'),
    reason: text.optional(),
    path: texts.optional(),
  },
  stuck: { logicalId: text, resourceType: text, ms: z.number(), usualMs: z.number() },
  missing: { actions: texts, text },
  connection: {
    state: z.enum(['ok', 'offline', 'throttled', 'expired', 'mfa-needed', 'signed-out', 'silent']),
    service: text.optional(),
    seconds: z.number().optional(),
  },
  waiting: { for: z.literal('key'), tries: z.number() },
  profile: { name: text, kind: text, usable: flag, why: text.optional(), findings: z.array(z.unknown()) },
  left: {
    stackName: text.optional(),
    state: text.optional(),
    root: text.optional(),
    problem: problem.optional(),
  },
  call: {
    at: z.number().describe('When it was sent, milliseconds since 1970.'),
    ms: z.number().describe('Until its whole answer was there, milliseconds.'),
    service: text.describe('As the AWS CLI names it.'),
    action: text.describe('As AWS names the operation.'),
    why: text,
    status: z.number().optional().describe('The HTTP status; absent where there was no answer.'),
    error: text.optional(),
    requestId: text.optional(),
    attempts: z.number(),
    region: text.optional(),
    profile: text.optional(),
    endpoint: text.optional(),
    parameters: z
      .record(z.string(), z.union([text, flag, texts]))
      .optional()
      .describe('What may hold a secret is `[not recorded]`.'),
  },
  result: {
    ok: flag,
    dryRun: flag.optional(),
    state: text.optional(),
    stackName: text.optional(),
    stackId: text.optional(),
    profile: text.optional(),
    account: text.optional(),
    region: text.optional(),
    notes: texts.optional(),
  },
  problem: { ...problem.shape },
} satisfies Record<JsonLine, z.ZodRawShape>;

/** Every line of `--json`, by its type. */
const lineSchemas: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries<z.ZodRawShape>(members).map(([type, shape]) => [
    type,
    z.looseObject({ type: z.literal(type), ...shape }).describe(jsonLines[type as JsonLine]),
  ]),
);

/** The JSON schema of a line: one of the types, each with its members. */
export function linesJsonSchema(): object {
  const schema = z.toJSONSchema(z.union([...lineSchemas.values()]));
  return { ...schema, title: 'A line of amplify-tui --json' };
}

/** @returns what is wrong with a line of a command; undefined when it is as documented */
export function lineFault(line: unknown): string | undefined {
  const { type = '' } = (line ?? {}) as { readonly type?: string };
  const schema = lineSchemas.get(type);
  if (!schema) return `there is no line of type ${JSON.stringify(type)}`;
  const { error } = schema.safeParse(line);
  return error && z.prettifyError(error);
}
