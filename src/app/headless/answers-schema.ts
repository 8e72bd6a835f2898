import * as z from 'zod';
import { nearestWord } from '../../core/nearest.ts';
import { hiddenCharacter, shownExactly } from '../../core/odd-text.ts';
import { clip, plainText } from '../../core/text.ts';
import { regionAdvice, regionFaultOf } from '../../regions/region-check.ts';
import { answersProblem } from './answers-problem.ts';
import { schemaFault } from './schema-words.ts';

/** The schema of a text answer. */
export const textAnswer = (description: string) =>
  z
    .string()
    .min(1)
    .superRefine((value, context) => {
      const hidden = hiddenCharacter(value);
      if (hidden !== undefined) context.addIssue({ code: 'custom', message: `has ${hidden}` });
    })
    .describe(description);

/** The schema of a region answer: an unknown region is refused, since there is nobody to ask. */
export const regionAnswer = (description: string) =>
  textAnswer(description).superRefine((value, context) => {
    const fault = hiddenCharacter(value) === undefined ? regionFaultOf(value, process.env) : undefined;
    if (!fault) return;
    const advice = regionAdvice(fault, (id) => `region: ${id}`);
    context.addIssue({
      code: 'custom',
      message: `${shownExactly(value)} is not taken. ${fault.why} ${advice}`,
    });
  });

/** The `$schema` that every answers file may have. */
export const schemaAnswer = z.string().optional().describe('Where this schema is; editors use it.');

/** The settings that only some kinds of app have. */
const settingsOf: Readonly<Record<string, readonly string[]>> = {
  framework: ['javascript'],
  sourceDir: ['javascript'],
  distributionDir: ['javascript'],
  buildCommand: ['javascript'],
  startCommand: ['javascript'],
  resDir: ['android', 'flutter'],
};

/** Refuses a setting that the given kind of app does not have, rather than ignore it silently. */
export function settingsFitApp(answers: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  const { app } = answers;
  if (typeof app !== 'string') return;
  for (const [name, apps] of Object.entries(settingsOf))
    if (answers[name] !== undefined && !apps.includes(app))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `only ${apps.join(' and ')} ${apps.length > 1 ? 'have' : 'has'} it, and app is ${app}`,
      });
}

/**
 * Checks the contents of an answers file.
 *
 * @param value the parsed contents
 * @param command the schema's name in `amplify-tui schema`
 * @throws Problem ANSWERS_MISSING naming every fault at once, never a value
 */
export function checkAgainst<T>(
  schema: z.ZodType<T>,
  value: unknown,
  file: string,
  command: 'answers' | 'configure' | 'project' | 'assume-role',
): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw answersProblem(
    result.error.issues.map((issue) => {
      const { path } = issue;
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : undefined;
      return {
        answer: unknown === undefined ? path.join('.') || 'the file' : clip(plainText(unknown), 200),
        text: unknown
          ? `is not an answer that is known${meantBy(unknown, schema)}`
          : path.length === 0 && issue.code === 'invalid_type'
            ? 'has to hold answers by their names, as projectName: shop'
            : schemaFault(issue, value ?? {}),
      };
    }),
    file,
    command,
  );
}

function meantBy(name: string, schema: z.ZodType): string {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const meant = nearestWord(name, known);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
