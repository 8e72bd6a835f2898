import { failedWords } from '../../src/aws/progress/failure-words.ts';
import type { DeploymentContext } from './types.ts';

/** How the stack of a deployment has failed, to follow its name: `was rolled back`; undefined where it has not. */
export function failureOf({ update }: DeploymentContext): string | undefined {
  return update && failedWords(update.progress);
}
