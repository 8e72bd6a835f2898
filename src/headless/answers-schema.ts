import { z } from 'zod';
import { answersProblem } from './answer-mapping.ts';

/** An answer that is text. */
export const textAnswer = (description: string) => z.string().min(1).describe(description);

/** What every answers file may say of itself. */
export const schemaAnswer = z.string().optional().describe('Where this schema is; editors use it.');

/**
 * Checks the contents of an answers file.
 *
 * @param value what was parsed from it
 * @param command whose schema it is, as `amplify-tui schema` names it
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
    result.error.issues.map(({ path, message, ...issue }) => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : undefined;
      return {
        answer: unknown ?? (path.join('.') || 'the file'),
        text: unknown ? 'is not an answer that is known' : message,
      };
    }),
    file,
    command,
  );
}
