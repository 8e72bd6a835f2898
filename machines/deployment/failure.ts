import { failedWords } from '../../src/aws/progress/failure-words.ts';
import type { DeploymentContext } from './types.ts';

/** How the stack of a deployment failed, to follow its name: `was rolled back`; undefined if it has not. */
export function failureOf({ update }: DeploymentContext): string | undefined {
  return update && failedWords(update.progress);
}
