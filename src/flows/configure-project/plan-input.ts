import type { Identity } from '../../core/plan.ts';
import type { HandlerPaths } from '../../project/handlers.ts';
import type { JsonObject } from '../../project/json-text.ts';
import type { PulledBackend } from './current-backend.ts';
import type { ProjectFacts } from './facts.ts';
import type { ProjectAnswers } from './project-answers.ts';

export interface ProjectPlanInput {
  readonly facts: ProjectFacts;
  readonly answers: ProjectAnswers;
  readonly handlers: HandlerPaths;
  /** The texts of the project's existing files, by label. */
  readonly texts: ReadonlyMap<string, string>;
  /** The initial contents of missing files: those of the project that the backend comes from. */
  readonly base?: ReadonlyMap<string, string> | undefined;
  /** amplify-meta.json. */
  readonly metadata: JsonObject | undefined;
  /** The contents of the deployment bucket, if they were to be fetched. */
  readonly pulled?: PulledBackend | undefined;
  readonly identity?: Identity | undefined;
}
