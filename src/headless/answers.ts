import { z } from 'zod';
import type { InitAnswers } from '../init/answers.ts';
import { editors } from '../project/editors.ts';
import { appTypes, frameworks } from '../project/project.ts';
import { Problem } from '../values/problem.ts';

const text = (description: string) => z.string().min(1).describe(description);

/** What an answers file may say; everything is optional, found values and defaults fill the rest. */
const answersSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is; editors use it.'),
    projectName: text('3 to 20 letters and digits. Default: the name of the folder, cleaned.').optional(),
    editor: z
      .enum(editors.map((editor) => editor.id))
      .describe('The editor you use. Default: from $VISUAL or $EDITOR.')
      .optional(),
    app: z
      .enum(appTypes)
      .describe('The kind of app. Default: detected from the files in the folder.')
      .optional(),
    framework: z
      .enum(frameworks)
      .describe('javascript only. Default: detected from package.json.')
      .optional(),
    sourceDir: text('javascript only: where the source is.').optional(),
    distributionDir: text('javascript only: where the build puts what gets published.').optional(),
    buildCommand: text('javascript only: builds the app.').optional(),
    startCommand: text('javascript only: starts the app for development.').optional(),
    resDir: text('android and flutter only: where configuration files go.').optional(),
    profile: text('The AWS profile. Default: AWS_PROFILE, environment keys, or `default`.').optional(),
    useEnvironmentKeys: z
      .literal(true)
      .describe('Use AWS_ACCESS_KEY_ID and its relatives instead of a profile.')
      .optional(),
    region: text('The AWS region. Default: the one of the profile.').optional(),
  })
  .refine((answers) => !(answers.profile && answers.useEnvironmentKeys), {
    message: 'profile and useEnvironmentKeys exclude each other',
    path: ['useEnvironmentKeys'],
  });

export type Answers = z.infer<typeof answersSchema>;

/** The published schema of the answers file: JSON Schema, draft 2020-12. */
export function answersJsonSchema(): unknown {
  return { title: 'amplify-tui answers', ...(z.toJSONSchema(answersSchema) as object) };
}

/**
 * Checks the contents of an answers file.
 *
 * @param value what was parsed from it
 * @throws Problem ANSWERS_MISSING naming every fault at once
 */
export function checkAnswers(value: unknown, file: string): Answers {
  const result = answersSchema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw answersProblem(
    result.error.issues.map(({ path, message, ...issue }) => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : undefined;
      return {
        answer: unknown ?? (path.join('.') || 'the file'),
        text: unknown ? 'is not an answer that is known' : message,
      };
    }),
    file,
  );
}

/** One problem that names everything that is missing or wrong. */
export function answersProblem(faults: readonly { answer: string; text: string }[], file?: string): Problem {
  return new Problem({
    code: 'ANSWERS_MISSING',
    what: `${faults.length === 1 ? 'One answer is' : `${faults.length} answers are`} missing or wrong${file ? ` in ${file}` : ''}.`,
    why: faults.map(({ answer, text: fault }) => `${answer}: ${fault}`).join('\n  '),
    next: 'Give them with --answers FILE; `amplify-tui schema answers` prints what it may hold.',
  });
}

/** An answers file as the changes that the init machine takes. The settings that are not given stay as found. */
export function toInitAnswers(answers: Answers, found: InitAnswers): Partial<InitAnswers> {
  const { sourceDir, distributionDir, buildCommand, startCommand } = answers;
  const javascript = {
    ...found.javascript,
    ...defined({ sourceDir, distributionDir, buildCommand, startCommand }),
  };
  return {
    ...defined({
      name: answers.projectName,
      editor: answers.editor,
      app: answers.app,
      framework: answers.framework,
      resDir: answers.resDir,
      region: answers.region,
    }),
    javascript,
    ...(answers.profile ? { access: { kind: 'profile', name: answers.profile } as const } : {}),
    ...(answers.useEnvironmentKeys ? { access: { kind: 'environment' } as const } : {}),
  };
}

/** The answers of a flow as a file that gives the same result again. */
export function fromInitAnswers(answers: InitAnswers): Answers {
  const settings =
    answers.app === 'javascript'
      ? { framework: answers.framework, ...answers.javascript }
      : answers.app === 'ios'
        ? {}
        : { resDir: answers.resDir };
  return {
    projectName: answers.name,
    editor: answers.editor,
    app: answers.app,
    ...settings,
    ...(answers.access?.kind === 'profile' ? { profile: answers.access.name } : {}),
    ...(answers.access?.kind === 'environment' ? { useEnvironmentKeys: true as const } : {}),
    ...(answers.region ? { region: answers.region } : {}),
  };
}

/** The object without the keys whose value is undefined. */
function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
