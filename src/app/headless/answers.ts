import * as z from 'zod';
import { editors } from '../../project/editors.ts';
import { appTypes, frameworks, layouts } from '../../project/project.ts';
import {
  checkAgainst,
  regionAnswer,
  schemaAnswer,
  settingsFitApp,
  textAnswer as text,
} from './answers-schema.ts';

/** The schema of an answers file; everything is optional, since detected values and defaults fill the rest. */
const answersSchema = z
  .strictObject({
    $schema: schemaAnswer,
    projectName: text('3 to 20 letters and digits. Default: the name of the folder, cleaned.').optional(),
    layout: z
      .enum(layouts)
      .describe(
        'documented: the classic layout, one backend. multi-env: one stack per environment, as the current Amplify CLI makes them. Default: documented, or multi-env when an environment is named.',
      )
      .optional(),
    environment: text('multi-env only: 2 to 10 small letters. Default: dev.').optional(),
    parametersOf: z
      .union([text('Its name.'), z.literal(false)])
      .describe(
        'For another environment of a project: the one whose parameters it takes over, or false for none. Default: the one that this machine works with.',
      )
      .optional(),
    gitIgnore: z
      .enum(['add', 'leave'])
      .describe(
        "Amplify's lines in .gitignore, for what belongs to one machine. Default: add with environments, else leave.",
      )
      .optional(),
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
    region: regionAnswer('The AWS region. Default: the one of the profile.').optional(),
  })
  .refine((answers) => !(answers.profile && answers.useEnvironmentKeys), {
    message: 'profile and useEnvironmentKeys exclude each other',
    path: ['useEnvironmentKeys'],
  })
  .superRefine(settingsFitApp)
  .refine((answers) => !(answers.environment && answers.layout === 'documented'), {
    message: 'the classic layout has no environments',
    path: ['environment'],
  });

export type Answers = z.infer<typeof answersSchema>;

/** The published schema of the answers file: JSON Schema, draft 2020-12. */
export function answersJsonSchema(): unknown {
  return { title: 'amplify-tui answers', ...(z.toJSONSchema(answersSchema) as object) };
}

/**
 * Checks the contents of an answers file.
 *
 * @param value the parsed contents
 * @throws Problem ANSWERS_MISSING naming every fault at once
 */
export function checkAnswers(value: unknown, file: string): Answers {
  return checkAgainst(answersSchema, value, file, 'answers');
}
