import * as z from 'zod';
import { checkAgainst, regionAnswer, schemaAnswer, textAnswer as text } from './answers-schema.ts';

/** The schema of an answers file of `configure`; everything is optional. */
const configureAnswersSchema = z
  .strictObject({
    $schema: schemaAnswer,
    profile: text(
      'The profile that is written, or verified. Default: default; with createUser a name that is free.',
    ).optional(),
    region: regionAnswer('The region that the profile gets.').optional(),
    accessKeyId: text('The access key to save, with secretAccessKey.').optional(),
    secretAccessKey: text('Its secret. Keep the file readable for you only.').optional(),
    sessionToken: text('Of temporary keys only.').optional(),
    keysFile: text("The console's .csv of an access key, instead of the key itself.").optional(),
    createUser: text('Create an IAM user of this name, and its access key.').optional(),
    withProfile: text('The profile that may create users. Default: the one in use.').optional(),
    policy: text('administrator (default), amplify, or the ARN of a policy.').optional(),
  })
  .refine((answers) => !(answers.createUser && (answers.accessKeyId || answers.keysFile)), {
    message: 'createUser and an existing key exclude each other',
    path: ['createUser'],
  });

export type ConfigureFileAnswers = z.infer<typeof configureAnswersSchema>;

/** The published schema of the answers file of `configure`: JSON Schema, draft 2020-12. */
export function configureAnswersJsonSchema(): unknown {
  return { title: 'amplify-tui configure answers', ...(z.toJSONSchema(configureAnswersSchema) as object) };
}

/**
 * Checks the contents of an answers file.
 *
 * @param value the parsed contents
 * @throws Problem ANSWERS_MISSING naming every fault at once, never a value
 */
export function checkConfigureAnswers(value: unknown, file: string): ConfigureFileAnswers {
  return checkAgainst(configureAnswersSchema, value, file, 'configure');
}
