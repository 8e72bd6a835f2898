import * as z from 'zod';
import { appTypes, frameworks } from '../../project/project.ts';
import { checkAgainst, schemaAnswer, settingsFitApp, textAnswer as text } from './answers-schema.ts';

/** The schema of an answers file of `configure project`; what it does not set stays as in the project. */
const projectAnswersSchema = z
  .strictObject({
    $schema: schemaAnswer,
    projectName: text('3 to 20 letters and digits. The stack keeps its name.').optional(),
    environment: text('Layout with environments: the one to work with, where none is chosen yet.').optional(),
    editor: text('The id of an editor that the Amplify CLI of the layout knows.').optional(),
    app: z.enum(appTypes).describe('The kind of app.').optional(),
    framework: z.enum(frameworks).describe('javascript only.').optional(),
    sourceDir: text('javascript only: where the source is.').optional(),
    distributionDir: text('javascript only: where the build puts what gets published.').optional(),
    buildCommand: text('javascript only: builds the app.').optional(),
    startCommand: text('javascript only: starts the app for development.').optional(),
    resDir: text('android and flutter only: where configuration files go.').optional(),
    profile: text(
      "The AWS profile that the project is tied to; of the stack's account and region.",
    ).optional(),
    useEnvironmentKeys: z
      .literal(true)
      .describe('Tie the project to no profile: whatever the environment gives is used.')
      .optional(),
    configFiles: z
      .enum(['write', 'leave'])
      .describe("The app's configuration files. Default: written when a change asks for it.")
      .optional(),
    oldFiles: z
      .enum(['remove', 'leave'])
      .describe(
        'Such files where the app does not read them any more. Default: remove, but for your own settings.',
      )
      .optional(),
    oldValues: z
      .enum(['keep', 'remove'])
      .describe('Values in them that the backend does not give. Default: keep.')
      .optional(),
    gitIgnore: z
      .enum(['add', 'leave'])
      .describe(
        "Amplify's lines in .gitignore, where nothing keeps out what belongs to one machine. Default: leave.",
      )
      .optional(),
  })
  .superRefine(settingsFitApp)
  .refine((answers) => !(answers.profile && answers.useEnvironmentKeys), {
    message: 'profile and useEnvironmentKeys exclude each other',
    path: ['useEnvironmentKeys'],
  });

export type ProjectFileAnswers = z.infer<typeof projectAnswersSchema>;

/** The published schema of the answers file of `configure project`: JSON Schema, draft 2020-12. */
export function projectAnswersJsonSchema(): unknown {
  return {
    title: 'amplify-tui configure project answers',
    ...(z.toJSONSchema(projectAnswersSchema) as object),
  };
}

/**
 * Checks the contents of an answers file.
 *
 * @param value the parsed contents
 * @throws Problem ANSWERS_MISSING naming every fault at once
 */
export function checkProjectAnswers(value: unknown, file: string): ProjectFileAnswers {
  return checkAgainst(projectAnswersSchema, value, file, 'project');
}
