import * as z from 'zod';
import { hiddenCharacter } from '../../core/odd-text.ts';
import { type FieldId, fieldsOf, fieldWords, type Values } from '../../flows/assume-role/answers.ts';
import { answersProblem } from './answers-problem.ts';
import { checkAgainst, schemaAnswer } from './answers-schema.ts';

const fields = [...new Set(Object.values(fieldsOf).flat())] as FieldId[];

/** The schema of an answers file of `assume-role`; everything is optional, and text. */
const assumeAnswersSchema = z.strictObject({
  $schema: schemaAnswer,
  ...(Object.fromEntries(
    fields.map((field) => [
      field,
      z.union([z.string(), z.number(), z.boolean()]).describe(fieldWords[field].hint).optional(),
    ]),
  ) as Record<FieldId, z.ZodOptional<z.ZodUnion<[z.ZodString, z.ZodNumber, z.ZodBoolean]>>>),
});

/** The published schema of the answers file of `assume-role`: JSON Schema, draft 2020-12. */
export function assumeAnswersJsonSchema(): unknown {
  return { title: 'amplify-tui assume-role answers', ...(z.toJSONSchema(assumeAnswersSchema) as object) };
}

/**
 * Checks the contents of an answers file.
 *
 * @param value the parsed contents
 * @returns every answer as the text that a user would type
 * @throws Problem ANSWERS_MISSING naming every fault at once
 */
export function checkAssumeAnswers(value: unknown, file: string): Values {
  const { $schema: _schema, ...answers } = checkAgainst(assumeAnswersSchema, value, file, 'assume-role');
  const hidden = Object.entries(answers).flatMap(([answer, value]) => {
    const found = typeof value === 'string' ? hiddenCharacter(value) : undefined;
    return found === undefined ? [] : [{ answer, text: `has ${found}` }];
  });
  if (hidden.length > 0) throw answersProblem(hidden, file, 'assume-role');
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, answer]) =>
      answer === undefined
        ? []
        : [[name, typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : String(answer)]],
    ),
  );
}
