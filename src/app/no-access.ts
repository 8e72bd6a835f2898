import type { Problem } from '../core/problem.ts';
import { accessProblemIfNone, chosenNone } from '../credentials/choice.ts';
import type { FoundProject } from '../project/project.ts';
import { tiedKeysProblem } from '../project/tied-keys.ts';
import type { AppContext } from './app-context.ts';

/**
 * The Problem that nothing says which credentials to use: no access is set up, none of several was chosen, or the project is
 * tied to keys that are not used.
 */
export function noAccess(
  appContext: Pick<AppContext, 'env' | 'profiles'>,
  found: FoundProject = { kind: 'none' },
): Problem {
  const list = appContext.profiles();
  const tied = tiedKeysProblem(found);
  if (tied) return tied;
  return accessProblemIfNone(list, appContext.env) ?? chosenNone(list, appContext.env);
}
